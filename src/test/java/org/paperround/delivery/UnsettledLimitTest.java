package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A steady flow may have 40 milliseconds' worth unsettled, a burst what comes within 25.
class UnsettledLimitTest {
  private static final long IN_TIME = Duration.ofMillis(25).toNanos();
  private static final long LATE = Duration.ofMillis(26).toNanos();

  private long nanos = 7_000_000_000L;
  private final UnsettledLimit limit = new UnsettledLimit(nanos);

  @Test
  void whatIsUnsettledForAMomentHoldsNothingUp() {
    assertThat(allows(10_000, IN_TIME)).isTrue();
  }

  @Test
  void aNodeThatHasSentNothingYetStartsNothingWhileAnOutcomeIsLate() {
    assertThat(allows(1, LATE)).isFalse();
  }

  @Test
  void aSteadyFlowMayHaveFortyMillisecondsWorthUnsettled() {
    settle(1000, 60);
    assertThat(allows(39, LATE)).isTrue();
    assertThat(allows(41, LATE)).isFalse();
  }

  @Test
  void thePaceIsThatOfSecondsNotOfAMoment() {
    settle(1000, 60);
    settle(4000, 1);
    assertThat(allows(70, LATE)).isFalse();
    settle(4000, 30);
    assertThat(allows(155, LATE)).isTrue();
  }

  @Test
  void whileNothingIsSettledFewerAndFewerMayBe() {
    settle(4000, 60);
    nanos += Duration.ofSeconds(5).toNanos();
    assertThat(allows(60, LATE)).isFalse();
  }

  @Test
  void aPaceOfLongAgoCountsNoMore() {
    settle(4000, 60);
    nanos += Duration.ofMinutes(2).toNanos();
    assertThat(allows(1, LATE)).isFalse();
  }

  private boolean allows(int unsettled, long forNanos) {
    return limit.allows(unsettled, nanos - forNanos, nanos);
  }

  private void settle(int perSecond, int seconds) {
    for (int i = 0; i < 50 * seconds; i++) {
      nanos += 20_000_000;
      limit.settled(perSecond / 50, nanos);
    }
  }
}
