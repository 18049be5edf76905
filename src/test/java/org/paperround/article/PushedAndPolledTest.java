package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A source whose feed is polled pushes as well: the feed may be behind.
class PushedAndPolledTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant PUBLISHED = NOW.minus(Duration.ofHours(1));
  private static final String FIRST = "Rail pay talks resume in Leeds";
  private static final String SECOND = "Rail deal signed: trains run again";

  @RegisterExtension final Intake intake = Intake.ofSite(NOW, 300_000, Duration.ofSeconds(4));

  private @Nullable SourceId source;

  @BeforeEach
  void define() {
    source =
        intake
            .articles()
            .define(
                new SourceDefinition(
                    "courier",
                    "The Courier",
                    "courier",
                    intake.site.address("/feed").toString(),
                    false,
                    1,
                    "news"));
  }

  @Test
  void aFeedThatIsBehindDoesNotOverwriteWhatWasPushed() {
    poll(FIRST, PUBLISHED, "");
    assertThat(push(SECOND, NOW)).isEqualTo(PushOutcome.Change.UPDATED);
    Article pushed = only();

    poll(FIRST, PUBLISHED, "rail");
    assertThat(only()).isEqualTo(pushed).returns(SECOND, Article::headline);
    assertThat(push(SECOND, NOW)).isEqualTo(PushOutcome.Change.UNCHANGED);
    poll(FIRST, PUBLISHED, "rail");
    poll(FIRST, null, "undated");

    assertThat(only()).isEqualTo(pushed);
  }

  @Test
  void aFeedThatIsLaterThanWhatWasPushedIsBelieved() {
    assertThat(push(FIRST, PUBLISHED)).isEqualTo(PushOutcome.Change.CREATED);

    poll(SECOND, NOW.minusSeconds(60), "");
    assertThat(only())
        .returns(SECOND, Article::headline)
        .returns(NOW.minusSeconds(60), Article::updatedAt);
    poll(FIRST, null, "undated");

    assertThat(only()).as("what was polled last").returns(FIRST, Article::headline);
  }

  /// The next poll; `category` makes it another entry.
  private void poll(String headline, @Nullable Instant published, String category) {
    String date =
        published == null
            ? ""
            : "<pubDate>%s</pubDate>"
                .formatted(
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(published.atZone(ZoneOffset.UTC)));
    intake.site.page(
        "/feed",
        "application/rss+xml",
        "<rss version='2.0'><channel><item><title>%s</title><link>%s</link><category>%s</category>%s</item></channel></rss>"
            .formatted(headline, intake.site.address("/a"), category, date));
    intake.articles().pollDue();
    intake.clock.advance(Duration.ofMinutes(6));
  }

  private PushOutcome.Change push(String headline, Instant updated) {
    String json =
        "{\"url\": \"%s\", \"headline\": \"%s\", \"publishedAt\": \"%s\", \"updatedAt\": \"%s\"}"
            .formatted(intake.site.address("/a"), headline, PUBLISHED, updated);
    try {
      PushOutcome outcome =
          intake
              .articles()
              .push(Objects.requireNonNull(source), List.of(new ObjectMapper().readTree(json)))
              .getFirst();
      return ((PushOutcome.Stored) outcome).change();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private Article only() {
    List<Story> stories = intake.articles().developedBetween(Instant.EPOCH, intake.clock.instant());
    assertThat(stories).hasSize(1);
    return stories.getFirst().representative();
  }
}
