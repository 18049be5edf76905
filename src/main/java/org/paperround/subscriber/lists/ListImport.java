package org.paperround.subscriber.lists;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.work.Pipeline;
import org.paperround.subscriber.ImportOutcome;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.SignUp;
import org.paperround.subscriber.Subscribers;

/// Takes a list of readers who opted in elsewhere. Every line is either taken or refused with its
/// reason; a second run of the same file changes nothing. Memory does not grow with the file.
/// Thread-safe.
public final class ListImport {
  private static final int BATCH = 2_000;

  /// So many batches are written at once.
  private static final int AT_ONCE = 2;

  private final Subscribers subscribers;
  private final InstantSource clock;

  public ListImport(Subscribers subscribers, InstantSource clock) {
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /// What to take. `evidence` says where its readers agreed ("export of the old system,
  /// 2026-06-01"). `askOthers`: who is without a time of consent is sent a confirmation mail
  /// instead of being refused. `dryRun`: nothing is changed, and nobody written to.
  public record Request(
      Newsletter newsletter,
      ListPreset preset,
      Map<ColumnMapping.Field, String> columns,
      String evidence,
      boolean askOthers,
      boolean dryRun) {
    public Request {
      columns = Map.copyOf(columns);
    }
  }

  /// `rows` is the sum of the others, which are explained at [ImportOutcome]; `refused` is also who
  /// left or is suppressed.
  public record Result(
      long rows,
      long added,
      long confirmed,
      long present,
      long waiting,
      long asked,
      long refused) {}

  /// A line that was not taken, and why, in a sentence.
  public record Refusal(long line, String reason) {}

  /// Reads all of `file`, and writes what was read meanwhile; `refusals` is told of each line that
  /// is not taken, in the order of the file.
  ///
  /// @throws ListException when the file cannot be read, or not any further
  public Result run(InputStream file, Request request, Consumer<Refusal> refusals)
      throws IOException {
    Instant now = clock.instant();
    Defaults defaults =
        new Defaults(
            request.newsletter().slug(),
            request.newsletter().locale(),
            request.newsletter().zone(),
            request.evidence(),
            now);
    Run run = new Run(request, now, refusals);
    try (ListReader list = new ListReader(file, request.preset(), request.columns(), defaults);
        Pipeline<List<ListLine>, List<ImportOutcome>> batches =
            new Pipeline<>(AT_ONCE, run::write, run::settle)) {
      run.takeAll(list, batches);
      return run.result();
    }
  }

  /// One run over a file. Only [#write] is called from other threads.
  private final class Run {
    private final Request request;
    private final Instant now;
    private final Consumer<Refusal> refusals;
    private long rows;
    private long refused;
    private final Map<ImportOutcome, Long> counts = new EnumMap<>(ImportOutcome.class);

    Run(Request request, Instant now, Consumer<Refusal> refusals) {
      this.request = request;
      this.now = now;
      this.refusals = refusals;
    }

    void takeAll(ListReader list, Pipeline<List<ListLine>, List<ImportOutcome>> batches) {
      List<ListLine> batch = new ArrayList<>(BATCH);
      try {
        for (ListLine line = list.read(); line != null; line = list.read()) {
          batch.add(line);
          if (batch.size() == BATCH) {
            batches.put(batch);
            batch = new ArrayList<>(BATCH);
          }
        }
      } catch (ListException e) {
        // What was read before is taken, as its message says.
        batches.put(batch);
        batches.finish();
        throw e;
      }
      batches.put(batch);
      batches.finish();
    }

    /// What comes of the readers among these lines.
    List<ImportOutcome> write(List<ListLine> lines) {
      List<ImportedReader> readers =
          lines.stream()
              .filter(ListLine.Reader.class::isInstance)
              .map(line -> ((ListLine.Reader) line).reader())
              .toList();
      return subscribers.importList(request.newsletter().id(), readers, now, request.dryRun());
    }

    /// Line by line, so that what is told keeps the order of the file.
    void settle(List<ListLine> lines, List<ImportOutcome> readers) {
      Iterator<ImportOutcome> outcomes = readers.iterator();
      for (ListLine line : lines) {
        rows++;
        switch (line) {
          case ListLine.Reader(long number, ImportedReader _) -> count(number, outcomes.next());
          case ListLine.WithoutConsent without -> ask(without);
          case ListLine.Refused(long number, String reason) -> refuse(number, reason);
        }
      }
    }

    Result result() {
      return new Result(
          rows,
          count(ImportOutcome.ADDED),
          count(ImportOutcome.CONFIRMED),
          count(ImportOutcome.PRESENT),
          count(ImportOutcome.WAITING),
          count(ImportOutcome.ASKED),
          refused);
    }

    private long count(ImportOutcome outcome) {
      return counts.getOrDefault(outcome, 0L);
    }

    private void count(long number, ImportOutcome outcome) {
      counts.merge(outcome, 1L, Long::sum);
      switch (outcome) {
        case ADDED, CONFIRMED, PRESENT, WAITING, ASKED -> {}
        case LEFT ->
            refuse(number, "This reader left the newsletter and can only come back alone.");
        case SUPPRESSED ->
            refuse(number, "This address is never mailed (bounce, complaint, erasure).");
      }
    }

    private void ask(ListLine.WithoutConsent line) {
      if (!request.askOthers()) {
        refuse(line.number(), "Nothing says when this reader agreed.");
        return;
      }
      Newsletter newsletter = request.newsletter();
      SignUp wish =
          new SignUp(
              line.address(),
              line.name(),
              newsletter.id(),
              newsletter.locale(),
              newsletter.zone(),
              request.evidence(),
              new Provenance("import", now, null, null));
      count(line.number(), subscribers.ask(wish, request.dryRun()));
    }

    private void refuse(long line, String reason) {
      refused++;
      refusals.accept(new Refusal(line, reason));
    }
  }
}
