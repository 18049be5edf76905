package org.paperround.cli;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.bench.CrashBench;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the two benches that kill nodes are told.
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
    return CrashLine.tell(
        name, engines.measure(made -> CrashBench.run(request, made, System.err::println)));
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
