package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a source is read, and what is noted of its own on what it brings.
class PollingTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");

  @RegisterExtension final Intake intake = Intake.ofSite(NOW, 300_000, Duration.ofSeconds(4));

  @Test
  void eachSourceIsReadAtItsOwnInterval() {
    define("quick", 60, List.of());
    define("slow", 3_600, List.of());
    feed("quick", "Rail talks", "News");
    feed("slow", "Museum opens", "News");
    for (int minute = 0; minute < 60; minute++) {
      poll(Duration.ofMinutes(minute == 0 ? 0 : 1));
    }
    assertThat(intake.site.requests("/quick")).hasSize(60);
    assertThat(intake.site.requests("/slow")).hasSize(1);
    poll(Duration.ofMinutes(1));

    assertThat(intake.site.requests("/slow")).hasSize(2);
  }

  @Test
  void aSourceFilesItsSectionsAsItIsToldAndIsNotedWithItsOwnerAndWeight() {
    define("courier", 300, List.of("westminster-village=politics"));
    feed("courier", "Rail talks", "Westminster Village");
    define("wire", 300, List.of());
    feed("wire", "Museum opens in Hull", "Culture");
    poll(Duration.ZERO);

    assertThat(intake.articles().developedBetween(Instant.EPOCH, NOW))
        .flatExtracting(Story::articles)
        .extracting(Article::section, Article::owner, Article::sourceWeight)
        .containsExactlyInAnyOrder(
            tuple("politics", "courier group", 0.5), tuple("culture", "wire group", 0.5));
  }

  /// After how many minutes a failing source with an interval of five is asked again.
  @ParameterizedTest
  @CsvSource({
    "503, , 5",
    "503, 60, 5",
    "429, 7200, 120",
    "503, 'Sun, 1 Mar 2026 08:00:00 GMT', 120",
    "503, 172800, 1440",
    "503, 99999999999, 1440",
    "503, soon, 5",
    "410, , 1440",
  })
  void aServerIsNotAskedAgainBeforeItWantsToBeADayAtMost(int status, String after, int minutes) {
    define("courier", 300, List.of());
    intake.site.on(
        "/courier",
        exchange -> {
          if (after != null) {
            exchange.getResponseHeaders().set("Retry-After", after);
          }
          exchange.sendResponseHeaders(status, -1);
        });
    poll(Duration.ZERO);
    poll(Duration.ofMinutes(minutes).minusSeconds(1));
    assertThat(intake.site.requests("/courier")).hasSize(1);
    poll(Duration.ofSeconds(1));

    assertThat(intake.site.requests("/courier")).hasSize(2);
    assertThat(intake.articles().sources().getFirst().failureReason())
        .contains(String.valueOf(status));
  }

  @Test
  void theWaitDoublesWithEachFailureUpToSixHoursAndEndsWithSuccess() {
    define("courier", 300, List.of());
    intake.site.status("/courier", 500);
    poll(Duration.ZERO);
    for (int minutes : List.of(5, 10, 20, 40, 80, 160, 320, 360, 360)) {
      int before = intake.site.requests("/courier").size();
      poll(Duration.ofMinutes(minutes).minusSeconds(1));
      assertThat(intake.site.requests("/courier")).hasSize(before);
      poll(Duration.ofSeconds(1));
      assertThat(intake.site.requests("/courier")).hasSize(before + 1);
    }
    feed("courier", "Rail talks", "News");
    poll(Duration.ofHours(6));
    poll(Duration.ofMinutes(5));

    assertThat(intake.site.requests("/courier")).hasSize(12);
  }

  private void define(String slug, int seconds, List<String> sections) {
    SourceSettings settings =
        new SourceSettings(SourceKind.FEED, seconds, null, sections, PageSelectors.STANDARD);
    intake
        .articles()
        .define(
            new SourceDefinition(
                slug,
                "The " + slug,
                slug + " group",
                intake.site.address("/" + slug).toString(),
                false,
                0.5,
                "news",
                settings));
  }

  private void feed(String slug, String title, String category) {
    intake.site.page(
        "/" + slug,
        "application/rss+xml",
        "<rss version='2.0'><channel><title>T</title><item><title>"
            + title
            + "</title><link>/a/"
            + slug
            + "</link><category>"
            + category
            + "</category></item></channel></rss>");
  }

  private void poll(Duration later) {
    intake.clock.advance(later);
    intake.articles().pollDue();
  }
}
