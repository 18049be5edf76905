package org.paperround.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.paperround.delivery.Account;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// Promise 2 through `kill -9`: nodes in processes of their own send one edition, are killed at
/// random moments and come back, while a sink in this process writes down what it accepted. Nobody
/// is lost; a reader gets a second copy only of what a relay had accepted in the moment before a
/// kill (docs/adr/0006).
public final class CrashBench {
  static final int CONNECTIONS = 10;

  /// How far behind the relay's answers the ledger may be when a node is killed.
  private static final double LATE_SECONDS = 0.05;

  private static final String SINK_LOG = "accepted.log";

  private final Request request;
  private final MeasuredEngine.Factory engines;
  private final Consumer<String> progress;
  private final Path folder;

  private CrashBench(
      Request request, MeasuredEngine.Factory engines, Consumer<String> progress, Path folder) {
    this.request = request;
    this.engines = engines;
    this.progress = progress;
    this.folder = folder;
  }

  /// `relay`: one of somebody else's; empty for a sink of our own. `seed` decides when is killed.
  public record Request(
      int nodes, int digests, int kills, Optional<InetSocketAddress> relay, long seed) {
    public Request {
      if (nodes < 1 || digests < 1 || kills < 0) {
        throw new IllegalArgumentException(
            nodes + " nodes, " + digests + " digests, " + kills + " kills");
      }
    }
  }

  /// `rate`: the mean accepted mails a second while mails flowed, without the breaks in which no
  /// node was up; `strangers`: copies that were not the same message as the first.
  public record Result(
      Request request, double rate, long lost, long duplicates, long strangers, boolean closed) {
    public int connections() {
      return CONNECTIONS;
    }

    /// How many duplicates the promise allows.
    public long allowed() {
      return Math.round(request.kills() * (CONNECTIONS + rate * LATE_SECONDS));
    }

    public boolean holds() {
      return lost == 0 && duplicates <= allowed() && strangers == 0 && closed;
    }
  }

  /// `engines` makes them on an empty database, `progress` takes a line for who waits. What the
  /// nodes said, and what the sink accepted, is kept in a temporary folder when the promise does
  /// not hold.
  ///
  /// @throws IOException when a node cannot be started
  public static Result run(
      Request request, MeasuredEngine.Factory engines, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("paperround-bench");
    Result result = new CrashBench(request, engines, progress, folder).run();
    if (result.holds()) {
      for (String name : List.of(SINK_LOG, CrashedNodes.LOG)) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    } else {
      progress.accept("What the nodes said and the sink accepted is in " + folder);
    }
    return result;
  }

  private Result run() throws IOException, InterruptedException {
    Newsletter newsletter = audience();
    try (MeasuredEngine watching = engines.make(MadeUpPortal.SETTINGS, engines.clock())) {
      Edition edition = MadeUpPortal.approved(watching, newsletter, engines.clock().instant());
      try (Accepted accepted = accepted(watching, edition)) {
        send(watching, edition, accepted);
        return result(watching, edition, accepted);
      }
    }
  }

  private void send(MeasuredEngine watching, Edition edition, Accepted accepted)
      throws IOException, InterruptedException {
    try (CrashedNodes nodes =
        new CrashedNodes(engines, accepted.relay(), folder.resolve(CrashedNodes.LOG))) {
      nodes.start(request.nodes());
      new CrashRun(watching, edition, accepted, nodes, progress)
          .run(request, new SplittableRandom(request.seed()));
    }
  }

  private Newsletter audience() {
    progress.accept("Making a portal with " + request.digests() + " readers");
    AtomicReference<Instant> clock = new AtomicReference<>(engines.clock().instant());
    try (MeasuredEngine engine = engines.make(MadeUpPortal.SETTINGS, clock::get)) {
      return new MadeUpPortal(engine, clock)
          .newsletters(List.of(new MadeUpPortal.Audience("measured", request.digests())))
          .getFirst();
    }
  }

  private Accepted accepted(MeasuredEngine watching, Edition edition) throws IOException {
    return request.relay().isPresent()
        ? new Accepted.ByLedger(request.relay().get(), watching.deliveries(), edition.id())
        : Accepted.bySink(folder.resolve(SINK_LOG));
  }

  private Result result(MeasuredEngine watching, Edition edition, Accepted accepted) {
    Optional<Account> account = watching.deliveries().account(edition.id());
    long readers = accepted.readers();
    long copies = accepted.copies();
    Flow flow = accepted.flow();
    progress.accept(
        String.format(
            Locale.ROOT,
            "Mails flowed for %.1f s of %.1f s",
            flow.flowedSeconds(),
            flow.allSeconds()));
    return new Result(
        request,
        flow.flowedSeconds() > 0 ? (readers + copies) / flow.flowedSeconds() : 0,
        request.digests() - readers,
        copies,
        accepted.strangers(),
        account.filter(whole -> whole.closed() && whole.sent() == request.digests()).isPresent());
  }
}
