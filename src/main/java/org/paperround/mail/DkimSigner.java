package org.paperround.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.crypto.Sha256;

/// Signs finished messages (RFC 6376, rsa-sha256, relaxed/relaxed). The same message and instant
/// always give the same bytes. Thread-safe.
public final class DkimSigner {
  /// What is signed where present (mail-standards D2). From stands twice, so that nobody can put a
  /// second one in front.
  private static final List<String> SIGNED =
      List.of(
          "from",
          "from",
          "to",
          "subject",
          "date",
          "message-id",
          "mime-version",
          "content-type",
          "reply-to",
          "list-id",
          "list-unsubscribe",
          "list-unsubscribe-post",
          "list-help",
          "feedback-id",
          "auto-submitted");

  private static final DkimSigner NONE = new DkimSigner("", "", null);

  private final String domain;
  private final String selector;
  private final @Nullable RsaSigner rsa;

  private DkimSigner(String domain, String selector, @Nullable RsaSigner rsa) {
    this.domain = domain;
    this.selector = selector;
    this.rsa = rsa;
  }

  /// Signs nothing: the relay signs, or nobody.
  public static DkimSigner none() {
    return NONE;
  }

  /// Reads every key, checks that each can be used, and signs with the first: with Amazon
  /// Corretto's provider where it works on this machine, else the JDK's.
  ///
  /// @param warnings told of a key file that others may read
  /// @throws ConfigurationException when a key file cannot be used
  public static DkimSigner of(DkimConfig config, Consumer<String> warnings) {
    if (config.keys().isEmpty()) {
      return NONE;
    }
    List<DkimKey> keys = config.keys().stream().map(key -> read(key, warnings)).toList();
    return with(config, keys.getFirst(), RsaSigner.fastest(keys.getFirst().privateKey()));
  }

  /// As [#of], but with the JDK's own provider, to compare.
  public static DkimSigner withJdk(DkimConfig config) {
    DkimKey key = read(config.keys().getFirst(), _ -> {});
    return with(config, key, RsaSigner.jdk(key.privateKey()));
  }

  private static DkimSigner with(DkimConfig config, DkimKey key, RsaSigner rsa) {
    if (!key.matches(key.record())) {
      throw new ConfigurationException(
          List.of(
              "the key of selector "
                  + config.keys().getFirst().selector()
                  + " does not verify its own signature"));
    }
    return new DkimSigner(config.domain(), config.keys().getFirst().selector(), rsa);
  }

  private static DkimKey read(DkimConfig.Key key, Consumer<String> warnings) {
    Path file = key.privateKey();
    try {
      if (DkimKey.isReadableByOthers(file)) {
        warnings.accept(
            "The private key "
                + file
                + " of selector "
                + key.selector()
                + " may be read by others: chmod 600 it");
      }
      return DkimKey.read(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("the private key " + file + " cannot be read (" + e.getMessage() + ")"));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /// False for [#none()].
  public boolean signs() {
    return rsa != null;
  }

  /// The provider that makes the signatures (`AmazonCorrettoCryptoProvider`, `SunRsaSign`), `none`
  /// when nothing is signed.
  public String provider() {
    return rsa == null ? "none" : rsa.provider();
  }

  /// The DKIM-Signature field, ended by CRLF, to be put in front of `header`; nothing when this
  /// signer does not sign. `header` is a whole header section without the empty line, `body` what
  /// follows the empty line; both use CRLF. `t=` is `at`.
  public byte[] sign(byte[] header, byte[] body, Instant at) {
    return sign(header, body, 0, body.length, at);
  }

  /// As [#sign(byte[], byte[], Instant)] for a body that is `length` bytes of `buffer` from
  /// `offset`.
  public byte[] sign(byte[] header, byte[] buffer, int offset, int length, Instant at) {
    if (rsa == null) {
      return new byte[0];
    }
    MessageDigest sha256 = Sha256.digest();
    RelaxedCanonicalisation.digestBody(buffer, offset, length, sha256);
    String bodyHash = Base64.getEncoder().encodeToString(sha256.digest());
    Map<String, String> fields = RelaxedCanonicalisation.fields(header);
    List<String> names = SIGNED.stream().filter(fields::containsKey).toList();
    String unsigned = unsignedField(names, bodyHash, at);

    StringBuilder signed = new StringBuilder(2048);
    names.stream().distinct().forEach(name -> signed.append(fields.get(name)));
    String own = RelaxedCanonicalisation.field(unsigned);
    signed.append(own, 0, own.length() - 2); // without its CRLF: RFC 6376 3.7
    String signature =
        Base64.getEncoder()
            .encodeToString(rsa.sign(signed.toString().getBytes(StandardCharsets.UTF_8)));
    return finished(unsigned, signature).getBytes(StandardCharsets.US_ASCII);
  }

  /// The field with an empty `b=` at its end, folded.
  private String unsignedField(List<String> names, String bodyHash, Instant at) {
    List<String> pieces = new ArrayList<>();
    pieces.add(" v=1;");
    pieces.add(" a=rsa-sha256;");
    pieces.add(" c=relaxed/relaxed;");
    pieces.add(" d=" + domain + ";");
    pieces.add(" s=" + selector + ";");
    pieces.add(" t=" + at.getEpochSecond() + ";");
    for (int i = 0; i < names.size(); i++) {
      String separator = i + 1 < names.size() ? ":" : ";";
      pieces.add((i == 0 ? " h=" : "") + names.get(i) + separator);
    }
    pieces.add(" bh=" + bodyHash + ";");
    Folded field = new Folded("DKIM-Signature:");
    pieces.forEach(field::append);
    field.append(" b=");
    return field.text();
  }

  private static String finished(String unsigned, String signature) {
    Folded field = new Folded(unsigned);
    for (int i = 0; i < signature.length(); ) {
      int end = Math.min(signature.length(), i + Math.max(1, field.room()));
      field.append(signature.substring(i, end));
      i = end;
    }
    return field.text() + "\r\n";
  }

  /// A field whose pieces go to a new line where they would pass column 78.
  private static final class Folded {
    private static final int LINE = 78;
    private final StringBuilder text;
    private int column;

    Folded(String begin) {
      this.text = new StringBuilder(1024).append(begin);
      int lineBegin = begin.lastIndexOf('\n') + 1;
      this.column = begin.length() - lineBegin;
    }

    void append(String piece) {
      if (column + piece.length() > LINE) {
        boolean spaced = piece.startsWith(" ");
        text.append("\r\n").append(spaced ? "" : " ");
        column = spaced ? 0 : 1;
      }
      text.append(piece);
      column += piece.length();
    }

    /// How long the next piece may be: what is left of this line, or a whole new one.
    int room() {
      return column < LINE ? LINE - column : LINE - 1;
    }

    String text() {
      return text.toString();
    }
  }
}
