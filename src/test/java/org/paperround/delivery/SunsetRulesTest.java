package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperround.delivery.SunsetRules.Silence;
import org.paperround.newsletter.SunsetPolicy;

class SunsetRulesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");
  private static final SunsetPolicy POLICY = new SunsetPolicy(90, 8, 14, 56);

  @ParameterizedTest
  @CsvSource({"91,8,ASK", "90,8,NOTHING", "91,7,NOTHING", "400,0,NOTHING", "400,300,ASK"})
  void whoWasSentEnoughAndGaveNoSignForLongEnoughIsAsked(
      int daysSilent, long sent, SunsetStep step) {
    assertThat(step(POLICY, silence(true, false, daysSilent, sent, null, 0))).isEqualTo(step);
  }

  /// On a list of a million readers there are digests of many years.
  @Test
  void whatWasSentIsCountedOnlyForWhomItIsDecisive() {
    assertThat(counted(POLICY, silence(true, false, 91, 0, null, 0))).isTrue();
    assertThat(counted(POLICY, silence(true, false, 90, 0, null, 0))).isFalse();
    assertThat(counted(POLICY, silence(false, false, 400, 0, null, 0))).isFalse();
    assertThat(counted(POLICY, silence(true, true, 400, 0, null, 0))).isFalse();
    assertThat(counted(POLICY, silence(true, false, 400, 0, SunsetStage.ASKED, 14))).isFalse();
    assertThat(counted(SunsetPolicy.OFF, silence(true, false, 400, 0, null, 0))).isFalse();
  }

  @Test
  void withoutConsentToTrackingOrWhilePausedNobodyIsAsked() {
    assertThat(step(POLICY, silence(false, false, 400, 300, null, 0)))
        .isEqualTo(SunsetStep.NOTHING);
    assertThat(step(POLICY, silence(true, true, 400, 300, null, 0))).isEqualTo(SunsetStep.NOTHING);
  }

  @Test
  void withoutAPolicyNobodyIsAskedAndNothingGoesOn() {
    assertThat(step(SunsetPolicy.OFF, silence(true, false, 400, 300, null, 0)))
        .isEqualTo(SunsetStep.NOTHING);
    assertThat(step(SunsetPolicy.OFF, silence(true, false, 400, 300, SunsetStage.ASKED, 100)))
        .isEqualTo(SunsetStep.NOTHING);
    assertThat(step(SunsetPolicy.OFF, silence(true, false, 400, 300, SunsetStage.SLOWER, 100)))
        .isEqualTo(SunsetStep.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "ASKED,13,NOTHING",
    "ASKED,14,SLOW",
    "SLOWER,55,NOTHING",
    "SLOWER,56,PAUSE",
    "PAUSED,364,NOTHING",
    "PAUSED,365,BEGIN_ANEW"
  })
  void withoutASignOneFollowsTheOther(SunsetStage stage, int daysSince, SunsetStep step) {
    assertThat(step(POLICY, silence(true, false, 500, 0, stage, daysSince))).isEqualTo(step);
  }

  @ParameterizedTest
  @EnumSource(SunsetStage.class)
  void aSignAtAnyStageTakesAllOfItBackWithOrWithoutAPolicy(SunsetStage stage) {
    Silence clicked = silence(true, false, 2, 0, stage, 3);
    assertThat(step(POLICY, clicked)).isEqualTo(SunsetStep.BEGIN_ANEW);
    assertThat(step(SunsetPolicy.OFF, clicked)).isEqualTo(SunsetStep.BEGIN_ANEW);
    assertThat(step(POLICY, silence(true, false, 4, 0, stage, 3))).isEqualTo(SunsetStep.NOTHING);
  }

  @ParameterizedTest
  @EnumSource(SunsetStage.class)
  void whoWithdrawsTheConsentIsLeftAlone(SunsetStage stage) {
    assertThat(step(POLICY, silence(false, false, 500, 300, stage, 400)))
        .isEqualTo(SunsetStep.BEGIN_ANEW);
  }

  private static boolean counted(SunsetPolicy policy, Silence silence) {
    return SunsetRules.isCounted(policy, silence, NOW);
  }

  private static SunsetStep step(SunsetPolicy policy, Silence silence) {
    return SunsetRules.step(policy, silence, NOW);
  }

  private static Silence silence(
      boolean tracked,
      boolean paused,
      int daysSilent,
      long sent,
      @Nullable SunsetStage stage,
      int daysSince) {
    return new Silence(tracked, paused, daysBefore(daysSilent), sent, stage, daysBefore(daysSince));
  }

  private static Instant daysBefore(int days) {
    return NOW.minus(Duration.ofDays(days));
  }
}
