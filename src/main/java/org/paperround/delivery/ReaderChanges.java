package org.paperround.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;

/// Follows what readers changed since the freeze: rows of those who left are ended within a second,
/// rows of those who chose another hour or zone move. The claim asks again in any case; this keeps
/// the account true meanwhile.
///
/// The changes are read in the order of their ids, but ids are given out before commits, so a lower
/// one may appear later. The mark therefore moves only to a position below which everything is
/// known to be visible: the newest id of an earlier look, once every transaction that ran then has
/// ended. What lies above is looked at again each time, which does no harm. The two seconds cover
/// the moment in which a transaction has an id of a record but no transaction id of its own yet.
final class ReaderChanges {
  private static final int PAGE = 1000;

  private final Collaborators with;
  private final Slots slots;

  ReaderChanges(Collaborators with, DeliveryConfig config) {
    this.with = with;
    this.slots = new Slots(config.allDueAtOnce());
  }

  /// Returns how many rows changed.
  int run() {
    if (!with.database().jdbi().withExtension(ReaderChangesDao.class, ReaderChangesDao::behind)) {
      return 0;
    }
    return with.database().inTransaction(this::follow);
  }

  private int follow(Handle handle) {
    ReaderChangesDao dao = handle.attach(ReaderChangesDao.class);
    Optional<ReaderChangesDao.Mark> mark = dao.lockMark();
    if (mark.isEmpty()) {
      return 0;
    }
    long newest = dao.newest();
    int changed = 0;
    // Listed after the mark was read: a freeze that had ended by then must not be missed, because
    // the mark may now move beyond what happened during it.
    for (OpenEdition edition : OpenEdition.all(with)) {
      changed += follow(handle, edition, mark.get().position(), newest);
    }
    if (mark.get().complete()) {
      dao.advance(newest);
    }
    return changed;
  }

  /// Change by change, so many at a time: what was imported a moment ago may be a million.
  private int follow(Handle handle, OpenEdition open, long position, long newest) {
    ReaderChangesDao dao = handle.attach(ReaderChangesDao.class);
    int changed = 0;
    long from = position;
    while (from < newest) {
      long to = dao.end(from, newest, PAGE);
      List<ReaderChangesDao.Waiting> page =
          dao.waiting(open.id().value(), open.edition().date(), from, to);
      changed += page.isEmpty() ? 0 : apply(handle, open, page);
      from = to;
    }
    return changed;
  }

  private int apply(Handle handle, OpenEdition open, List<ReaderChangesDao.Waiting> page) {
    Map<SubscriberId, Recipient> recipients =
        with.subscribers()
            .recipients(
                handle,
                open.newsletter().id(),
                page.stream().map(row -> new SubscriberId(row.subscriberId())).toList());
    Map<Long, Ending> gone = new HashMap<>();
    List<ReaderChangesDao.Waiting> staying = new ArrayList<>();
    for (ReaderChangesDao.Waiting row : page) {
      Eligibility.gone(recipients.get(new SubscriberId(row.subscriberId())))
          .ifPresentOrElse(
              reason -> gone.put(row.subscriberId(), Ending.of(reason)),
              () -> {
                // A letter has no hour.
                if (row.untried() && !open.edition().isLetter()) {
                  staying.add(row);
                }
              });
    }
    return Ending.write(handle, open, gone, with.clock().instant()) + move(handle, open, staying);
  }

  private int move(Handle handle, OpenEdition open, List<ReaderChangesDao.Waiting> rows) {
    ReaderChangesDao dao = handle.attach(ReaderChangesDao.class);
    Map<Long, ReaderChangesDao.Waiting> present =
        rows.stream()
            .collect(Collectors.toMap(ReaderChangesDao.Waiting::subscriberId, Function.identity()));
    if (present.isEmpty()) {
      return 0;
    }
    List<ReaderChangesDao.Wish> moved =
        dao.wishes(open.newsletter().id().value(), List.copyOf(present.keySet())).stream()
            .filter(wish -> differs(wish, present.get(wish.subscriberId())))
            .toList();
    if (moved.isEmpty()) {
      return 0;
    }
    Instant now = with.clock().instant();
    slots.add(
        handle,
        new Slots.Rule(open.edition(), open.newsletter(), now),
        moved.stream().map(wish -> new FreezeDao.ZoneHour(wish.zone(), wish.hour())).toList());
    return dao.move(
        new ReaderChangesDao.Moving(
            open.id().value(),
            open.edition().date(),
            moved.stream().map(ReaderChangesDao.Wish::subscriberId).toList(),
            moved.stream().map(ReaderChangesDao.Wish::zone).toList(),
            moved.stream().map(ReaderChangesDao.Wish::hour).toList(),
            open.newsletter().lateLimit().toMillis() / 1000.0,
            open.edition().expiresAt(),
            now));
  }

  private static boolean differs(
      ReaderChangesDao.Wish wish, ReaderChangesDao.@Nullable Waiting row) {
    return row != null && (wish.hour() != row.hour() || !wish.zone().equals(row.zone()));
  }
}
