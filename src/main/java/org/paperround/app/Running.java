package org.paperround.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.paperround.delivery.Sender;
import org.paperround.mail.Relay;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.work.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a started engine runs, by role. A topic announced by any node wakes the loops that wait for
/// it; each polls within a second all the same.
final class Running implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Paperround engine;
  private final Wakeups wakeups;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  Running(Paperround engine) {
    this.engine = engine;
    this.wakeups = new Wakeups(engine.database());
  }

  void start(List<Config.Role> roles) {
    wakeups.start();
    started.push(wakeups);
    if (roles.contains(Config.Role.WEB)) {
      engine.web().start();
      started.push(engine.web());
    }
    if (roles.contains(Config.Role.SCHEDULER)) {
      Clockwork clockwork =
          new Clockwork(engine.database(), engine.articles(), engine.editions(), wakeups);
      clockwork.start();
      started.push(clockwork);
    }
    if (roles.contains(Config.Role.SENDER)) {
      startSending();
    }
  }

  private void startSending() {
    loop("outbox", () -> engine.outbox().sendDue() > 0, "outbox");
    Sender sender =
        new Sender(
            engine.delivering(),
            engine.config().delivery(),
            new Relay(engine.config().relay()),
            engine.deliveries()::tick);
    sender.start(engine.config().relay().connections(), wakeups);
    started.push(sender);
  }

  private void loop(String name, Loop.Step step, String... topics) {
    Loop loop = new Loop(name, POLL, step);
    for (String topic : topics) {
      wakeups.on(topic, loop::wake);
    }
    loop.start();
    started.push(loop);
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error(
            "{} did not stop in order; the rest is stopped all the same",
            part.getClass().getSimpleName(),
            e);
      }
    }
  }
}
