package org.paperround.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.paperround.edition.Edition;
import org.paperround.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings outcomes into the ledger, in groups and in order. While the database is away they wait
/// here, and [#caughtUp] keeps new transmissions from starting: what a kill could make unknown
/// stays within a few hundredths of a second's work. Thread-safe; [#step] is for one thread.
final class Settler {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
  private static final int GROUP = 500;
  private static final Duration GATHER = Duration.ofMillis(10);
  private static final Duration BEHIND = Duration.ofSeconds(1);
  private static final Duration STUCK = Duration.ofSeconds(60);

  /// So often an outcome is tried alone before the others go past it.
  private static final int TRIES = 3;

  private static final String STUCK_CAUSE = "settle-failing";

  private final Collaborators with;
  private final Consumer<Claim> over;
  private final Consumer<List<Settlement>> settled;
  private final RelayComplaints complaints;
  private final SettleWriting writing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Condition removed = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final UnsettledLimit limit = new UnsettledLimit(System.nanoTime());
  private final SetAside aside;
  private int group = GROUP;

  /// How often the first of those that wait was refused by itself.
  private int alone;

  private boolean alarmed;

  /// `over` is told at once of each claim whose work has ended, `settled` of what was committed.
  Settler(Collaborators with, Consumer<Claim> over, Consumer<List<Settlement>> settled) {
    this.with = with;
    this.over = over;
    this.settled = settled;
    this.aside = new SetAside(with);
    this.complaints = new RelayComplaints(with.alarms(), with.clock());
    this.writing = new SettleWriting(with);
  }

  void add(Settlement settlement) {
    lock.lock();
    try {
      waiting.add(new Waiting(settlement, System.nanoTime()));
      // What comes between the first of a group and its last wakes nobody.
      if (waiting.size() == 1 || waiting.size() == GROUP) {
        added.signal();
      }
    } finally {
      lock.unlock();
    }
    over.accept(settlement.claim());
  }

  /// Waits up to `most` until no more is unsettled than [UnsettledLimit] allows; false when it
  /// still is. A transmission that starts now adds no more to what a kill makes unknown than that.
  boolean caughtUp(Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (!caughtUp() && left > 0) {
        left = removed.awaitNanos(left);
      }
      return caughtUp();
    } finally {
      lock.unlock();
    }
  }

  private boolean caughtUp() {
    Waiting oldest = waiting.peek();
    return oldest == null || limit.allows(waiting.size(), oldest.addedNanos(), System.nanoTime());
  }

  /// True while an outcome is unsettled for more than a second: the database is away, and what was
  /// claimed gets old.
  boolean behind() {
    return oldestNanos() > BEHIND.toNanos();
  }

  private long oldestNanos() {
    lock.lock();
    try {
      Waiting oldest = waiting.peek();
      return oldest == null ? 0 : System.nanoTime() - oldest.addedNanos();
    } finally {
      lock.unlock();
    }
  }

  /// Settles one group, waiting up to `most` for one; true when it did. On a fault the group stays
  /// and the next step begins with it; but one that the database refuses by itself, several times
  /// and while it answers, is set aside.
  boolean step(Duration most) throws InterruptedException {
    aside.due().ifPresent(this::again);
    List<Waiting> next = gather(most);
    if (next.isEmpty()) {
      return false;
    }
    List<Settlement> settlements = next.stream().map(Waiting::settlement).toList();
    try {
      writing.settle(settlements);
    } catch (RuntimeException | Error e) {
      // Smaller groups find the one outcome that cannot be written.
      group = Math.max(1, group / 4);
      if (settlements.size() == 1 && !Database.isAway(e)) {
        refused(settlements, e);
      }
      alarmWhenStuck(e);
      throw e;
    }
    group = Math.min(GROUP, 4 * group);
    alone = 0;
    remove(next.size());
    told(settlements);
    if (alarmed) {
      with.alarms().resolve(STUCK_CAUSE);
      alarmed = false;
    }
    return true;
  }

  private void told(List<Settlement> settlements) {
    settled.accept(settlements);
    complaints.hear(settlements);
  }

  private void refused(List<Settlement> one, Throwable fault) {
    alone++;
    if (alone >= TRIES && aside.add(one.getFirst(), fault)) {
      alone = 0;
      remove(1);
      // Nothing waits for it any more: its place on a connection and in its group is free.
      told(one);
    }
  }

  /// Tries one that was set aside.
  private void again(Settlement settlement) {
    try {
      writing.settle(List.of(settlement));
    } catch (RuntimeException | Error e) {
      aside.later(settlement);
      LOG.warn("An outcome is refused once more; it is tried again in a minute: {}", e.toString());
      return;
    }
    aside.settled(settlement);
  }

  /// Gives back claims of which it is not known whether they were written: those that were not are
  /// left alone. Their transaction may still be ending at the server, so it is waited for first.
  void giveBack(List<Claim> claims) {
    Map<Edition, List<Settlement>> byEdition = new LinkedHashMap<>();
    for (Claim claim : claims) {
      byEdition
          .computeIfAbsent(claim.facts().edition(), _ -> new ArrayList<>())
          .add(new Settlement.Released(claim, with.clock().instant()));
    }
    byEdition.forEach((edition, released) ->
        with.database()
            .useTransaction(handle -> {
              handle
                  .attach(DoubtDao.class)
                  .lock(
                      edition.id().value(),
                      edition.date(),
                      released.stream()
                          .map(one -> one.claim().facts().key().subscriber().value())
                          .toList());
              writing.settle(handle, released);
            }));
  }

  private void alarmWhenStuck(Throwable fault) {
    if (oldestNanos() > STUCK.toNanos() && !alarmed) {
      alarmed = true;
      with.alarms()
          .raise(STUCK_CAUSE, "Outcomes cannot be settled, nothing is sent meanwhile: " + fault);
    }
  }

  private List<Waiting> gather(Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (waiting.isEmpty() && left > 0) {
        left = added.awaitNanos(left);
      }
      // Ten milliseconds from the first make one commit of many; what came while the last group was
      // written has waited already. What a crash makes unknown is bounded by UnsettledLimit.
      long more = GATHER.toNanos() - oldestNanos();
      while (!waiting.isEmpty() && waiting.size() < group && more > 0) {
        more = added.awaitNanos(more);
      }
      return waiting.stream().limit(group).toList();
    } finally {
      lock.unlock();
    }
  }

  private void remove(int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        waiting.remove();
      }
      limit.settled(count, System.nanoTime());
      removed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until everything is settled; false when it took longer than `most`, or something is set
  /// aside.
  boolean drained(Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (!waiting.isEmpty() && left > 0) {
        left = removed.awaitNanos(left);
      }
      return waiting.isEmpty() && aside.size() == 0;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting.size() + aside.size();
    } finally {
      lock.unlock();
    }
  }

  private record Waiting(Settlement settlement, long addedNanos) {}
}
