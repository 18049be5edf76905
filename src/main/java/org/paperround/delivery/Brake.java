package org.paperround.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;

/// Stops an edition of which too many mails come back, are blocked, refused, or complained of. What
/// is counted is in the database, so it is the same on whatever node; who resumes the edition has
/// everything counted anew.
final class Brake {
  /// One reader's finger slips: a single complaint stops nobody's edition, however few were
  /// answered.
  static final int LEAST_COMPLAINTS = 2;

  /// What our set-up is refused for is refused to everybody: it is judged as soon as there are so
  /// many, before an audience is used up.
  static final int LEAST_REFUSALS = 5;

  private final Collaborators with;
  private final BrakeConfig config;
  private final Canary canary;
  private final Set<EditionId> told = ConcurrentHashMap.newKeySet();

  Brake(Collaborators with, BrakeConfig config, Canary canary) {
    this.with = with;
    this.config = config;
    this.canary = canary;
  }

  /// Looks once. Returns 1 when it stopped the edition or it goes on.
  int run(OpenEdition open) {
    Optional<BrakeDao.State> state = state(open.id());
    boolean stopped = state.map(BrakeDao.State::stopped).orElse(false);
    if (open.edition().state() == EditionState.STOPPED) {
      if (!stopped) {
        dao(dao -> dao.stopped(open.id().value(), null, with.clock().instant()));
      }
      alarm(open, state.flatMap(Brake::braked));
      return 0;
    }
    told.remove(open.id());
    if (stopped) {
      return goesOn(open.id());
    }
    return open.edition().state() == EditionState.SENDING
        ? dao(dao -> dao.counts(open.id().value(), open.edition().date()))
            .flatMap(counts -> reason(counts, config, canary.enough(open.id(), config.least())))
            .map(reason -> stop(open, reason))
            .orElse(0)
        : 0;
  }

  /// Why the edition is to be stopped, if so. Pure.
  static Optional<String> reason(Counts counts, BrakeConfig limits, int least) {
    if (counts.answered() < least) {
      return refusals(counts, limits);
    }
    return said(counts.bounces(), counts.answered(), limits.bounces(), "came back: no such mailbox")
        .or(() ->
            said(counts.blocks(), counts.answered(), limits.blocks(), "were blocked by policy"))
        .or(() -> refusals(counts, limits))
        .or(() -> complaints(counts, limits));
  }

  private static Optional<String> refusals(Counts counts, BrakeConfig limits) {
    return counts.refusals() < LEAST_REFUSALS
        ? Optional.empty()
        : said(
            counts.refusals(),
            counts.answered(),
            limits.refusals(),
            "were refused for our set-up or for no known reason");
  }

  private static Optional<String> complaints(Counts counts, BrakeConfig limits) {
    return counts.complaints() < LEAST_COMPLAINTS
        ? Optional.empty()
        : said(counts.complaints(), counts.answered(), limits.complaints(), "were complained of");
  }

  private static Optional<String> said(long bad, long all, double limit, String what) {
    return bad * 100.0 > limit * all
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%d of %d mails (%.2f %%) %s; the limit is %s %%",
                bad,
                all,
                bad * 100.0 / all,
                what,
                limit))
        : Optional.empty();
  }

  /// That the engine stopped this edition, while it is stopped.
  Optional<Braked> braked(EditionId edition) {
    // An edition that went on may be sent before anybody looks at it again.
    return with.editions()
        .find(edition)
        .filter(found -> found.state() == EditionState.STOPPED)
        .flatMap(_ -> state(edition))
        .flatMap(Brake::braked);
  }

  private static Optional<Braked> braked(BrakeDao.State state) {
    Instant at = state.brakedAt();
    String reason = state.reason();
    return at == null || reason == null ? Optional.empty() : Optional.of(new Braked(at, reason));
  }

  private int stop(OpenEdition open, String reason) {
    Instant now = with.clock().instant();
    boolean stopped =
        with.database()
            .inTransaction(handle -> {
              Decision decision = with.editions().stop(handle, open.id(), reason);
              return decision instanceof Decision.Done
                  && handle.attach(BrakeDao.class).stopped(open.id().value(), reason, now) == 1;
            });
    if (stopped) {
      alarm(open, Optional.of(new Braked(now, reason)));
    }
    return stopped ? 1 : 0;
  }

  /// Only while it is being sent: another node may have stopped it since this one looked. The time
  /// for which it was stopped is no time of watching its canary ring.
  private int goesOn(EditionId edition) {
    Instant now = with.clock().instant();
    int changed =
        with.database()
            .inTransaction(handle -> {
              if (with.editions().lockSending(handle, edition).isEmpty()
                  || handle.attach(BrakeDao.class).goesOn(edition.value(), now) == 0) {
                return 0;
              }
              handle.attach(CanaryDao.class).watchAnew(edition.value(), now);
              return 1;
            });
    if (changed == 1) {
      with.alarms().resolve(cause(edition));
    }
    return changed;
  }

  /// Once from each process, so that a crash after the stop hides nothing. An edition that has
  /// expired cannot go on, and nobody has to decide on it.
  private void alarm(OpenEdition open, Optional<Braked> braked) {
    if (braked.isEmpty()) {
      return;
    }
    if (open.expired(with.clock().instant())) {
      with.alarms().resolve(cause(open.id()));
      return;
    }
    if (!told.add(open.id())) {
      return;
    }
    with.alarms()
        .raise(
            cause(open.id()),
            "Edition "
                + open.id()
                + " was stopped: "
                + braked.get().reason()
                + ". `edition resume "
                + open.id()
                + "` lets it go on and counts anew.");
  }

  /// The cause of the alarm that an edition was stopped.
  static String cause(EditionId edition) {
    return "brake:" + edition;
  }

  private Optional<BrakeDao.State> state(EditionId edition) {
    return dao(dao -> dao.state(edition.value()));
  }

  private <T> T dao(Function<BrakeDao, T> work) {
    return with.database().jdbi().withExtension(BrakeDao.class, work::apply);
  }

  /// What came of an edition's mails since it began or went on. See [Pulse].
  record Counts(long answered, long bounces, long blocks, long refusals, long complaints) {}
}
