package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperround.platform.alarm.Alarms;

/// A source that is added again is another one as far as it is read otherwise: nothing that was
/// kept of the old reading stands in its way.
class SourceChangesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");

  @RegisterExtension final Intake intake = Intake.ofSite(NOW, 300_000, Duration.ofSeconds(4));

  @Test
  void aFailingFeedThatIsOnlyPushedFromNowOnFailsNoMore() {
    define("/feed", settings(SourceKind.FEED));
    fail(3);
    assertThat(alarms()).containsExactly("source-failing:courier");
    define("/feed", settings(SourceKind.PUSH));

    assertThat(alarms()).isEmpty();
    assertThat(health()).isEqualTo(new Doing(null, null, null));
  }

  @Test
  void aFailingFeedThatHasMovedIsReadAtOnceAndItsFailuresCountAnew() {
    define("/feed", settings(SourceKind.FEED));
    fail(3);
    define("/moved", settings(SourceKind.FEED));
    assertThat(alarms()).isEmpty();
    assertThat(health()).isEqualTo(new Doing(null, null, null));
    poll(Duration.ZERO);

    assertThat(intake.site.requests("/moved")).hasSize(1);
    assertThat(alarms()).isEmpty();
    assertThat(health().failingSince()).isEqualTo(intake.clock.instant());
    poll(Duration.ofMinutes(5));
    assertThat(intake.site.requests("/moved")).as("without the old one's backoff").hasSize(2);
  }

  @Test
  void aFailingFeedOfWhichOnlyTheNameIsChangedFailsOn() {
    define("/feed", settings(SourceKind.FEED));
    fail(3);
    Doing before = health();
    intake
        .articles()
        .define(
            new SourceDefinition(
                "courier", "Courier", "courier group", address("/feed"), false, 0.5, "uk"));

    assertThat(alarms()).containsExactly("source-failing:courier");
    assertThat(health()).isEqualTo(before);
    poll(Duration.ofMinutes(5));
    assertThat(intake.site.requests("/feed")).hasSize(3);
  }

  @Test
  void aSourceThatHasMovedIsNotSaidToHaveBeenRead() {
    define("/feed", settings(SourceKind.FEED));
    feed();
    poll(Duration.ZERO);
    assertThat(health()).isEqualTo(new Doing(NOW, null, null));
    define("/moved", settings(SourceKind.FEED));

    assertThat(health()).isEqualTo(new Doing(null, null, null));
  }

  /// What of the reading may change while the address stays.
  enum Change {
    KEY_POINTS,
    WHY_IT_MATTERS,
    WHAT_IT_MEANS,
    BODY,
    SECTION_MAP,
    OWN_PORTAL,
    SHORTER_INTERVAL
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadOtherwiseIsReadAtOnceAndWhole(Change change) {
    define("/feed", settings(SourceKind.FEED));
    feed();
    poll(Duration.ZERO);
    PageSelectors selectors =
        new PageSelectors(
            change == Change.KEY_POINTS ? "p" : null,
            change == Change.WHY_IT_MATTERS ? "p" : null,
            change == Change.WHAT_IT_MEANS ? "p" : null,
            change == Change.BODY ? "p" : null);
    SourceSettings changed =
        new SourceSettings(
            SourceKind.FEED,
            change == Change.SHORTER_INTERVAL ? 60 : 300,
            null,
            change == Change.SECTION_MAP ? List.of("uk=local") : List.of(),
            selectors);
    define("/feed", change == Change.OWN_PORTAL, changed);
    poll(Duration.ZERO);

    assertThat(intake.site.requests("/feed")).hasSize(2);
    boolean conditional = intake.site.requests("/feed").get(1).header("If-none-match") != null;
    assertThat(conditional).isEqualTo(change == Change.SHORTER_INTERVAL);
  }

  @Test
  void aListWhoseLinksAreElsewhereIsReadAtOnceAndWhole() {
    define("/feed", settings(SourceKind.PAGE));
    intake.site.page("/feed", "text/html", "<article><a href='/a'>A</a></article>");
    intake.site.page(
        "/a", "text/html", "<meta property='og:type' content='article'><h1>Rail talks</h1>");
    poll(Duration.ZERO);
    define(
        "/feed", new SourceSettings(SourceKind.PAGE, 300, "a", List.of(), PageSelectors.STANDARD));
    poll(Duration.ZERO);

    assertThat(intake.site.requests("/feed")).hasSize(2);
    assertThat(intake.site.requests("/feed").get(1).header("If-none-match")).isNull();
  }

  @Test
  void aSourceThatIsAddedAgainAsItWasIsNotReadBeforeItsTime() {
    define("/feed", settings(SourceKind.FEED));
    feed();
    poll(Duration.ZERO);
    define("/feed", settings(SourceKind.FEED));
    poll(Duration.ZERO);
    assertThat(intake.site.requests("/feed")).hasSize(1);
    poll(Duration.ofMinutes(5));

    assertThat(intake.site.requests("/feed").get(1).header("If-none-match")).isNotNull();
  }

  @Test
  void whatIsChangedWhileTheSourceIsReadStands() {
    define("/feed", settings(SourceKind.FEED));
    changesWhileRead("/feed", 200, () -> define("/moved", settings(SourceKind.FEED)));
    poll(Duration.ZERO);
    assertThat(health()).isEqualTo(new Doing(null, null, null));
    changesWhileRead("/moved", 404, () -> define("/moved", settings(SourceKind.PUSH)));
    poll(Duration.ZERO);

    assertThat(intake.site.requests("/moved")).hasSize(1);
    assertThat(intake.site.requests("/moved").getFirst().header("If-none-match")).isNull();
    assertThat(health()).isEqualTo(new Doing(null, null, null));
  }

  @Test
  void aSourceThatIsRemovedWhileItFailsIsNoAlarm() {
    define("/feed", settings(SourceKind.FEED));
    fail(2);
    changesWhileRead("/feed", 500, () -> intake.articles().remove("courier"));
    poll(Duration.ZERO);

    assertThat(alarms()).isEmpty();
    assertThat(health()).isEqualTo(new Doing(null, null, null));
  }

  private void changesWhileRead(String path, int status, Runnable change) {
    intake.site.on(
        path,
        exchange -> {
          change.run();
          byte[] body =
              "<rss version='2.0'><channel/></rss>"
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("ETag", "\"old\"");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
        });
  }

  private static SourceSettings settings(SourceKind kind) {
    return new SourceSettings(kind, 300, null, List.of(), PageSelectors.STANDARD);
  }

  private void define(String path, SourceSettings settings) {
    define(path, false, settings);
  }

  private void define(String path, boolean ownPortal, SourceSettings settings) {
    intake
        .articles()
        .define(
            new SourceDefinition(
                "courier",
                "The Courier",
                "courier",
                address(path),
                ownPortal,
                1,
                "news",
                settings));
  }

  private String address(String path) {
    return intake.site.address(path).toString();
  }

  private void feed() {
    intake.site.page(
        "/feed",
        "application/rss+xml",
        "<rss version='2.0'><channel><title>T</title></channel></rss>");
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      poll(Duration.ZERO);
      intake.clock.advance(Duration.ofHours(i < 2 ? 1 : 0));
    }
  }

  private void poll(Duration later) {
    intake.clock.advance(later);
    intake.articles().pollDue();
  }

  /// How the source is said to be doing.
  private record Doing(
      @Nullable Instant lastSuccessAt,
      @Nullable Instant failingSince,
      @Nullable String failureReason) {}

  private Doing health() {
    SourceHealth health = intake.articles().sources().getFirst();
    return new Doing(health.lastSuccessAt(), health.failingSince(), health.failureReason());
  }

  private List<String> alarms() {
    return intake.alarms().open().stream().map(Alarms.OpenAlarm::cause).toList();
  }
}
