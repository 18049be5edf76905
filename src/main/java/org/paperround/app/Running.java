package org.paperround.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.paperround.delivery.DryRuns;
import org.paperround.delivery.Sender;
import org.paperround.feedback.FeedbackConfig;
import org.paperround.mail.AlarmMailer;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Mailbox;
import org.paperround.mail.Outbox;
import org.paperround.mail.OutboxSender;
import org.paperround.platform.database.StandbyWatch;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.work.Loop;
import org.paperround.schedule.Schedule;
import org.paperround.schedule.Tick;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a started engine runs, by role. A topic announced by any node wakes the loops that wait for
/// it; each polls within a second all the same.
final class Running implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Paperround engine;
  private final Wakeups wakeups;
  private final StandbyWatch standby;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  Running(Paperround engine) {
    this.engine = engine;
    this.wakeups = new Wakeups(engine.database());
    this.standby = new StandbyWatch(engine.database(), engine.alarms());
  }

  void start(List<Config.Role> roles) {
    standby.run();
    wakeups.start();
    started.push(wakeups);
    if (roles.contains(Config.Role.WEB)) {
      engine.web().start();
      started.push(engine.web());
    }
    if (roles.contains(Config.Role.SCHEDULER)) {
      startSchedule();
      startFeedback();
    }
    if (roles.contains(Config.Role.SENDER)) {
      startSending();
    }
  }

  /// The loop promises a second; the clustered schedule stands in for it on whatever node.
  private void startSchedule() {
    if (!engine.config().hubs().enabled()) {
      LOG.info(
          "WebSub is off: hubs could not reach {}, or websub.enabled says so; feeds are polled",
          engine.config().publicUrl());
    }
    Schedule schedule =
        new Schedule(
            engine.database(),
            List.of(
                new Tick("poll-sources", Duration.ofSeconds(15), engine.articles()::pollDue),
                new Tick("ask-hubs", Duration.ofMinutes(1), engine.hubs()::tick),
                new Tick(
                    "consolidate-stories", Duration.ofHours(1), engine.articles()::consolidate),
                new Tick("seal-consent", Duration.ofMinutes(1), engine.subscribers()::sealConsent),
                new Tick("watch-standby", Duration.ofMinutes(1), standby::run),
                new Tick("check-accounts", Duration.ofMinutes(1), engine.deliveries()::check),
                new Tick("keep-ledger", Duration.ofHours(6), engine.deliveries()::keep),
                new Tick("sunset", Duration.ofHours(1), engine.sunset()::run),
                new Tick("purge", Duration.ofHours(6), engine.purge()::run),
                new Tick("learn-taste", Duration.ofHours(6), engine.deliveries()::learn),
                new Tick("edition-tick", Duration.ofSeconds(5), engine.editions()::tick)));
    schedule.start();
    started.push(schedule);
    loop(
        "editions",
        () -> {
          engine.editions().tick();
          return false;
        },
        "edition",
        "article");
    loop("dry-runs", engine.dryRuns()::runNext, DryRuns.TOPIC);
    started.push(engine.dryRuns());
  }

  private void startFeedback() {
    FeedbackConfig config = engine.config().feedback();
    if (config.isOn()) {
      Loop loop = new Loop("feedback", config.poll(), engine.feedback()::poll);
      loop.start();
      started.push(loop);
    }
  }

  private void startSending() {
    sayWhoSigns();
    startOutbox();
    Sender sender =
        new Sender(
            engine.delivering(), engine.config().delivery(), engine.relays(), engine.deliveries());
    sender.start(engine.relays().connections(), wakeups);
    started.push(sender);
  }

  private void sayWhoSigns() {
    if (engine.dkim().signs()) {
      LOG.info(
          "Mail is signed with {} by {}", engine.dkim().algorithms(), engine.dkim().provider());
    } else {
      LOG.info("Mail is not signed here: dkim.domain is not set");
    }
  }

  private void startOutbox() {
    OutboxSender sender =
        new OutboxSender(
            engine.outbox(), engine.relays(), engine.dkim(), engine.metrics().registry());
    loop("outbox", () -> sender.sendDue() > 0, Outbox.TOPIC);
    EmailAddress operator = engine.config().alarmsTo();
    if (operator != null) {
      Mailbox from =
          new Mailbox("Paperround", new EmailAddress("alarms", engine.config().mailDomain()));
      AlarmMailer mailer =
          new AlarmMailer(
              engine.database(), engine.alarms(), engine.outbox(), from, new Mailbox("", operator));
      loop("alarm-mail", () -> mailer.mailNew() > 0);
    }
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
