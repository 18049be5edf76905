package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;

/// A reader is told when the next digest comes, and it is when it will be due.
class NextMailTest {
  private static final Newsletter DAILY = NewsletterFixture.BRIEFING.build();
  private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  /// A Monday, an hour after the day's edition.
  private static final Instant NOW = Instant.parse("2026-06-01T06:00:00Z");

  @Test
  void withoutAnHourItComesWhenItIsPublished() {
    assertThat(NextMail.of(DAILY, reader(null, ALL, null), NOW))
        .contains(Instant.parse("2026-06-02T05:00:00Z"));
  }

  @Test
  void theHourIsThatOfTheReadersZone() {
    assertThat(NextMail.of(DAILY, reader(16, ALL, null), NOW))
        .contains(Instant.parse("2026-06-02T07:00:00Z"));
  }

  @Test
  void onlyDaysOfTheReaderCount() {
    assertThat(NextMail.of(DAILY, reader(null, EnumSet.of(DayOfWeek.MONDAY), null), NOW))
        .contains(Instant.parse("2026-06-08T05:00:00Z"));
    Newsletter weekdays =
        NewsletterFixture.BRIEFING.on(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)).build();
    assertThat(NextMail.of(weekdays, reader(null, EnumSet.of(DayOfWeek.SUNDAY), null), NOW))
        .isEmpty();
  }

  @Test
  void aPauseIsWaitedFor() {
    assertThat(NextMail.of(DAILY, reader(null, ALL, Instant.parse("2026-06-09T00:00:00Z")), NOW))
        .contains(Instant.parse("2026-06-09T05:00:00Z"));
  }

  @Test
  void nobodyPlansAlerts() {
    assertThat(NextMail.of(DAILY.alerting(), reader(null, ALL, null), NOW)).isEmpty();
  }

  private static Preferences reader(
      @Nullable Integer hour, Set<DayOfWeek> days, @Nullable Instant pausedUntil) {
    return new Preferences(
        new SubscriberId(1),
        new NewsletterId(1),
        "a***@reader.example",
        "",
        true,
        Set.of(),
        Set.of(),
        hour,
        days,
        null,
        pausedUntil,
        ZoneId.of("Asia/Tokyo"),
        Locale.ENGLISH,
        false,
        AlertWishes.STANDARD,
        false);
  }
}
