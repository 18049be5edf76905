package org.paperround.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.paperround.delivery.Account;
import org.paperround.edition.Edition;

/// Kills nodes while they send one edition, and waits for its end. For one thread.
final class CrashRun {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration MOMENT = Duration.ofMillis(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final MeasuredEngine watching;
  private final Edition edition;
  private final Accepted accepted;
  private final CrashedNodes nodes;
  private final Consumer<String> progress;

  CrashRun(
      MeasuredEngine watching,
      Edition edition,
      Accepted accepted,
      CrashedNodes nodes,
      Consumer<String> progress) {
    this.watching = watching;
    this.edition = edition;
    this.accepted = accepted;
    this.nodes = nodes;
    this.progress = progress;
  }

  /// Of several kills the first comes while the audience is frozen, the others while mails flow.
  /// Returns when nobody waits any more, or the run came to a halt before.
  void run(CrashBench.Request request, SplittableRandom random)
      throws IOException, InterruptedException {
    int later = request.kills();
    if (later > 1 && inFreeze(random)) {
      later--;
    }
    List<Long> moments = KillPlan.after(request.digests(), later, random);
    for (long moment : moments) {
      if (!await(() -> readers() >= moment, accepted.poll())) {
        return;
      }
      kill("after " + readers() + " readers", random);
    }
    await(() -> account().filter(Account::closed).isPresent(), LOOK);
  }

  /// False when the freeze was over before it was seen.
  private boolean inFreeze(SplittableRandom random) throws IOException, InterruptedException {
    boolean seen = await(() -> freezing() || readers() > 0, Duration.ofMillis(1));
    if (!seen || readers() > 0) {
      return false;
    }
    kill("in the freeze", random);
    return true;
  }

  private void kill(String when, SplittableRandom random) throws IOException, InterruptedException {
    LockSupport.parkNanos(random.nextLong(MOMENT.toNanos()));
    int node = random.nextInt(nodes.count());
    nodes.kill(node);
    progress.accept("Killed node " + (node + 1) + " " + when);
  }

  private boolean freezing() {
    return watching
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND pid <> pg_backend_pid() AND state = 'active'"
                        + " AND query LIKE :freeze)")
                .bind("freeze", "%eligible_subscription es%")
                .mapTo(Boolean.class)
                .one());
  }

  private Optional<Account> account() {
    return watching.deliveries().account(edition.id());
  }

  private long readers() {
    return accepted.readers();
  }

  /// False when nothing arrives for minutes, or a node ended by itself.
  private boolean await(BooleanSupplier condition, Duration poll) {
    long moved = System.nanoTime();
    long before = readers();
    while (!condition.getAsBoolean()) {
      long now = readers();
      if (now > before) {
        before = now;
        moved = System.nanoTime();
      }
      if (System.nanoTime() - moved > PATIENCE.toNanos() || !nodes.allAlive()) {
        progress.accept("Nothing arrives any more, or a node ended by itself");
        return false;
      }
      LockSupport.parkNanos(poll.toNanos());
    }
    return true;
  }
}
