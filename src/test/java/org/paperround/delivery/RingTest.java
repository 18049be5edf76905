package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Who gets an edition first: enough readers, of those who are due first.
class RingTest {
  private static final Instant FIVE = Instant.parse("2026-06-10T05:00:00Z");

  @Test
  void aSmallAudienceHasNobodyToWait() {
    assertThat(Ring.of(due())).isEmpty();
    assertThat(Ring.of(due(200))).isEmpty();
    assertThat(Ring.of(due(50, 150))).isEmpty();
    assertThat(Ring.of(due(256))).as("the ring is aimed above its least").isEmpty();
  }

  @Test
  void twoHundredOfThoseDueFirst() {
    Ring ring = Ring.of(due(1000, 9000)).orElseThrow();
    assertThat(ring.through()).isEqualTo(FIVE);
    assertThat(share(ring)).isBetween(0.2, 0.26);
  }

  @Test
  void onePercentOfALargeAudience() {
    Ring ring = Ring.of(due(500_000, 500_000)).orElseThrow();
    assertThat(ring.through()).isEqualTo(FIVE);
    assertThat(share(ring)).isBetween(0.02, 0.021);
  }

  @Test
  void whereFewAreDueFirstTheNextOnesFillTheRing() {
    Ring ring = Ring.of(due(30, 90, 9000)).orElseThrow();
    assertThat(ring.through()).isEqualTo(FIVE.plus(Duration.ofHours(2)));
    assertThat(share(ring)).isBetween(80.0 / 9000, 120.0 / 9000);
  }

  @Test
  void allWhoAreDueFirstWhereTheyAreJustEnough() {
    Ring ring = Ring.of(due(210, 9000)).orElseThrow();
    assertThat(ring).isEqualTo(new Ring(FIVE, Long.MAX_VALUE));
  }

  private static double share(Ring ring) {
    return (ring.most() - (double) Long.MIN_VALUE) / 0x1p64;
  }

  /// So many are due at five, at six, at seven...
  private static SortedMap<Instant, Long> due(long... readers) {
    SortedMap<Instant, Long> due = new TreeMap<>();
    for (int hour = 0; hour < readers.length; hour++) {
      due.put(FIVE.plus(Duration.ofHours(hour)), readers[hour]);
    }
    return due;
  }
}
