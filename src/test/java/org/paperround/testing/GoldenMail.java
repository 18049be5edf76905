package org.paperround.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.paperround.mail.DkimAlgorithm;
import org.paperround.mail.DkimConfig;
import org.paperround.mail.DkimKey;
import org.paperround.mail.DkimSigner;

/// Mails as a person approved them, in `src/test/resources/golden`. One that has changed fails its
/// test, with the new one in `target/golden` to be looked at; `mvn -Dapprove=true test` puts the
/// new ones in their place, and `git diff` shows what is approved by a commit. Each is also signed
/// anew and put into `target/judge-golden`, with the DNS records of its key, for judges from
/// outside: list mails in one folder, transactional ones in another, those of text alone in a
/// third.
public final class GoldenMail {
  private static final Path APPROVED = Path.of("src/test/resources/golden");
  private static final Path CHANGED = Path.of("target/golden");

  private static final Path JUDGED = Path.of("target/judge-golden");
  private static final String DOMAIN = "news.thecourier.example";

  private GoldenMail() {}

  /// Compares all but the DKIM signature, whose key is new in every run.
  public static void check(String name, byte[] mail) {
    String present = new String(mail, StandardCharsets.ISO_8859_1);
    String unsigned = present.replaceFirst("(?s)^(DKIM-Signature:.*?\r\n(?=[^ \t]))+", "");
    try {
      forJudges(name, unsigned);
      Path approved = APPROVED.resolve(name + ".eml");
      if (Boolean.getBoolean("approve")) {
        write(approved, unsigned);
      }
      if (!Files.exists(approved) || !read(approved).equals(unsigned)) {
        write(CHANGED.resolve(name + ".eml"), unsigned);
      }
      assertThat(Files.exists(approved) ? read(approved) : "")
          .as(
              "%s is as it was approved; the new one is %s, mvn -Dapprove=true approves it",
              approved, CHANGED.resolve(name + ".eml"))
          .isEqualTo(unsigned);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void forJudges(String name, String unsigned) throws IOException {
    int end = unsigned.indexOf("\r\n\r\n") + 2;
    byte[] header = unsigned.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
    byte[] body = unsigned.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1);
    byte[] signature = Signer.DKIM.sign(header, body, 0, body.length, Instant.now());
    write(
        JUDGED.resolve(folder(unsigned)).resolve(name + ".eml"),
        new String(signature, StandardCharsets.ISO_8859_1) + unsigned);
  }

  private static String folder(String unsigned) {
    if (!unsigned.contains("multipart/alternative")) {
      return "text";
    }
    return unsigned.contains("\r\nList-Unsubscribe:") ? "list" : "transactional";
  }

  /// One key for all mails of a run, in however many JVMs: whoever comes first makes it.
  private static final class Signer {
    static final DkimSigner DKIM = signer();

    private static DkimSigner signer() {
      Path file = JUDGED.resolve("dkim.pem");
      try {
        Files.createDirectories(JUDGED);
        try (FileChannel lock = FileChannel.open(JUDGED.resolve("lock"), CREATE, WRITE);
            FileLock _ = lock.lock()) {
          if (!Files.exists(file)) {
            DkimKey key = DkimKey.generate(DkimAlgorithm.RSA);
            key.write(file);
            write(JUDGED.resolve("zone.json"), new ObjectMapper().writeValueAsString(zone(key)));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return DkimSigner.withJdk(new DkimConfig(DOMAIN, List.of(new DkimConfig.Key("s1", file))));
    }

    private static Map<String, String> zone(DkimKey key) {
      return Map.of(
          "s1._domainkey." + DOMAIN,
          key.record(),
          "_dmarc." + DOMAIN,
          "v=DMARC1; p=reject",
          "bounce." + DOMAIN,
          "v=spf1 ip4:127.0.0.1 -all");
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static void write(Path file, String mail) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, mail, StandardCharsets.ISO_8859_1);
  }
}
