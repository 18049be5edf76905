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
      Instant since) {
    Silence of(long digests) {
      return new Silence(tracked, paused, lastSign, digests, stage, since);
    }
  }

  static SunsetStep step(SunsetPolicy policy, Silence silence, Instant now) {
    SunsetStage stage = silence.stage();
    if (stage == null) {
      boolean begins = isCounted(policy, silence, now) && silence.sent() >= policy.leastSent();
      return begins ? SunsetStep.ASK : SunsetStep.NOTHING;
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

  /// Whether it matters how many digests were sent to them: of nobody else are they counted.
  static boolean isCounted(SunsetPolicy policy, Silence silence, Instant now) {
    return policy.isOn()
        && silence.stage() == null
        && silence.tracked()
        && !silence.paused()
        && silence.lastSign().isBefore(now.minus(days(policy.askDays())));
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
