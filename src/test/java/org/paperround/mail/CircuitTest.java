package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.mail.Circuit.State;

/// When a relay is left out, for how long, and how it comes back.
class CircuitTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aRelayThatCannotBeHadIsLeftOutAtOnce() {
    assertThat(Circuit.SOUND.failed(true, 100, 0))
        .isEqualTo(new Circuit(State.OUT, 0, 1, 100 + SECOND * 3 / 4));
  }

  @Test
  void oneConnectionTooManyIsNoReasonButFiveFaultsInARowAre() {
    Circuit circuit = Circuit.SOUND;
    for (int i = 0; i < 4; i++) {
      circuit = circuit.failed(false, 0, 0);
    }
    assertThat(circuit).isEqualTo(new Circuit(State.SOUND, 4, 0, 0));
    assertThat(circuit.worked()).isEqualTo(Circuit.SOUND);
    assertThat(circuit.failed(false, 0, 0).available()).isFalse();
  }

  @Test
  void theTimeGrowsWithEachTripUpToAMinute() {
    Circuit circuit = Circuit.SOUND;
    long now = 0;
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      circuit = circuit.failed(true, now, 0.999_999_999_999);
      assertThat(circuit.untilNanos() - now).isCloseTo(seconds * SECOND, within());
      assertThat(circuit.due(circuit.untilNanos() - 1)).isFalse();
      assertThat(circuit.due(circuit.untilNanos())).isTrue();
      now = circuit.untilNanos();
      circuit = circuit.probed();
      assertThat(circuit.due(now)).isFalse();
    }
  }

  @Test
  void aRelayOnTrialIsOutAgainAfterOneFault() {
    Circuit trial = Circuit.SOUND.failed(true, 0, 0).probed().reached(5);
    assertThat(trial.available()).isTrue();
    assertThat(trial.failed(false, 5, 0))
        .isEqualTo(new Circuit(State.OUT, 0, 2, 5 + SECOND * 3 / 2));
    assertThat(trial.worked()).isEqualTo(Circuit.SOUND);
    assertThat(trial.settled(5 + 60 * SECOND - 1)).isEqualTo(trial);
    assertThat(trial.settled(5 + 60 * SECOND)).isEqualTo(Circuit.SOUND);
  }

  /// Whatever happens: left out never for longer than a minute, one probe at a time, and one answer
  /// makes it whole.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverHappensARelayIsNeverLost(long seed) {
    Random random = new Random(seed);
    Circuit circuit = Circuit.SOUND;
    long now = random.nextLong();
    for (int i = 0; i < 5000; i++) {
      now += random.nextLong(3 * SECOND);
      Circuit before = circuit;
      circuit =
          switch (random.nextInt(6)) {
            case 0 -> circuit.failed(true, now, random.nextDouble());
            case 1 -> circuit.failed(false, now, random.nextDouble());
            case 2 -> circuit.due(now) ? circuit.probed() : circuit;
            case 3 -> circuit.reached(now);
            case 4 -> circuit.settled(now);
            default -> random.nextInt(20) == 0 ? circuit.worked() : circuit;
          };
      if (circuit.state() == State.OUT) {
        assertThat(circuit.untilNanos() - now).isLessThanOrEqualTo(60 * SECOND);
      }
      if (circuit.state() == State.PROBED && before.state() != State.PROBED) {
        assertThat(before.due(now)).isTrue();
      }
      assertThat(circuit.available())
          .isEqualTo(!circuit.due(now + 61 * SECOND) && !isProbed(circuit));
      assertThat(circuit.worked()).isEqualTo(Circuit.SOUND);
    }
  }

  private static boolean isProbed(Circuit circuit) {
    return circuit.state() == State.PROBED;
  }

  private static org.assertj.core.data.Offset<Long> within() {
    return org.assertj.core.data.Offset.offset(1000L);
  }
}
