package org.paperround.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.paperround.mail.DkimAlgorithm;
import org.paperround.mail.DkimKey;
import org.paperround.newsletter.Newsletter;

/// How fast personal digests leave, from the frozen ledger to the settled row, beside Postfix's
/// `smtp-source` sending one fixed message of the same size into the same sink: source, engine,
/// source, in one run. The readers are those of [MadeUpPortal]. The same engine sends two other
/// newsletters first, so that the JVM is warm as in one that has been up for days: what it compiled
/// during a first edition it compiles in part anew with the second. One more newsletter's mails are
/// compared byte by byte with what the ledger says they were.
public final class SendBench {
  private static final double LEAST = 0.8;
  private static final double LEAST_SIGNED = 0.4;
  private static final double LEAST_SIGNED_BY_JDK = 0.2;
  private static final int VERIFIED = 100;
  private static final String KEY = "dkim.pem";
  private static final String MESSAGE = "message.eml";

  private final Request request;
  private final MeasuredEngine.Factory engines;
  private final Consumer<String> progress;
  private final Path folder;

  private SendBench(
      Request request, MeasuredEngine.Factory engines, Consumer<String> progress, Path folder) {
    this.request = request;
    this.engines = engines;
    this.progress = progress;
    this.folder = folder;
  }

  /// `warmUp`: digests of each of the two editions sent before the measure. `postfix`: where
  /// `smtp-sink` and `smtp-source` are; empty for a sink of our own, without a yardstick.
  public record Request(
      int digests, int warmUp, int connections, boolean dkim, Optional<Postfix> postfix) {}

  /// The programs of the yardstick.
  public record Postfix(Path sink, Path source) {
    /// Empty when one of them is not installed.
    public static Optional<Postfix> find() {
      return SmtpTools.find("smtp-sink")
          .flatMap(sink -> SmtpTools.find("smtp-source").map(source -> new Postfix(sink, source)));
    }
  }

  /// `bytes`: the mean size of a digest; rates are mails a second; `verified`: how many mails came
  /// as the ledger says.
  public record Result(
      int digests,
      long bytes,
      int connections,
      String signer,
      OptionalDouble sourcePerSecond,
      double enginePerSecond,
      long heapMaxMb,
      int verified,
      boolean closed) {
    /// Mails of the engine for one of the source.
    public OptionalDouble ratio() {
      return sourcePerSecond.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(enginePerSecond / sourcePerSecond.getAsDouble());
    }

    public boolean holds() {
      double least =
          switch (signer) {
            case "none" -> LEAST;
            case "SunRsaSign" -> LEAST_SIGNED_BY_JDK;
            default -> LEAST_SIGNED;
          };
      return closed && verified == Math.min(VERIFIED, digests) && ratio().orElse(least) >= least;
    }
  }

  /// `engines` makes them on an empty database, `progress` takes a line for who waits.
  ///
  /// @throws IOException when the sink or the source fails
  public static Result run(
      Request request, MeasuredEngine.Factory engines, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("paperround-bench");
    Path key = folder.resolve(KEY);
    try {
      if (request.dkim()) {
        DkimKey.generate(DkimAlgorithm.RSA).write(key);
      }
      return new SendBench(request, engines, progress, folder).run();
    } finally {
      Files.deleteIfExists(folder.resolve(MESSAGE));
      Files.deleteIfExists(key);
      Files.deleteIfExists(folder);
    }
  }

  private Result run() throws IOException, InterruptedException {
    Portal portal = portal();
    MailCheck.Checked checked = check(portal.check());
    Path message = Files.write(folder.resolve(MESSAGE), checked.sample());
    try (Sink sink = Sink.open(request.postfix().map(Postfix::sink));
        MeasuredEngine engine = engine(sink.port())) {
      progress.accept("Warming up with two times " + request.warmUp() + " digests");
      Sending.send(engine, portal.warm());
      Sending.sendNext(engine, portal.warmAgain());
      OptionalDouble before = source(sink.port(), message);
      progress.accept("Sending " + request.digests() + " digests");
      Sending.Sent sent = Sending.sendNext(engine, portal.measured());
      OptionalDouble after = source(sink.port(), message);
      return new Result(
          request.digests(),
          checked.meanBytes(),
          request.connections(),
          sent.signer(),
          mean(before, after),
          perSecond(sent.taken()),
          sent.heapMaxMb(),
          checked.same(),
          sent.closed());
    }
  }

  /// What is sent: for the check, for warmth, and for the measure.
  private record Portal(
      Newsletter check, Newsletter warm, Newsletter warmAgain, Newsletter measured) {}

  private Portal portal() {
    progress.accept("Making a portal with " + request.digests() + " readers");
    AtomicReference<Instant> clock = new AtomicReference<>(engines.clock().instant());
    try (MeasuredEngine engine = engines.make(settings(1), clock::get)) {
      List<Newsletter> newsletters =
          new MadeUpPortal(engine, clock)
              .newsletters(
                  List.of(
                      new MadeUpPortal.Audience("check", checks()),
                      new MadeUpPortal.Audience("warm", request.warmUp()),
                      new MadeUpPortal.Audience("warm-again", request.warmUp()),
                      new MadeUpPortal.Audience("measured", request.digests())));
      return new Portal(
          newsletters.get(0), newsletters.get(1), newsletters.get(2), newsletters.get(3));
    }
  }

  private MailCheck.Checked check(Newsletter newsletter) throws IOException {
    MailCheck check = new MailCheck();
    try (MailSink sink = new MailSink(0, Duration.ZERO, check);
        MeasuredEngine engine = engine(sink.port())) {
      return check.check(engine, newsletter);
    }
  }

  private OptionalDouble source(int port, Path message) throws IOException, InterruptedException {
    if (request.postfix().isEmpty()) {
      return OptionalDouble.empty();
    }
    Duration taken =
        SmtpTools.source(
            request.postfix().get().source(),
            port,
            request.connections(),
            request.digests(),
            message);
    double perSecond = perSecond(taken);
    // Said each time: where the two differ, so did the machine, and the ratio is worth less.
    progress.accept("smtp-source sent " + Math.round(perSecond) + " a second");
    return OptionalDouble.of(perSecond);
  }

  private double perSecond(Duration taken) {
    return request.digests() / (taken.toNanos() / 1e9);
  }

  private static OptionalDouble mean(OptionalDouble one, OptionalDouble other) {
    return one.isEmpty() || other.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((one.getAsDouble() + other.getAsDouble()) / 2);
  }

  private int checks() {
    return Math.min(VERIFIED, request.digests());
  }

  private MeasuredEngine engine(int relayPort) {
    return engines.make(settings(relayPort), engines.clock());
  }

  private Map<String, String> settings(int relayPort) {
    Map<String, String> settings = MadeUpPortal.sending(relayPort, request.connections());
    if (request.dkim()) {
      settings.put("dkim.domain", MadeUpPortal.DOMAIN);
      settings.put("dkim.selector", "bench");
      settings.put("dkim.private-key", folder.resolve(KEY).toString());
    }
    return settings;
  }
}
