package org.paperround.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.platform.database.Wakeups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dry runs of editions that are not out: the real choice for every reader of the audience, with
/// nothing sent and nothing written but what was found. One of the nodes works at it ([#runNext]);
/// every node can ask for one, look, and stop it. Thread-safe.
public final class DryRuns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DryRuns.class);

  /// A new one is announced under this name.
  public static final String TOPIC = "dry-run";

  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration TOLD_EVERY = Duration.ofMillis(500);

  /// A node that has said nothing for so long works at it no more.
  private static final double LEASE_SECONDS = 30;

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Collaborators with;
  private final DeliveryConfig config;
  private final Forecast forecast;
  private volatile boolean ending;

  public DryRuns(Collaborators with, DeliveryConfig config) {
    this.with = with;
    this.config = config;
    this.forecast = new Forecast(with, config);
  }

  /// Begins one of the edition as it stands. One of an edition is under way at a time.
  public DryRun.Start start(Edition edition, String by) {
    Optional<String> refusal = refusal(edition);
    if (refusal.isPresent()) {
      return new DryRun.Start.Refused(refusal.get());
    }
    long readers = forecast.of(edition).readers();
    Optional<Long> id =
        with.database()
            .inTransaction(handle -> {
              DryRunDao dao = handle.attach(DryRunDao.class);
              dao.bury(LEASE_SECONDS);
              dao.forget(edition.id().value(), with.clock().instant().minus(KEPT));
              Wakeups.announce(handle, TOPIC);
              return dao.begin(
                  edition.id().value(), edition.revision(), by, with.clock().instant(), readers);
            });
    return id.isEmpty()
        ? new DryRun.Start.Refused("A dry run of it is under way already.")
        : new DryRun.Start.Begun();
  }

  /// Works at the one that has waited longest, to its end; false when none waits.
  public boolean runNext() {
    Optional<DryRunDao.Taken> taken =
        with.database().jdbi().withExtension(DryRunDao.class, DryRunDao::take);
    taken.ifPresent(next ->
        with.editions()
            .find(new EditionId(next.editionId()))
            .ifPresent(edition -> work(next.id(), edition)));
    return taken.isPresent();
  }

  /// Why there can be none; empty: there can.
  public Optional<String> refusal(Edition edition) {
    if (edition.isLetter()) {
      return Optional.of("A correction has nothing to choose: it goes to everybody who had it.");
    }
    return switch (with.newsletters().get(edition.newsletter()).kind()) {
      case ALERT -> Optional.of("An alert has one story: there is nothing to choose.");
      case DIGEST ->
          switch (edition.state()) {
            case COLLECTING, APPROVED, HELD -> Optional.empty();
            case SENDING, STOPPED, SENT ->
                Optional.of("It has an audience already; the account says who gets it.");
            case MISSED, SKIPPED -> Optional.of("It is not sent to anybody any more.");
          };
    };
  }

  /// The one that was asked for last; empty: none in the last month.
  public Optional<DryRun> latest(EditionId edition) {
    return with.database()
        .jdbi()
        .withExtension(DryRunDao.class, dao -> dao.latest(edition.value(), LEASE_SECONDS))
        .map(DryRuns::read);
  }

  /// False when none is under way.
  public boolean cancel(EditionId edition) {
    return with.database().jdbi().withExtension(DryRunDao.class, dao -> dao.cancel(edition.value()))
        > 0;
  }

  /// Runs one here and now, without a trace.
  ///
  /// @throws IllegalArgumentException where there can be none ([#refusal])
  public DryRunFindings run(Edition edition) {
    refusal(edition)
        .ifPresent(why -> {
          throw new IllegalArgumentException(why);
        });
    return new DryRunWork(with, config, edition, _ -> true).run().orElseThrow();
  }

  /// Ends the one that this node works at; it counts as failed.
  @Override
  public void close() {
    ending = true;
  }

  private void work(long id, Edition edition) {
    String ending = "failed";
    Optional<String> found = Optional.empty();
    try {
      found = new DryRunWork(with, config, edition, new Progress(id)).run().map(DryRuns::write);
      ending = "finished";
    } catch (RuntimeException e) {
      LOG.error("The dry run of edition {} failed; it can be begun again", edition.id(), e);
    }
    if (ending.equals("failed") || found.isPresent()) {
      end(id, ending, found.orElse(null));
    }
  }

  private void end(long id, String ending, @Nullable String found) {
    try {
      with.database().jdbi().useExtension(DryRunDao.class, dao -> dao.end(id, ending, found));
    } catch (RuntimeException e) {
      LOG.warn("What became of a dry run could not be written; it counts as failed: {}", e, e);
    }
  }

  private static DryRun read(DryRunDao.Row row) {
    return new DryRun(
        new EditionId(row.editionId()),
        row.revision(),
        row.askedBy(),
        row.askedAt(),
        row.readers(),
        Math.min(row.done(), row.readers()),
        DryRun.State.valueOf(row.state().toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.found()).map(DryRuns::parse));
  }

  private static String write(DryRunFindings found) {
    try {
      return JSON.writeValueAsString(found);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings cannot be written", e);
    }
  }

  private static DryRunFindings parse(String json) {
    try {
      return JSON.readValue(json, DryRunFindings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings cannot be read", e);
    }
  }

  /// Tells the table how far it is, now and then; whether nobody cancelled it meanwhile, and the
  /// engine goes on.
  private final class Progress implements LongPredicate {
    private final long id;
    private long toldNanos = System.nanoTime();
    private boolean goesOn = true;

    Progress(long id) {
      this.id = id;
    }

    @Override
    public synchronized boolean test(long done) {
      if (ending) {
        throw new IllegalStateException("the engine ends");
      }
      long now = System.nanoTime();
      if (goesOn && now - toldNanos >= TOLD_EVERY.toNanos()) {
        toldNanos = now;
        goesOn =
            with.database().jdbi().withExtension(DryRunDao.class, dao -> dao.progress(id, done))
                == 1;
      }
      return goesOn;
    }
  }
}
