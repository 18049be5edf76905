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
import java.util.Optional;
import java.util.function.Consumer;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.crypto.Sha256;

/// Signs finished messages (RFC 6376, relaxed/relaxed): rsa-sha256, and ed25519-sha256 (RFC 8463)
/// beside it. The same message and instant always give the same bytes. Thread-safe.
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

  private static final DkimSigner NONE = new DkimSigner("", List.of());

  private final String domain;
  private final List<Selector> selectors;

  private DkimSigner(String domain, List<Selector> selectors) {
    this.domain = domain;
    this.selectors = List.copyOf(selectors);
  }

  /// What signs: each makes a field of its own, RSA first.
  private record Selector(String name, KeySigner key) {}

  /// Signs nothing: the relay signs, or nobody.
  public static DkimSigner none() {
    return NONE;
  }

  /// Reads every key, checks that each can be used, and signs with the first RSA key: with Amazon
  /// Corretto's provider where it works on this machine, else the JDK's. The first Ed25519 key, if
  /// any, makes a second signature where Corretto's provider works; the JDK's would take as long as
  /// for an RSA signature, which everybody understands.
  ///
  /// @param warnings told of a key file that others may read, and of a key that does not sign here
  /// @throws ConfigurationException when a key file cannot be used, or none is RSA
  public static DkimSigner of(DkimConfig config, Consumer<String> warnings) {
    if (config.keys().isEmpty()) {
      return NONE;
    }
    List<Read> keys = read(config, warnings);
    Read rsa = firstOf(DkimAlgorithm.RSA, keys).orElseThrow(() -> withoutRsa());
    List<Selector> selectors = new ArrayList<>();
    selectors.add(
        new Selector(
            rsa.selector(),
            KeySigner.corretto(rsa.key()).orElseGet(() -> KeySigner.jdk(rsa.key()))));
    firstOf(DkimAlgorithm.ED25519, keys)
        .ifPresent(second ->
            KeySigner.corretto(second.key())
                .ifPresentOrElse(
                    signer -> selectors.add(new Selector(second.selector(), signer)),
                    () -> warnings.accept(tooSlow(second))));
    return new DkimSigner(config.domain(), selectors);
  }

  /// Signs with the first RSA key by the JDK's own provider, to compare.
  public static DkimSigner withJdk(DkimConfig config) {
    Read rsa = firstOf(DkimAlgorithm.RSA, read(config, _ -> {})).orElseThrow(() -> withoutRsa());
    return new DkimSigner(
        config.domain(), List.of(new Selector(rsa.selector(), KeySigner.jdk(rsa.key()))));
  }

  private record Read(String selector, DkimKey key) {}

  private static Optional<Read> firstOf(DkimAlgorithm algorithm, List<Read> keys) {
    return keys.stream().filter(read -> read.key().algorithm() == algorithm).findFirst();
  }

  private static ConfigurationException withoutRsa() {
    return new ConfigurationException(
        List.of(
            "dkim.private-key names no RSA key: many receivers cannot verify Ed25519, so it only"
                + " signs beside RSA; dkim generate makes one"));
  }

  private static String tooSlow(Read key) {
    return "The Ed25519 key of selector "
        + key.selector()
        + " does not sign here: it needs Amazon Corretto's provider, which this machine cannot"
        + " load";
  }

  /// In the order of the configuration.
  private static List<Read> read(DkimConfig config, Consumer<String> warnings) {
    List<Read> keys = new ArrayList<>();
    for (DkimConfig.Key named : config.keys()) {
      DkimKey key = read(named, warnings);
      if (!key.matches(key.record())) {
        throw new ConfigurationException(
            List.of(
                "the key of selector " + named.selector() + " does not verify its own signature"));
      }
      keys.add(new Read(named.selector(), key));
    }
    return keys;
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
    return !selectors.isEmpty();
  }

  /// The provider that makes the signatures (`AmazonCorrettoCryptoProvider`, `SunRsaSign`), `none`
  /// when nothing is signed.
  public String provider() {
    return selectors.isEmpty() ? "none" : selectors.getFirst().key().provider();
  }

  /// The algorithms of the signatures that each mail gets, in their order.
  public List<DkimAlgorithm> algorithms() {
    return selectors.stream().map(selector -> selector.key().algorithm()).toList();
  }

  /// The DKIM-Signature fields, each ended by CRLF, to be put in front of `header`; nothing when
  /// this signer does not sign. `header` is a whole header section without the empty line, `body`
  /// what follows the empty line; both use CRLF. `t=` is `at`.
  public byte[] sign(byte[] header, byte[] body, Instant at) {
    return sign(header, body, 0, body.length, at);
  }

  /// As [#sign(byte[], byte[], Instant)] for a body that is `length` bytes of `buffer` from
  /// `offset`.
  public byte[] sign(byte[] header, byte[] buffer, int offset, int length, Instant at) {
    if (selectors.isEmpty()) {
      return new byte[0];
    }
    MessageDigest sha256 = Sha256.digest();
    RelaxedCanonicalisation.digestBody(buffer, offset, length, sha256);
    String bodyHash = Base64.getEncoder().encodeToString(sha256.digest());
    Map<String, String> fields = RelaxedCanonicalisation.fields(header);
    List<String> names = SIGNED.stream().filter(fields::containsKey).toList();
    StringBuilder signed = new StringBuilder(2048);
    names.stream().distinct().forEach(name -> signed.append(fields.get(name)));

    StringBuilder signatures = new StringBuilder(1024);
    for (Selector selector : selectors) {
      String unsigned = unsignedField(selector, names, bodyHash, at);
      signatures.append(finished(unsigned, signature(selector, signed.toString(), unsigned)));
    }
    return signatures.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String signature(Selector selector, String fields, String unsigned) {
    String own = RelaxedCanonicalisation.field(unsigned);
    String signed = fields + own.substring(0, own.length() - 2); // without its CRLF: RFC 6376 3.7
    return Base64.getEncoder()
        .encodeToString(selector.key().sign(signed.getBytes(StandardCharsets.UTF_8)));
  }

  /// The field with an empty `b=` at its end, folded.
  private String unsignedField(Selector selector, List<String> names, String bodyHash, Instant at) {
    List<String> pieces = new ArrayList<>();
    pieces.add(" v=1;");
    pieces.add(" a=" + selector.key().algorithm().tag() + ";");
    pieces.add(" c=relaxed/relaxed;");
    pieces.add(" d=" + domain + ";");
    pieces.add(" s=" + selector.name() + ";");
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
