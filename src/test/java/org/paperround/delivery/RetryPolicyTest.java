package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// mail-standards F4.
class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-06-10T06:00:00Z");
  private static final Instant NEVER = NOW.plus(Duration.ofDays(30));

  @Test
  void waitsDoubleFromOneMinuteToHalfAnHour() {
    assertThat(
            IntStream.rangeClosed(1, 8)
                .mapToObj(attempts -> RetryPolicy.next(attempts, NOW, NEVER, 0).orElseThrow())
                .map(next -> Duration.between(NOW, next).toMinutes()))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void jitterTakesAtMostAQuarterOff() {
    Duration shortest =
        Duration.between(NOW, RetryPolicy.next(3, NOW, NEVER, 0.9999999).orElseThrow());
    assertThat(shortest).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(3).plusMillis(1));
  }

  @Test
  void nothingIsTriedAfterTheEditionExpired() {
    assertThat(RetryPolicy.next(1, NOW, NOW.plusSeconds(60), 0)).isEmpty();
    assertThat(RetryPolicy.next(1, NOW, NOW.plusSeconds(61), 0)).contains(NOW.plusSeconds(60));
  }
}
