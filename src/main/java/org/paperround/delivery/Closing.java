package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.paperround.edition.EditionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes the account of an edition when nobody waits any more, after checking that it adds up.
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
  private static final Duration RECHECK = Duration.ofMinutes(1);

  /// An edition that was opened again for a newcomer is not closed again before: counting a large
  /// audience takes a second or more, and the next newcomer may come in a minute.
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private final Collaborators with;
  private final Accounts accounts;
  private final Exposures exposures;
  private final Map<EditionId, Instant> open = new ConcurrentHashMap<>();
  private final Cache<EditionId, Instant> closedAt = Caffeine.newBuilder().maximumSize(100).build();

  Closing(Collaborators with, Accounts accounts, Exposures exposures) {
    this.with = with;
    this.accounts = accounts;
    this.exposures = exposures;
  }

  /// Returns 1 when it closed now. A stopped edition is not closed before it expires: its editor
  /// may resume it; nor is one with uncertain rows before it expires: a person may have them sent
  /// again.
  int run(OpenEdition edition) {
    Instant now = with.clock().instant();
    long id = edition.id().value();
    LocalDate date = edition.edition().date();
    UpkeepDao dao = with.database().jdbi().onDemand(UpkeepDao.class);
    boolean done =
        mayEnd(edition, now)
            && !closedJustNow(edition.id(), now)
            && !dao.waits(id, date)
            && (edition.expired(now) || !dao.uncertain(id, date));
    if (!done || open.getOrDefault(edition.id(), Instant.MIN).isAfter(now.minus(RECHECK))) {
      return 0;
    }
    Account account = accounts.of(edition.id()).orElseThrow();
    String cause = SelfCheck.cause(edition);
    if (!account.closed()) {
      open.put(edition.id(), now);
      with.alarms().raise(cause, SelfCheck.told(edition, account));
      return 0;
    }
    exposures.count(edition);
    boolean closed = close(edition, now);
    if (closed) {
      closedAt.put(edition.id(), now);
      open.remove(edition.id());
      endAlarms(edition);
      LOG.info("Edition {} is complete: {}", id, account.line());
    }
    return closed ? 1 : 0;
  }

  /// Whichever node raised them, and whether or not it knows that their cause is over.
  private void endAlarms(OpenEdition edition) {
    EditionId id = edition.id();
    List.of(
            SelfCheck.cause(edition),
            Canary.unwatched(id),
            Brake.cause(id),
            Choosing.cause(id),
            Transmitter.cause(id),
            Claimer.cause(id),
            SetAside.cause(id))
        .forEach(with.alarms()::resolve);
  }

  private static boolean mayEnd(OpenEdition edition, Instant now) {
    return switch (edition.edition().state()) {
      case SENDING -> true;
      case STOPPED -> edition.expired(now);
      case COLLECTING, APPROVED, HELD, SENT, MISSED, SKIPPED -> false;
    };
  }

  private boolean closedJustNow(EditionId id, Instant now) {
    Instant last = closedAt.getIfPresent(id);
    return last != null && last.plus(AGAIN).isAfter(now);
  }

  private boolean close(OpenEdition edition, Instant now) {
    EditionId id = edition.id();
    return with.database()
        .inTransaction(handle -> {
          if (!with.editions().markSent(handle, id)) {
            return false;
          }
          UpkeepDao dao = handle.attach(UpkeepDao.class);
          // Asked again now that the edition is held: a newcomer's row may have come in between.
          if (dao.waits(id.value(), edition.edition().date())) {
            handle.rollback();
            return false;
          }
          return dao.close(id.value(), now) == 1;
        });
  }
}
