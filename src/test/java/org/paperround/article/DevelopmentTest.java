package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Only what tells readers something new makes a story fresh again.
class DevelopmentTest {
  private static final Instant EIGHT = Instant.parse("2026-05-01T08:00:00Z");
  private static final Instant NOON = hours(4);

  @Test
  void anotherOutletsReportIsNone() {
    assertThat(begun().joined(report(null, false, hours(2)), NOON)).isEqualTo(begun());
  }

  @Test
  void thePortalsOwnFirstReportIsOneButRaisesNoRevision() {
    assertThat(begun().joined(report(null, true, hours(2)), NOON))
        .isEqualTo(new Development(EIGHT, hours(2), 1));
    assertThat(begun().joined(report(EIGHT, true, hours(2)), NOON)).isEqualTo(begun());
    assertThat(begun().joined(report(null, true, hours(9)), NOON))
        .as("under embargo until then")
        .isEqualTo(begun());
  }

  @Test
  void anOwnersFollowUpIsOneFromThreeHoursOn() {
    assertThat(begun().joined(report(EIGHT, false, hours(3)), NOON)).isEqualTo(begun());
    assertThat(begun().joined(report(EIGHT, false, hours(3).plusSeconds(1)), NOON))
        .isEqualTo(new Development(EIGHT, hours(3).plusSeconds(1), 2));
  }

  @Test
  void aFollowUpUnderEmbargoIsNoneUntilThen() {
    assertThat(begun().joined(report(EIGHT, true, hours(9)), NOON)).isEqualTo(begun());
    List<Development.Seen> reports =
        List.of(
            new Development.Seen("courier", true, EIGHT, 7L),
            new Development.Seen("courier", true, hours(9), -1L));
    assertThat(Development.replayed(reports, NOON)).isEqualTo(begun());
    assertThat(Development.replayed(reports, hours(9)))
        .isEqualTo(new Development(EIGHT, hours(9), 2));
  }

  @Test
  void onceThePortalHasReportedItOnlyItsOwnFollowUpsCount() {
    assertThat(begun().joined(covered(false), NOON)).isEqualTo(begun());
    assertThat(begun().joined(covered(true), NOON)).isEqualTo(new Development(EIGHT, NOON, 2));
  }

  private static Development.Report covered(boolean own) {
    return new Development.Report(Optional.of(EIGHT), own, true, false, NOON);
  }

  @Test
  void aCopyTellsNothingNewWhoeverBringsIt() {
    Development.Report copy = new Development.Report(Optional.of(EIGHT), true, true, true, NOON);
    assertThat(begun().joined(copy, NOON)).isEqualTo(begun());
    assertThat(
            Development.replayed(
                List.of(
                    new Development.Seen("courier", true, EIGHT, 7L),
                    new Development.Seen("courier", true, NOON, 15L)),
                NOON))
        .isEqualTo(begun());
    assertThat(
            Development.replayed(
                List.of(
                    new Development.Seen("courier", true, EIGHT, 7L),
                    new Development.Seen("courier", true, NOON, -1L)),
                NOON))
        .isEqualTo(new Development(EIGHT, NOON, 2));
  }

  @Test
  void whatWasUnderEmbargoShowsWhenAnotherReportsIt() {
    Development embargoed = Development.begun(hours(9));
    assertThat(embargoed.joined(report(null, false, hours(2)), NOON))
        .isEqualTo(new Development(hours(2), hours(2), 1));
  }

  private static Development begun() {
    return Development.begun(EIGHT);
  }

  private static Development.Report report(Instant before, boolean own, Instant visible) {
    return new Development.Report(Optional.ofNullable(before), own, false, false, visible);
  }

  private static Instant hours(int later) {
    return EIGHT.plus(Duration.ofHours(later));
  }
}
