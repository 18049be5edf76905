package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.platform.database.Wakeups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends an edition to its ring first, watches what comes back, then lets everybody else's turn
/// come. All that is known of it is in the audience's row, so any node may take any step. While all
/// is held no step is taken. A release begins the watching anew, and moves the bound of the wait by
/// half of the time that was held: what is left of the late limit is shared by the wait and those
/// who wait, and nobody is late for the ring. A stop begins the watching anew, too ([Brake]), but
/// leaves the bound.
final class Canary {
  private static final Logger LOG = LoggerFactory.getLogger(Canary.class);

  /// The wait takes no more than one part in so many of the late limit: nobody is late for it.
  private static final int PART_OF_LATE_LIMIT = 2;

  private final Collaborators with;
  private final Duration watch;

  Canary(Collaborators with, CanaryConfig config) {
    this.with = with;
    this.watch = config.watch();
  }

  /// One step, if one is due; returns 1 when it was taken.
  int run(OpenEdition open) {
    // Before the state is read, so that a hold or stop that comes now lets no time pass for it.
    Instant now = with.clock().instant();
    Optional<CanaryDao.State> state = state(open.id());
    if (state.isEmpty()
        || state.get().openedAt() != null
        || state.get().held()
        || open.edition().state() != EditionState.SENDING) {
      return 0;
    }
    CanaryDao.State present = state.get();
    boolean untried = present.watchedFrom() == null && untried(open, present, now);
    Step step = step(present.watchedFrom(), untried, watch, latest(open, present), now);
    return switch (step) {
      case WAIT -> 0;
      case WATCH -> dao(dao -> dao.watch(open.id().value(), now));
      case OPEN -> open(open, "watched");
      case OPEN_UNWATCHED -> {
        int opened = open(open, "not watched");
        if (opened == 1) {
          with.alarms().raise(unwatched(open.id()), told(open));
        }
        yield opened;
      }
    };
  }

  /// What is to be done. `untried`: somebody of the ring has not been tried; `latest`: when the
  /// others can wait no longer. Pure.
  static Step step(
      @Nullable Instant watchedFrom, boolean untried, Duration watch, Instant latest, Instant now) {
    boolean tooLong = !now.isBefore(latest);
    if (watchedFrom != null) {
      return tooLong || !now.isBefore(watchedFrom.plus(watch)) ? Step.OPEN : Step.WAIT;
    }
    if (untried) {
      return tooLong ? Step.OPEN_UNWATCHED : Step.WAIT;
    }
    return Step.WATCH;
  }

  enum Step {
    WAIT,
    WATCH,
    OPEN,
    OPEN_UNWATCHED
  }

  CanaryPhase phase(OpenEdition open) {
    return state(open.id()).map(state -> phase(open, state)).orElseGet(CanaryPhase.None::new);
  }

  private CanaryPhase phase(OpenEdition open, CanaryDao.State state) {
    Instant openedAt = state.openedAt();
    if (openedAt != null) {
      return new CanaryPhase.Open(state.ring(), openedAt);
    }
    Instant from = state.watchedFrom();
    if (from == null) {
      return new CanaryPhase.First(state.ring());
    }
    Instant until = from.plus(watch);
    Instant latest = latest(open, state);
    return new CanaryPhase.Watched(state.ring(), until.isBefore(latest) ? until : latest);
  }

  /// An editor's word that everybody's turn has come.
  Decision openToAll(EditionId id, StaffActor actor) {
    return with.database()
        .inTransaction(handle -> {
          Decision decision = with.editions().release(handle, id, actor);
          if (decision instanceof Decision.Done
              && handle.attach(CanaryDao.class).open(id.value(), with.clock().instant()) == 0) {
            handle.rollback();
            return new Decision.Impossible(
                "Nobody waits for a canary ring of this edition: everybody's turn has come.");
          }
          Wakeups.announce(handle, Freeze.TOPIC);
          return decision;
        });
  }

  /// How many answered mails are enough to judge the edition: of a ring that has been sent to, half
  /// of it, for the other half may have left or have too few stories.
  int enough(EditionId id, int usual) {
    return state(id)
        .filter(state -> state.openedAt() == null && state.watchedFrom() != null)
        .map(state -> (int) Math.min(usual, state.ring() / 2))
        .orElse(usual);
  }

  /// The cause of the alarm that a ring was not watched.
  static String unwatched(EditionId id) {
    return "canary-unwatched:" + id;
  }

  /// Only while it is being sent: one that is stopped at this moment stays as it is.
  private int open(OpenEdition open, String how) {
    Instant now = with.clock().instant();
    int opened =
        with.database()
            .inTransaction(handle -> {
              if (with.editions().lockSending(handle, open.id()).isEmpty()) {
                return 0;
              }
              Wakeups.announce(handle, Freeze.TOPIC);
              return handle.attach(CanaryDao.class).open(open.id().value(), now);
            });
    if (opened == 1) {
      LOG.info("The canary ring of edition {} was {}; everybody else follows", open.id(), how);
    }
    return opened;
  }

  private String told(OpenEdition open) {
    return "The canary ring of edition "
        + open.id()
        + " could not be sent to within half of the late limit, so the edition goes to everybody"
        + " without having been watched. See what kept the mails: relay, throttles, a stop.";
  }

  private static Instant latest(OpenEdition open, CanaryDao.State state) {
    return state.through().plus(open.newsletter().lateLimit().dividedBy(PART_OF_LATE_LIMIT));
  }

  private boolean untried(OpenEdition open, CanaryDao.State state, Instant now) {
    return dao(dao ->
        dao.untried(
            open.id().value(), open.edition().date(), Priorities.RING, state.through(), now));
  }

  private Optional<CanaryDao.State> state(EditionId id) {
    return dao(dao -> dao.state(id.value()));
  }

  private <T> T dao(Function<CanaryDao, T> work) {
    return with.database().jdbi().withExtension(CanaryDao.class, work::apply);
  }
}
