package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.testing.StoryFixture;
import org.paperround.testing.TestDatabase;

/// Editors say at the shell which articles are one story.
class StoryCommandsTest {
  private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void storiesAreMergedAndSplitAndShowWhoSaidSo() {
    StoryFixture stories = new StoryFixture(database.get());
    StoryId one = stories.own("Flood", "uk", NOON);
    StoryId other = stories.own("Inquiry", "uk", NOON);

    assertThat(run(0, "story", "merge", other.toString(), one.toString()))
        .isEqualTo("story id=" + one);
    assertThat(run(0, "story", "show", other.toString()))
        .contains("Story " + one + ": Flood", "cli: story " + other + " is " + one)
        .endsWith("story id=" + one + " articles=2 copies=0 related=0 revision=1");
    assertThat(run(0, "story", "split", one.toString(), "2"))
        .isEqualTo("story id=" + (other.value() + 1));
    assertThat(run(0, "story", "show", one.toString()))
        .contains("cli: story " + (other.value() + 1) + " is not " + one)
        .endsWith("articles=1 copies=0 related=0 revision=1");
  }

  @Test
  void whatWasTakenBackIsShownAsSuchAndCountsNoMore() {
    StoryFixture stories = new StoryFixture(database.get());
    StoryId one = stories.own("Flood", "uk", NOON);
    StoryId other = stories.own("Inquiry", "uk", NOON);
    stories.merge(other, one);
    database
        .get()
        .useTransaction(handle ->
            handle.execute("UPDATE article SET retracted_at = '2026-01-10T13:00Z' WHERE id = 2"));

    assertThat(run(0, "story", "show", one.toString()))
        .contains("The Courier: Flood\n", "The Courier: Inquiry  [taken back 2026-01-10T13:00:00Z]")
        .endsWith("articles=1 copies=0 related=0 revision=1");

    stories.retractArticles(one, NOON);
    assertThat(run(0, "story", "show", one.toString()))
        .contains("The Courier: Flood  [taken back 2026-01-10T12:00:00Z]")
        .endsWith("articles=0 copies=0 related=0 revision=1");
  }

  @Test
  void whatCannotBeDoneHasItsStatus() {
    StoryId one = new StoryFixture(database.get()).own("Flood", "uk", NOON);

    assertThat(run(1, "story", "split", one.toString(), "1")).isEmpty();
    assertThat(run(1, "story", "merge", one.toString(), one.toString())).isEmpty();
    assertThat(run(2, "story", "show", "77")).isEmpty();
    assertThat(run(2, "story", "merge", one.toString(), "77")).isEmpty();
    assertThat(run(2, "story", "split", one.toString(), "x")).isEmpty();
  }

  private String run(int status, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(2, List.of("--database", database.url()));
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(CommandLineInterface.run(all.toArray(String[]::new))).isEqualTo(status);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
