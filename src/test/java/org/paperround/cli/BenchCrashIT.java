package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Promise 2 through kill -9: nodes in processes of their own are killed in the middle of a run,
/// again and again, while a sink counts what arrives. Nobody is lost and the account closes
/// (docs/adr/0006, mail-standards F10). How many copies there may be depends on how fast the
/// machine is: that bar is the command's own, and not asserted here.
class BenchCrashIT {
  @Test
  void nobodyIsLostWhenANodeIsKilled() {
    assertThat(run("bench", "crash", "--digests", "6000", "--kills", "4"))
        .matches(
            "bench-crash digests=6000 kills=4 connections=10 rate=\\d+ lost=0 duplicates=\\d+"
                + " allowed=\\d+ closed=true");
  }

  @Test
  void theOthersTakeOverFromANodeThatIsKilled() {
    assertThat(run("bench", "nodes", "--nodes", "2", "--digests", "6000", "--kills", "3"))
        .matches(
            "bench-nodes nodes=2 digests=6000 kills=3 connections=10 rate=\\d+ lost=0"
                + " duplicates=\\d+ allowed=\\d+ closed=true");
  }

  private static String run(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(CommandLineInterface.run(arguments)).as(out::toString).isIn(0, 1);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
