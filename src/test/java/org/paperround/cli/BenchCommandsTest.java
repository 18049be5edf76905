package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
  void whatIsNoNumberOfArticlesIsSaid() {
    assertThat(run(2, "bench", "cluster", "--articles", "0")).isEmpty();
    assertThat(run(2, "bench")).isEmpty();
  }

  private static String stories(String line) {
    return line.replaceFirst(".* (stories=\\d+) .*", "$1");
  }

  private static String run(int status, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(CommandLineInterface.run(arguments)).isEqualTo(status);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
