package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.paperround.edition.EditionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes the account of an edition when nobody waits any more, after checking that it adds up.
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
  private static final Duration RECHECK = Duration.ofMinutes(1);

  private final Collaborators with;
  private final Accounts accounts;
  private final Exposures exposures;
  private final Map<EditionId, Instant> open = new ConcurrentHashMap<>();

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
    boolean closed = close(edition.id(), now);
    if (closed) {
      open.remove(edition.id());
      with.alarms().resolve(cause);
      with.alarms().resolve(Canary.unwatched(edition.id()));
      LOG.info("Edition {} is complete: {}", id, account.line());
    }
    return closed ? 1 : 0;
  }

  private static boolean mayEnd(OpenEdition edition, Instant now) {
    return switch (edition.edition().state()) {
      case SENDING -> true;
      case STOPPED -> edition.expired(now);
      case COLLECTING, APPROVED, HELD, SENT, MISSED, SKIPPED -> false;
    };
  }

  private boolean close(EditionId id, Instant now) {
    return with.database()
        .inTransaction(handle -> {
          if (!with.editions().markSent(handle, id)) {
            return false;
          }
          return handle.attach(UpkeepDao.class).close(id.value(), now) == 1;
        });
  }
}
