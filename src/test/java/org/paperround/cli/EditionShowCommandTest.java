package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.testing.CommandLine;
import org.paperround.testing.StoryFixture;
import org.paperround.testing.TestDatabase;

/// What an edition's cards say is as true now as when they were made.
class EditionShowCommandTest {
  private static final Instant FIVE = Instant.parse("2026-01-10T05:00:00Z");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void relatedStoriesAreThoseThatCanBeSeenNow() throws IOException {
    StoryFixture stories = new StoryFixture(database.get());
    StoryId flood = stories.own("Flood", "uk", FIVE);
    StoryId inquiry = stories.own("Inquiry", "uk", FIVE);
    StoryId protest = stories.own("Protest", "uk", FIVE);
    StoryId warning = stories.own("Warning", "uk", FIVE);
    for (StoryId other : List.of(inquiry, protest, warning)) {
      database
          .get()
          .useTransaction(handle ->
              handle.execute(
                  "INSERT INTO story_kin VALUES (?, ?, 0.2)", flood.value(), other.value()));
    }
    run("newsletter", "add", "--time", "06:00", "--zone", "UTC", "--name", "Briefing", "briefing");
    run("edition", "build", "--newsletter", "briefing", "--as-of", "2026-01-10T06:00Z");
    assertThat(related(flood)).hasSize(3);

    stories.retractArticles(inquiry, FIVE);
    stories.merge(warning, protest);

    assertThat(related(flood)).containsExactly(protest.value());
  }

  private List<Long> related(StoryId story) throws IOException {
    JsonNode edition = new ObjectMapper().readTree(run("edition", "show", "--json", "latest"));
    return edition
        .path("cards")
        .valueStream()
        .filter(card -> card.path("story").asLong() == story.value())
        .flatMap(card -> card.path("related").valueStream())
        .map(other -> other.path("story").asLong())
        .toList();
  }

  private String run(String... arguments) {
    CommandLine.Ran ran = CommandLine.on(database, arguments);
    assertThat(ran.status()).as(ran.out()).isZero();
    return ran.out();
  }
}
