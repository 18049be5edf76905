package org.paperround.cli;

import java.util.Locale;
import org.paperround.bench.CrashBench;

/// What the two benches that kill nodes print.
final class CrashLine {
  private CrashLine() {}

  static int tell(String name, CrashBench.Result result) {
    if (result.request().relay().isPresent()) {
      System.err.println(
          "lost= and duplicates= are counted from the ledger, which does not know what the relay"
              + " accepted in the moment before a kill: count the copies there.");
    }
    if (result.strangers() > 0) {
      System.err.println(result.strangers() + " copies were not the same message as the first.");
    }
    System.out.printf(
        Locale.ROOT,
        "%s digests=%d kills=%d connections=%d rate=%.0f lost=%d duplicates=%d allowed=%d"
            + " closed=%s%n",
        name,
        result.request().digests(),
        result.request().kills(),
        result.connections(),
        result.rate(),
        result.lost(),
        result.duplicates(),
        result.allowed(),
        result.closed());
    return result.holds() ? 0 : 1;
  }
}
