package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.SunsetPolicy;

/// When a reader who gives no sign is asked, gets fewer mails, or none. Only clicks and the
/// reader's own acts are signs, never opens; of readers who do not consent to tracking nothing is
/// concluded. Pure.
final class SunsetRules {
  /// After a pause it begins anew, with all its days.
  static final Duration PAUSE = Duration.ofDays(365);

  private SunsetRules() {}

  /// What is known of a reader: whether clicks may be known and mails may come (`tracked`), when
  /// they last clicked or did anything, how many digests were sent to them in the days of the
  /// policy, and how far it is since when.
  record Silence(
      boolean tracked,
      boolean paused,
      Instant lastSign,
      long sent,
      @Nullable SunsetStage stage,
      Instant since) {}

  static SunsetStep step(SunsetPolicy policy, Silence silence, Instant now) {
    SunsetStage stage = silence.stage();
    if (stage == null) {
      return begins(policy, silence, now) ? SunsetStep.ASK : SunsetStep.NOTHING;
    }
    if (!silence.tracked() || silence.lastSign().isAfter(silence.since())) {
      return SunsetStep.BEGIN_ANEW;
    }
    return switch (stage) {
      case ASKED -> next(SunsetStep.SLOW, policy.isOn(), days(policy.slowerDays()), silence, now);
      case SLOWER -> next(SunsetStep.PAUSE, policy.isOn(), days(policy.pauseDays()), silence, now);
      case PAUSED -> next(SunsetStep.BEGIN_ANEW, true, PAUSE, silence, now);
    };
  }

  private static boolean begins(SunsetPolicy policy, Silence silence, Instant now) {
    return policy.isOn()
        && silence.tracked()
        && !silence.paused()
        && silence.lastSign().isBefore(now.minus(days(policy.askDays())))
        && silence.sent() >= policy.leastSent();
  }

  private static SunsetStep next(
      SunsetStep step, boolean on, Duration after, Silence silence, Instant now) {
    boolean due = !now.isBefore(silence.since().plus(after));
    return on && due ? step : SunsetStep.NOTHING;
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
