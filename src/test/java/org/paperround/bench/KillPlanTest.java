package org.paperround.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// When nodes are killed, and how fast mails flowed between.
class KillPlanTest {
  @Test
  void killsAreSpreadOverTheWholeRun() {
    for (long seed = 0; seed < 50; seed++) {
      List<Long> after = KillPlan.after(1_000, 5, new SplittableRandom(seed));
      assertThat(after).hasSize(5).isSorted().allMatch(moment -> moment >= 1 && moment < 1_000);
      for (int kill = 0; kill < 5; kill++) {
        assertThat(after.get(kill)).isBetween(kill * 199L, 1 + (kill + 1) * 200L);
      }
    }
  }

  @Test
  void momentsDifferFromRunToRun() {
    assertThat(KillPlan.after(1_000, 5, new SplittableRandom(1)))
        .isNotEqualTo(KillPlan.after(1_000, 5, new SplittableRandom(2)));
  }

  @Test
  void breaksAreNoTimeInWhichMailsFlow() {
    Flow flow = new Flow();
    for (long millis : new long[] {100, 300, 400, 5_400, 5_600}) {
      flow.arrived(millis * 1_000_000);
    }
    assertThat(flow.flowedSeconds()).isEqualTo(0.5);
    assertThat(flow.allSeconds()).isEqualTo(5.5);
  }

  @Test
  void aCopyIsCountedAndComparedWithTheFirst() {
    Arrivals arrivals = new Arrivals();
    arrivals.take(List.of("a@r.example"), message("1"));
    arrivals.take(List.of("b@r.example"), message("2"));
    arrivals.take(List.of("a@r.example"), message("1"));
    arrivals.take(List.of("b@r.example"), message("3"));

    assertThat(List.of(arrivals.readers(), arrivals.copies(), arrivals.strangers()))
        .containsExactly(2L, 2L, 1L);
  }

  private static byte[] message(String id) {
    return ("Message-ID: <" + id + "@n.example>\r\n\r\n")
        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
