package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.paperround.testing.CommandLine;

/// Benchmarks print what they measured, on the same work every time.
class BenchCommandsTest {
  @Test
  void clusteringIsMeasuredOnTheSameArticlesEveryTime() {
    String first = run(0, "bench", "cluster", "--articles", "400");
    String second = run(0, "bench", "cluster", "--articles", "400");

    assertThat(first)
        .matches(
            "bench-cluster articles=400 stories=\\d{2,3} seconds=\\d+\\.\\d\\d heap_max_mb=\\d+");
    assertThat(stories(second)).isEqualTo(stories(first));
  }

  @Test
  void choosingIsMeasuredOnTheSameReadersEveryTime() {
    String first = run(Set.of(0, 1), "bench", "choose", "--readers", "500");
    String second = run(Set.of(0, 1), "bench", "choose", "--readers", "500");

    assertThat(first)
        .matches(
            "chosen=\\d{4} tastes=1\\d\\d heap_max_mb=\\d+\\R"
                + "bench-choose readers=500 cards=300 seconds=\\d+\\.\\d\\d");
    assertThat(second.split(" heap")[0]).isEqualTo(first.split(" heap")[0]);
  }

  @Test
  void sendingIsMeasuredByWhatArrivesAndIsSettled() {
    String few = "bench send --digests 40 --warm-up 40 --sink internal --dkim";

    assertThat(run(0, few.split(" ")))
        .matches(
            "bench-send digests=40 bytes=\\d{5} connections=10 dkim=rsa provider=\\w+"
                + " engine_per_s=\\d+ heap_max_mb=\\d+ verified=40 closed=true");
  }

  @Test
  void anAudienceIsMeasuredByWhoWaitsInTheLedger() {
    assertThat(run(Set.of(0, 1), "bench", "audience", "--readers", "300"))
        .matches("bench-audience readers=300 seconds=\\d+\\.\\d\\d heap_max_mb=\\d+");
  }

  @Test
  void aDryRunIsMeasuredOverEveryReader() {
    assertThat(run(Set.of(0, 1), "bench", "dry-run", "--readers", "200"))
        .matches("bench-dry-run readers=200 digests=200 seconds=\\d+\\.\\d\\d heap_max_mb=\\d+");
  }

  @Test
  void theDeskIsMeasuredByAPageAsAnEditorGetsIt() {
    assertThat(run(Set.of(0, 1), "bench", "desk", "--candidates", "40", "--readers", "30"))
        .matches(
            "bench-desk candidates=40 cards=40 readers=30 bytes=\\d{5,6} first_ms=\\d+ p50_ms=\\d+"
                + " p95_ms=\\d+");
  }

  @Test
  void breakingNewsIsMeasuredUntilEveryReaderHasIt() {
    assertThat(run(Set.of(0, 1), "bench", "alert", "--readers", "300", "--sink", "internal"))
        .matches(
            "bar first_s \\d+\\.\\d{4} at most 5\\.0000: .*held\\Rbar all_s \\d+\\.\\d{4} at most"
                + " 60\\.0000: .*held\\Rclosed=true\\Rbench-alert readers=300 first_s=\\d+\\.\\d\\d"
                + " all_s=\\d+\\.\\d\\d");
  }

  @Test
  void whatIsNoNumberOfArticlesIsSaid() {
    assertThat(run(2, "bench", "cluster", "--articles", "0")).isEmpty();
    assertThat(run(2, "bench", "choose", "--readers", "0")).isEmpty();
    assertThat(run(2, "bench", "audience", "--readers", "0")).isEmpty();
    assertThat(run(2, "bench", "dry-run", "--readers", "0")).isEmpty();
    assertThat(run(2, "bench", "desk", "--candidates", "0")).isEmpty();
    assertThat(run(2, "bench", "send", "--digests", "0")).isEmpty();
    assertThat(run(2, "bench", "send", "--warm-up", "0")).isEmpty();
    assertThat(run(2, "bench", "send", "--sink", "none")).isEmpty();
    assertThat(run(2, "bench", "crash", "--digests", "0")).isEmpty();
    assertThat(run(2, "bench", "crash", "--relay", "here")).isEmpty();
    assertThat(run(2, "bench", "nodes", "--nodes", "0")).isEmpty();
    assertThat(run(2, "bench", "alert", "--readers", "0")).isEmpty();
    assertThat(run(2, "bench")).isEmpty();
  }

  private static String stories(String line) {
    return line.replaceFirst(".* (stories=\\d+) .*", "$1");
  }

  private static String run(int status, String... arguments) {
    return run(Set.of(status), arguments);
  }

  /// So small a measure may be below the bar on a machine that has other things to do.
  private static String run(Set<Integer> statuses, String... arguments) {
    CommandLine.Ran ran = CommandLine.run(arguments);
    assertThat(ran.status()).isIn(statuses);
    return ran.out();
  }
}
