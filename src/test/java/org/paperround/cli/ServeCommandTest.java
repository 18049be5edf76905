package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The roles are named as the documents name them.
class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void rolesAreNamedInSmallLetters() throws Exception {
    assertThat(serve("web,scheduler,sender")).contains("links.keys").doesNotContain("--roles");
    assertThat(serve("editor")).contains("--roles").contains("editor");
  }

  /// What is said when `links.keys` is missing, so that nothing starts.
  private String serve(String roles) throws Exception {
    Path config = Files.writeString(folder.resolve("p.properties"), "mail.domain=news.example\n");
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(
              CommandLineInterface.run(
                  new String[] {"serve", "--config", config.toString(), "--roles", roles}))
          .isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return err.toString(StandardCharsets.UTF_8);
  }
}
