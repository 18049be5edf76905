package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.testing.CommandLine;
import org.paperround.testing.CommandLine.Ran;
import org.paperround.testing.TestDatabase;

class ThemeCommandsTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path templates;

  @Test
  void aThemeIsCheckedAndThenChosen() throws IOException {
    write("#1a5fb4", "#0b5c8a");
    assertThat(run("theme", "check")).isEqualTo(new Ran(0, "theme-check problems=0 warnings=0"));
    assertThat(run("newsletter", "add", "morning-briefing", "--theme", "mine").status()).isZero();
    assertThat(run("newsletter", "list").out()).contains("\ttheme mine\n");
  }

  @Test
  void oneThatIsBrokenIsNotChosen() throws IOException {
    write("#1a5fb4", "#a0c4f0");
    Ran check = run("theme", "check", "mine");
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.out())
        .contains("theme.properties:10: light.link #a0c4f0 on light.paper #ffffff has a contrast")
        .endsWith("theme-check problems=2 warnings=0");
    assertThat(run("newsletter", "add", "morning-briefing", "--theme", "mine").status())
        .isEqualTo(2);
    assertThat(run("newsletter", "add", "morning-briefing", "--theme", "no-such").status())
        .isEqualTo(2);
    assertThat(run("newsletter", "list").out()).contains("\ttheme courier\n");
  }

  @Test
  void aTextWithoutTranslationIsAWarning() throws IOException {
    Path texts = Files.createDirectories(templates.resolve("i18n"));
    Files.writeString(
        texts.resolve("messages_de.properties"),
        Files.readString(Path.of("templates/i18n/messages_de.properties"))
            .replaceFirst("(?m)^digest.update=.*$", ""));
    Ran check = run("theme", "check", "courier");
    assertThat(check.status()).isZero();
    assertThat(check.out())
        .startsWith("warning untranslated de/digest.update " + texts)
        .endsWith("theme-check problems=0 warnings=1");
  }

  private Ran run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--templates";
    all[arguments.length + 1] = templates.toString();
    return CommandLine.on(database, all);
  }

  private void write(String colour, String other) throws IOException {
    Path folder = Files.createDirectories(templates.resolve("themes/mine"));
    String courier = Files.readString(Path.of("templates/themes/courier/theme.properties"));
    Files.writeString(folder.resolve("theme.properties"), courier.replace(colour, other));
  }
}
