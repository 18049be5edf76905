package org.paperround.cli;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.bench.CrashBench;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the two benches that kill nodes are told, and what they print.
final class CrashOptions {
  @Mixin private BenchEngines engines = new BenchEngines();

  @Option(names = "--digests", paramLabel = "N", description = "How many; default 200000.")
  private int digests = 200_000;

  @Option(names = "--kills", paramLabel = "K", description = "How many; default 20.")
  private int kills = 20;

  @Option(
      names = "--relay",
      paramLabel = "HOST:PORT",
      description = "An SMTP server to send to; without it a sink in this process.")
  private @Nullable String relay;

  /// Runs it and prints its line; returns the exit status.
  int run(String name, int nodes) throws Exception {
    if (digests < 1 || kills < 0 || nodes < 1) {
      throw new UsageException("--digests and --nodes want a number from 1, --kills one from 0.");
    }
    long seed = System.nanoTime();
    CrashBench.Request request = new CrashBench.Request(nodes, digests, kills, relay(), seed);
    return tell(name, engines.measure(made -> CrashBench.run(request, made, System.err::println)));
  }

  private static int tell(String name, CrashBench.Result result) {
    if (result.request().relay().isPresent()) {
      System.err.println(
          "lost= and duplicates= are counted from the ledger, which does not know what the relay"
              + " accepted in the moment before a kill: count the copies there.");
    }
    System.out.println("strangers=" + result.strangers());
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

  private Optional<InetSocketAddress> relay() {
    if (relay == null) {
      return Optional.empty();
    }
    int colon = relay.lastIndexOf(':');
    try {
      return Optional.of(
          InetSocketAddress.createUnresolved(
              relay.substring(0, Math.max(0, colon)),
              Integer.parseInt(relay.substring(colon + 1))));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--relay wants HOST:PORT, not " + relay + ".");
    }
  }
}
