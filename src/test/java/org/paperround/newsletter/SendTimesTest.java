package org.paperround.newsletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When a newsletter is planned, over summer time and zones.
class SendTimesTest {
  @ParameterizedTest
  @CsvSource({
    // an ordinary day
    "Europe/London,    06:00, 2026-01-10T05:59:59Z, 2026-01-10T06:00:00Z",
    "Europe/London,    06:00, 2026-01-10T06:00:00Z, 2026-01-11T06:00:00Z",
    // London 2026-03-29: 01:00 becomes 02:00, so 01:30 does not exist and is moved by the gap
    "Europe/London,    01:30, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
    "Europe/London,    01:30, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
    // New York 2026-03-08: 02:00 becomes 03:00
    "America/New_York, 02:30, 2026-03-07T12:00:00Z, 2026-03-08T07:30:00Z",
    // London 2026-10-25: 01:00 to 02:00 comes twice; the first is taken, the second is not
    "Europe/London,    01:30, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    "Europe/London,    01:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    // Lord Howe moves by half an hour
    "Australia/Lord_Howe, 02:15, 2026-10-03T00:00:00Z, 2026-10-03T15:45:00Z",
    // Kiritimati is fourteen hours ahead, Pago Pago eleven behind
    "Pacific/Kiritimati, 06:00, 2026-01-09T15:59:59Z, 2026-01-09T16:00:00Z",
    "Pacific/Pago_Pago,  23:30, 2026-01-10T10:29:59Z, 2026-01-10T10:30:00Z",
  })
  void nextPlannedInstant(String zone, String time, Instant after, Instant next) {
    Newsletter newsletter = BRIEFING.in(zone).at(time).build();

    assertThat(Newsletters.nextAfter(newsletter, after)).isEqualTo(next);
    assertThat(Newsletters.latestAt(newsletter, next)).isEqualTo(next);
    assertThat(Newsletters.latestAt(newsletter, next.minusNanos(1))).isBefore(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/London",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "America/Santiago",
        "Pacific/Apia",
        "UTC"
      })
  void everyLocalDayOfAYearIsPlannedOnce(String zone) {
    for (String time : List.of("00:00", "00:30", "01:30", "02:30", "23:59")) {
      Newsletter newsletter = BRIEFING.in(zone).at(time).build();
      LocalDate firstDay = LocalDate.of(2026, 1, 1);
      Instant at = firstDay.atStartOfDay(newsletter.zone()).toInstant().minusNanos(1);
      for (int day = 0; day < 365; day++) {
        Instant next = Newsletters.nextAfter(newsletter, at);
        assertThat(next.atZone(newsletter.zone()).toLocalDate())
            .as("%s at %s", zone, time)
            .isEqualTo(firstDay.plusDays(day));
        assertThat(Newsletters.nextAfter(newsletter, next.minusNanos(1))).isEqualTo(next);
        assertThat(Newsletters.latestAt(newsletter, next)).isEqualTo(next);
        at = next;
      }
    }
  }

  @Test
  void aDayThatAZoneSkipsIsPlannedOnceWithTheNext() {
    // Samoa had no 30 December 2011.
    Newsletter newsletter = BRIEFING.in("Pacific/Apia").at("06:00").build();
    Instant thursday = Instant.parse("2011-12-29T16:00:00Z");

    Instant next = Newsletters.nextAfter(newsletter, thursday);
    assertThat(Newsletters.latestAt(newsletter, thursday)).isEqualTo(thursday);
    assertThat(next).isEqualTo("2011-12-30T16:00:00Z");
    assertThat(Newsletters.nextAfter(newsletter, next)).isEqualTo(next.plus(Duration.ofDays(1)));
  }

  @Test
  void onlySendDaysArePlanned() {
    Newsletter weekly = BRIEFING.on(EnumSet.of(DayOfWeek.SUNDAY)).build();
    Instant sunday = Instant.parse("2026-01-11T06:00:00Z");

    assertThat(Newsletters.nextAfter(weekly, Instant.parse("2026-01-05T00:00:00Z")))
        .isEqualTo(sunday);
    assertThat(Newsletters.nextAfter(weekly, sunday)).isEqualTo("2026-01-18T06:00:00Z");
    assertThat(Newsletters.latestAt(weekly, Instant.parse("2026-01-17T23:00:00Z")))
        .isEqualTo(sunday);
  }

  @Test
  void withoutSendDaysThereIsNoPlan() {
    Newsletter never = BRIEFING.on(Set.of()).build();

    assertThatThrownBy(() -> Newsletters.nextAfter(never, Instant.EPOCH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("briefing");
  }
}
