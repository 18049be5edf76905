package org.paperround.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.Relays;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.work.Loop;
import org.paperround.platform.work.Parallel;
import org.paperround.subscriber.Subscribers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due, on any number of nodes at once: a claimer, one thread per connection to a
/// relay, a settler, a heartbeat and a check of readers who leave meanwhile. Memory is bounded by
/// about two thousand claims, whatever the audience. Thread-safe.
public final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration TO_FINISH = Duration.ofSeconds(7);
  private static final Duration TO_SETTLE = Duration.ofSeconds(2);
  private static final Duration TO_END_UPKEEP = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration STUCK = Duration.ofMillis(500);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofMillis(20);

  private final Collaborators with;
  private final Transmitter.Line line;
  private final AtomicLong settled = new AtomicLong();
  private final AtomicBoolean checkAll = new AtomicBoolean();
  private final Claims claims;
  private final ReaderCheck readers;
  private final Recall recall;
  private final Loop follow;
  private final List<Loop> upkeep;
  private final Loop heartbeat;
  private final Loop check;
  private final Loop settler;
  private final Loop relays;
  private final Loop subjects;
  private @Nullable Loop claimer;
  private List<Transmitter> transmitters = List.of();
  private List<Loop> connections = List.of();

  /// The upkeep of `ledger`, and preparing editions, run beside the sending, each part by itself: a
  /// freeze may take long, and neither the brake nor a take-over waits for it.
  public Sender(Collaborators with, DeliveryConfig config, Relays relays, Deliveries ledger) {
    this.with = with;
    Throttles throttles = new Throttles(with, config, relays);
    ClaimQueue queue =
        new ClaimQueue(
            group -> throttles.state().share(group).atOnce(), () -> throttles.state().ofDomain());
    this.line =
        new Transmitter.Line(
            queue,
            new Settler(with, queue::over, this::settled),
            new EditionMarks(with),
            new NodeLease(with.database(), config),
            relays,
            throttles);
    this.readers = new ReaderCheck(with, queue);
    this.recall = new Recall(line, with.clock());
    SubjectTrials trials = new SubjectTrials(with);
    this.claims = new Claims(with, !config.allDueAtOnce(), trials);
    Preparation preparation = claims.preparation();
    this.follow = new Loop("delivery-follow", TICK, () -> ledger.follow() > 0);
    this.upkeep =
        List.of(
            follow,
            new Loop("delivery-prepare", TICK, () -> preparation.run() > 0),
            new Loop("delivery-freeze", TICK, () -> ledger.freeze() > 0),
            new Loop("delivery-alerts", TICK, () -> ledger.freezeAlerts() > 0),
            new Loop("delivery-watch", TICK, () -> ledger.watch() > 0),
            new Loop("delivery-take-over", TICK, () -> ledger.takeOver() > 0));
    this.heartbeat = new Loop("delivery-heartbeat", line.lease().interval(), this::renew);
    this.check = regular("delivery-readers", POLL, this::checkUnsent);
    this.settler = new Loop("delivery-settle", Duration.ofMillis(1), this::settle);
    this.relays = regular("delivery-relays", TICK, relays::tick);
    this.subjects = regular("delivery-subjects", SubjectTrials.EVERY, trials::count);
    with.meters().gauge("paperround.delivery.queue", queue, ClaimQueue::size);
    with.meters().gauge("paperround.delivery.unsettled", line.settler(), Settler::waiting);
  }

  private static Loop regular(String name, Duration interval, Runnable step) {
    return new Loop(
        name,
        interval,
        () -> {
          step.run();
          return false;
        });
  }

  /// Starts with so many connections to relays, one thread each. Call it once. `wakeups` only make
  /// it quicker.
  public void start(int connections, Wakeups wakeups) {
    claimer =
        new Loop(
            "delivery-claims", POLL, new Claimer(with, line, connections, settled, claims)::step);
    transmitters =
        IntStream.range(0, connections)
            .mapToObj(_ -> new Transmitter(with, line, connections))
            .toList();
    this.connections = IntStream.range(0, connections).mapToObj(this::connection).toList();
    wakeups.on("edition", () -> wake(true));
    wakeups.on(Freeze.TOPIC, () -> wake(false));
    wakeups.on(Subscribers.TOPIC, this::readersChanged);
    upkeep.forEach(Loop::start);
    heartbeat.start();
    settler.start();
    relays.start();
    subjects.start();
    check.start();
    this.connections.forEach(Loop::start);
    claimer.start();
  }

  Throttles throttles() {
    return line.throttles();
  }

  private Loop connection(int number) {
    Transmitter transmitter = transmitters.get(number);
    return new Loop("delivery-relay-" + (number + 1), REST, () -> transmit(transmitter, number));
  }

  private void checkUnsent() {
    line.queue().unstick(STUCK);
    recall.run();
    readers.run(checkAll.getAndSet(false));
  }

  /// Something was decided: an edition was frozen, resumed, changed or stopped, or all is held.
  private void wake(boolean decided) {
    line.marks().forget();
    check.wake();
    if (decided) {
      upkeep.forEach(Loop::wake);
    }
    wakeClaimer();
  }

  private void wakeClaimer() {
    if (claimer != null) {
      claimer.wake();
    }
  }

  /// Readers changed something: those who are about to be mailed are asked for again at once.
  private void readersChanged() {
    checkAll.set(true);
    check.wake();
    follow.wake();
  }

  private boolean renew() {
    boolean first = line.lease().node() == NodeLease.NONE;
    line.lease().renew();
    if (first) {
      wakeClaimer();
    }
    return false;
  }

  private boolean settle() throws InterruptedException {
    return line.settler().step(POLL);
  }

  private boolean transmit(Transmitter transmitter, int number) throws InterruptedException {
    // A node whose share became nothing still finishes what it claimed, on one connection.
    if (number >= Math.max(1, line.throttles().state().total().atOnce())) {
      transmitter.letGo();
      return false;
    }
    return transmitter.step();
  }

  private void settled(List<Settlement> settlements) {
    settled.addAndGet(settlements.size());
    line.queue().settled(settlements);
    line.throttles().hear(settlements);
    for (Settlement settlement : settlements) {
      String outcome = Outcomes.name(settlement);
      with.meters().counter("paperround.delivery.settled", "outcome", outcome).increment();
    }
    wakeClaimer();
  }

  /// Stops within about ten seconds: claims nothing more, lets what is on the wire finish, settles,
  /// and gives the rest back. What could not be finished is taken over by others when the lease has
  /// run out, as after a crash.
  @Override
  public void close() {
    try {
      List<Loop> producing = new ArrayList<>(connections);
      if (claimer != null) {
        producing.add(claimer);
      }
      upkeep.forEach(Loop::stop);
      relays.stop();
      subjects.stop();
      check.stop();
      producing.forEach(Loop::stop);
      boolean finished = ended(producing, System.nanoTime() + TO_FINISH.toNanos());
      line.queue().unsent().stream()
          .filter(line.queue()::takeOut)
          .forEach(
              claim -> line.settler().add(new Settlement.Released(claim, with.clock().instant())));
      boolean drained = line.settler().drained(TO_SETTLE);
      settler.close();
      check.close();
      heartbeat.close();
      if (finished && drained) {
        letGo();
        line.lease().end();
      } else {
        LOG.warn("Stopped with claims in hand; they are taken over when the lease has run out");
      }
      // Last: a freeze may take longer than we have, and comes to nothing with its connection.
      if (!ended(upkeep, System.nanoTime() + TO_END_UPKEEP.toNanos())) {
        LOG.info(
            "Stopped while an audience or a mail was being made; it is made anew by whichever node"
                + " is next");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Stopped without the database; the claims are taken over later", e);
    }
  }

  /// All at once: a relay may be slow to say goodbye to each.
  private void letGo() {
    Parallel.map(
        transmitters.size(),
        transmitters,
        transmitter -> {
          try {
            transmitter.letGo();
            return true;
          } catch (RuntimeException e) {
            LOG.warn("A connection did not end in order", e);
            return false;
          }
        });
  }

  private static boolean ended(List<Loop> loops, long deadlineNanos) throws InterruptedException {
    for (Loop loop : loops) {
      long left = Math.max(1, deadlineNanos - System.nanoTime());
      if (!loop.ended(Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }
}
