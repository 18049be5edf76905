package org.paperround.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.newsletter.Newsletter;
import org.paperround.testing.NewsletterFixture;

/// When a newsletter comes is said as people say it.
class ScheduleWordsTest {
  @ParameterizedTest
  @CsvSource({
    "'MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY', every day at 06:00 London",
    "'MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY', on weekdays at 06:00 London",
    "'SATURDAY,SUNDAY', at weekends at 06:00 London",
    "'FRIDAY', on Fridays at 06:00 London",
    "'FRIDAY,MONDAY,WEDNESDAY', 'on Mondays, Wednesdays and Fridays at 06:00 London'",
    "'', on no day at 06:00 London",
  })
  void daysAreNamedAsPeopleNameThem(String days, String said) {
    assertThat(ScheduleWords.of(on(days))).isEqualTo(said);
  }

  @Test
  void theNextOnesKeepTheirTimeOverAChangeOfTheClocks() {
    Newsletter newsletter = on("SATURDAY,SUNDAY");

    assertThat(ScheduleWords.next(newsletter, Instant.parse("2026-10-24T04:00:00Z")))
        .containsExactly(
            "Saturday 24 October, 06:00", "Sunday 25 October, 06:00", "Saturday 31 October, 06:00");
    assertThat(ScheduleWords.next(on(""), Instant.EPOCH)).isEmpty();
  }

  @Test
  void alertsHaveNoSchedule() {
    Newsletter alerts = on("FRIDAY").alerting();

    assertThat(ScheduleWords.of(alerts)).isEqualTo("whenever a story breaks");
    assertThat(ScheduleWords.next(alerts, Instant.EPOCH)).isEmpty();
  }

  private static Newsletter on(String days) {
    Set<DayOfWeek> set =
        Arrays.stream(days.split(","))
            .filter(day -> !day.isEmpty())
            .map(DayOfWeek::valueOf)
            .collect(Collectors.toSet());
    return NewsletterFixture.BRIEFING.on(set).at("06:00").in("Europe/London").build();
  }
}
