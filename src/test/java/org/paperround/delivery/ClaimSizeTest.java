package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is claimed at once is what leaves in about half a second, and the pace outlives a rest.
class ClaimSizeTest {
  private static final int CONNECTIONS = 10;
  private static final long LOOK_NANOS = 100_000_000;

  private final ClaimSize size = new ClaimSize(CONNECTIONS);
  private long settled;
  private long nanos = 1_000_000_000L;

  @Test
  void aNodeThatHasSentNothingBeginsWithTwoForEachConnection() {
    assertThat(look(0, 0)).isEqualTo(2 * CONNECTIONS);
  }

  @Test
  void itGrowsWithThePaceUpToABound() {
    assertThat(looks(20, 100)).isBetween(700, 750);
    assertThat(looks(20, 10_000)).isEqualTo(2000);
  }

  @Test
  void itShrinksWhenWhatWaitsDoesNotLeave() {
    looks(20, 100);
    assertThat(looks(20, 0)).isEqualTo(2 * CONNECTIONS);
  }

  @Test
  void aNodeWithHardlyAnythingToDoForgetsNothing() {
    int before = looks(20, 100);
    for (int i = 0; i < 100; i++) {
      look(0, 0);
      // a retry
      look(0, 1);
      look(1, 0);
    }
    nanos += 3600 * 1_000_000_000L;
    assertThat(look(0, 0)).isEqualTo(before);
  }

  @Test
  void claimsOfANewEditionBeginSmallSoThatConnectionsNeedNotWaitForALargeOne() {
    assertThat(size.atOnce(2000, 0)).isEqualTo(8 * CONNECTIONS);
    assertThat(size.atOnce(1900, 300)).isEqualTo(300);
    assertThat(size.atOnce(1000, 1500)).isEqualTo(1000);
    assertThat(size.atOnce(20, 0)).isEqualTo(20);
  }

  @Test
  void nothingIsClaimedBeforeHalfOfWhatIsReadyHasLeft() {
    looks(20, 10_000);
    nanos += LOOK_NANOS;
    assertThat(size.claim(settled, 1001, 1100, nanos)).isZero();
    assertThat(size.claim(settled, 1000, 1100, nanos)).isEqualTo(1000);
    assertThat(size.claim(settled, 0, 0, nanos)).isEqualTo(8 * CONNECTIONS);
  }

  /// So many looks, at each of which so many more are settled and others are in hand; the last
  /// one's answer.
  private int looks(int count, int settledEach) {
    int last = 0;
    for (int i = 0; i < count; i++) {
      last = look(settledEach, 100);
    }
    return last;
  }

  private int look(int more, int inHand) {
    settled += more;
    nanos += LOOK_NANOS;
    return size.next(settled, inHand, nanos);
  }
}
