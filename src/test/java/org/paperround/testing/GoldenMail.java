package org.paperround.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Mails as a person approved them, in `src/test/resources/golden`. One that has changed fails its
/// test, with the new one in `target/golden` to be looked at; `mvn -Dapprove=true test` puts the
/// new ones in their place, and `git diff` shows what is approved by a commit.
public final class GoldenMail {
  private static final Path APPROVED = Path.of("src/test/resources/golden");
  private static final Path CHANGED = Path.of("target/golden");

  private GoldenMail() {}

  /// Compares all but the DKIM signature, whose key is new in every run.
  public static void check(String name, byte[] mail) {
    String present = new String(mail, StandardCharsets.ISO_8859_1);
    String unsigned = present.replaceFirst("(?s)^(DKIM-Signature:.*?\r\n(?=[^ \t]))+", "");
    try {
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

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static void write(Path file, String mail) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, mail, StandardCharsets.ISO_8859_1);
  }
}
