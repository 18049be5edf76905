package org.paperround.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.paperround.bench.SendBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast digests leave.
@Command(
    name = "send",
    description = "Measures how fast personal digests leave, beside Postfix's smtp-source.",
    mixinStandardHelpOptions = true)
final class BenchSendCommand implements Callable<Integer> {
  private static final String NO_POSTFIX =
      "smtp-sink and smtp-source are not here: install postfix, or measure without a yardstick by"
          + " --sink internal.";

  @Mixin private BenchEngines engines;

  @Option(names = "--digests", paramLabel = "N", description = "How many; default 100000.")
  private int digests = 100_000;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Sent to others before, in each of two editions, so that the JVM is warm; default 50000.")
  private int warmUp = 50_000;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Connections to the relay; default 10.")
  private int connections = 10;

  @Option(names = "--dkim", description = "Signs each mail with RSA of 2048 bits.")
  private boolean dkim;

  @Option(
      names = "--sink",
      paramLabel = "KIND",
      description = "smtp-sink, of postfix, unless internal: one in this process.")
  private String sink = "smtp-sink";

  @Override
  public Integer call() throws Exception {
    if (digests < 1 || warmUp < 1 || connections < 1 || connections > 200) {
      throw new UsageException(
          "--digests and --warm-up want a number from 1, --connections one from 1 to 200.");
    }
    SendBench.Request request =
        new SendBench.Request(digests, warmUp, connections, dkim, postfix(sink));
    SendBench.Result result =
        engines.measure(made -> SendBench.run(request, made, System.err::println));
    System.out.println(line(result));
    return result.holds() ? 0 : 1;
  }

  /// The programs that `--sink` asks for.
  static Optional<SendBench.Postfix> postfix(String sink) {
    return switch (sink) {
      case "internal" -> Optional.empty();
      case "smtp-sink" ->
          Optional.of(SendBench.Postfix.find().orElseThrow(() -> new UsageException(NO_POSTFIX)));
      default -> throw new UsageException("--sink is smtp-sink or internal, not " + sink + ".");
    };
  }

  private static String line(SendBench.Result result) {
    return String.format(
        Locale.ROOT,
        "bench-send digests=%d bytes=%d connections=%d dkim=%s provider=%s%s engine_per_s=%.0f%s"
            + " heap_max_mb=%d verified=%d closed=%s",
        result.digests(),
        result.bytes(),
        result.connections(),
        result.signer().equals("none") ? "none" : "rsa",
        result.signer(),
        value(" source_per_s=%.0f", result.sourcePerSecond()),
        result.enginePerSecond(),
        value(" ratio=%.2f", result.ratio()),
        result.heapMaxMb(),
        result.verified(),
        result.closed());
  }

  private static String value(String format, OptionalDouble value) {
    return value.isEmpty() ? "" : String.format(Locale.ROOT, format, value.getAsDouble());
  }
}
