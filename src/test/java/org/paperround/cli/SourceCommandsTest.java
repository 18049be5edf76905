package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.testing.TestDatabase;

/// The commands of sources say what they did, and refuse what cannot be
/// (docs/reference/commands.md).
class SourceCommandsTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void whatASourceIsAddedWithIsListed() {
    assertThat(
            add(
                "--kind",
                "page",
                "--interval",
                "2h",
                "--weight",
                "0.5",
                "--section-map",
                "UK Politics=politics",
                "--section-map",
                "arts=culture",
                "--links",
                ".teaser a",
                "--body",
                "div.text"))
        .isEqualTo("0 source id=1 slug=town");

    assertThat(source("list"))
        .isEqualTo(
            "0 town\thttps://town.example/news\tkind=page interval=7200s owner=town weight=0.5"
                + " section=news section-map=arts=culture section-map=uk-politics=politics"
                + " links='.teaser a' body='div.text'\tnot read yet\n"
                + "source-list sources=1 failing=0");
    add();
    assertThat(source("list"))
        .contains("\tkind=feed interval=300s owner=town weight=1.0 section=news\t");
  }

  @ParameterizedTest
  @CsvSource({
    "--kind, blog",
    "--interval, 5",
    "--interval, 1s",
    "--interval, 90000000h",
    "--section-map, politics",
    "--body, [[",
    "--links, a",
    "--weight, 2",
  })
  void whatCannotBeIsRefusedAndNothingIsAdded(String option, String value) {
    assertThat(add(option, value)).startsWith("2 ");
    assertThat(source("list")).isEqualTo("0 source-list sources=0 failing=0");
  }

  @Test
  void aKeyIsShownOnceListedByNumberAndRevoked() {
    add();
    String made = source("key", "town");
    assertThat(made).matches("0 source-key slug=town number=1 key=prk_1_[A-Za-z0-9_-]{43}");
    String key = made.substring(made.indexOf("key=prk") + 4);

    assertThat(source("key", "town", "--list"))
        .startsWith("0 1\tmade ")
        .endsWith("\tnever used\nsource-key slug=town keys=1 live=1")
        .doesNotContain(key);
    assertThat(source("key", "town", "--revoke", "1"))
        .isEqualTo("0 source-key slug=town number=1 revoked=1");
    assertThat(source("key", "town", "--revoke", "1"))
        .isEqualTo("1 source-key slug=town number=1 revoked=0");
    assertThat(source("key", "town", "--list")).endsWith("keys=1 live=0");
    assertThat(source("key", "nobody")).isEqualTo("1 source-key slug=nobody made=0");
    assertThat(source("key", "town", "--list", "--revoke", "1")).startsWith("2 ");
  }

  @Test
  void aRemovedSourceIsNotReadUntilItIsAddedAgain() {
    add();
    assertThat(source("remove", "town")).isEqualTo("0 source-remove slug=town removed=1");
    assertThat(source("remove", "town")).isEqualTo("1 source-remove slug=town removed=0");
    assertThat(source("list")).contains("\tnot read\n");
    add();
    assertThat(source("list")).contains("\tnot read yet\n");
  }

  private String add(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "add",
                "--slug",
                "town",
                "--name",
                "Town",
                "--owner",
                "town",
                "--url",
                "https://town.example/news"));
    arguments.addAll(List.of(more));
    return source(arguments.toArray(String[]::new));
  }

  /// The exit status, and what was printed on stdout.
  private String source(String... arguments) {
    List<String> all = new ArrayList<>(List.of("source"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--database", database.url()));
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      int status = CommandLineInterface.run(all.toArray(String[]::new));
      return status + " " + bytes.toString(StandardCharsets.UTF_8).strip();
    } finally {
      System.setOut(before);
    }
  }
}
