package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.subscriber.QuietHours;

/// docs/adr/0007: the first occurrence of the reader's hour at or after the cut-off, through the
/// changes of the clocks.
class DueTimeTest {
  private static final Duration MAX_AGE = Duration.ofHours(14);

  @ParameterizedTest(name = "{0}, hour {2} in {1} -> {3}")
  @CsvSource({
    // the cut-off itself is an occurrence
    "2026-06-10T06:00:00Z, UTC, 6, 2026-06-10T06:00:00Z",
    "2026-06-10T06:00:01Z, UTC, 7, 2026-06-10T07:00:00Z",
    // London in summer is one hour ahead
    "2026-06-10T05:00:00Z, Europe/London, 7, 2026-06-10T06:00:00Z",
    // another day over there
    "2026-06-10T05:00:00Z, Asia/Tokyo, 7, 2026-06-10T05:00:00Z",
    "2026-06-10T05:00:00Z, Asia/Tokyo, 18, 2026-06-10T09:00:00Z",
    "2026-06-10T05:00:00Z, America/Los_Angeles, 7, 2026-06-10T14:00:00Z",
    // odd offsets
    "2026-06-10T05:00:00Z, Asia/Kathmandu, 12, 2026-06-10T06:15:00Z",
    // more than 14 hours later: the cut-off
    "2026-06-10T05:00:00Z, Europe/London, 5, 2026-06-10T05:00:00Z",
    "2026-06-10T05:00:00Z, Europe/London, 20, 2026-06-10T19:00:00Z",
    "2026-06-10T05:00:00Z, Europe/London, 21, 2026-06-10T05:00:00Z",
    // spring gap, 29 March 2026: 01:00 does not exist in London, the clocks jump to 02:00 BST
    "2026-03-29T00:30:00Z, Europe/London, 1, 2026-03-29T01:00:00Z",
    "2026-03-29T00:30:00Z, Europe/London, 7, 2026-03-29T06:00:00Z",
    // autumn, 25 October 2026: 01:00 comes twice, at 00:00Z (BST) and 01:00Z (GMT)
    "2026-10-24T23:30:00Z, Europe/London, 1, 2026-10-25T00:00:00Z",
    "2026-10-25T00:30:00Z, Europe/London, 1, 2026-10-25T01:00:00Z",
    "2026-10-25T00:30:00Z, Europe/London, 7, 2026-10-25T07:00:00Z",
    // the hour when the edition is published
    "2026-06-10T05:00:00Z, Asia/Tokyo, -1, 2026-06-10T05:00:00Z",
    // a day of 23 and one of 25 hours, seen from late the evening before
    "2026-03-28T18:00:00Z, Europe/Berlin, 8, 2026-03-29T06:00:00Z",
    "2026-10-24T18:00:00Z, Europe/Berlin, 8, 2026-10-25T07:00:00Z",
  })
  void firstOccurrenceAtOrAfterTheCutOff(Instant cutOff, String zone, int hour, Instant expected) {
    assertThat(DueTime.of(cutOff, ZoneId.of(zone), hour, MAX_AGE)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}, quiet from {2} until {3} in {1} -> {4}")
  @CsvSource({
    // over midnight
    "2026-06-10T20:59:59Z, Europe/London, 22, 7, 2026-06-10T20:59:59Z",
    "2026-06-10T21:00:00Z, Europe/London, 22, 7, 2026-06-11T06:00:00Z",
    "2026-06-11T05:59:59Z, Europe/London, 22, 7, 2026-06-11T06:00:00Z",
    "2026-06-11T06:00:00Z, Europe/London, 22, 7, 2026-06-11T06:00:00Z",
    // within a day
    "2026-06-10T12:30:00Z, UTC, 12, 14, 2026-06-10T14:00:00Z",
    "2026-06-10T14:00:00Z, UTC, 12, 14, 2026-06-10T14:00:00Z",
    // until midnight, from midnight, never
    "2026-06-10T23:10:00Z, UTC, 23, 0, 2026-06-11T00:00:00Z",
    "2026-06-10T00:10:00Z, UTC, 0, 1, 2026-06-10T01:00:00Z",
    "2026-06-10T03:00:00Z, UTC, 3, 3, 2026-06-10T03:00:00Z",
    // spring gap: 01:00 does not exist in London, the clocks jump to 02:00 BST
    "2026-03-28T23:00:00Z, Europe/London, 22, 1, 2026-03-29T01:00:00Z",
    "2026-03-28T22:30:00Z, Europe/London, 22, 7, 2026-03-29T06:00:00Z",
    "2026-03-29T00:59:59Z, Europe/London, 1, 7, 2026-03-29T00:59:59Z",
    "2026-03-29T01:00:00Z, Europe/London, 1, 7, 2026-03-29T06:00:00Z",
    // autumn overlap: 01:00 comes twice, at 00:00Z (BST) and 01:00Z (GMT)
    "2026-10-24T23:00:00Z, Europe/London, 22, 1, 2026-10-25T00:00:00Z",
    "2026-10-25T01:30:00Z, Europe/London, 22, 1, 2026-10-25T01:30:00Z",
    "2026-10-25T00:30:00Z, Europe/London, 22, 2, 2026-10-25T02:00:00Z",
    "2026-10-25T01:30:00Z, Europe/London, 22, 2, 2026-10-25T02:00:00Z",
    "2026-10-24T22:00:00Z, Europe/London, 22, 7, 2026-10-25T07:00:00Z",
  })
  void anAlertIsDueAtTheEndOfTheQuietHoursItFallsInto(
      Instant at, String zone, int from, int until, Instant expected) {
    assertThat(DueTime.afterQuiet(at, ZoneId.of(zone), new QuietHours(from, until)))
        .isEqualTo(expected);
  }

  @Test
  void theViewsNumberOfQuietHoursIsReadBack() {
    assertThat(DueTime.isQuietHours(23)).isFalse();
    assertThat(DueTime.isQuietHours(100 + 24 * 22 + 7)).isTrue();
    assertThat(DueTime.quietHours(100 + 24 * 22 + 7)).isEqualTo(QuietHours.STANDARD);
  }

  @Test
  void aBadZoneFallsBackInsteadOfFailing() {
    ZoneId london = ZoneId.of("Europe/London");
    assertThat(DueTime.zone("Mars/Olympus", london)).isEqualTo(london);
    assertThat(DueTime.zone("", london)).isEqualTo(london);
    assertThat(DueTime.zone("Z", london)).isEqualTo(ZoneOffset.UTC);
  }
}
