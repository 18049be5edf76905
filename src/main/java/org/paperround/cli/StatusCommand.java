package org.paperround.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.article.SourceHealth;
import org.paperround.delivery.SendingHold;
import org.paperround.delivery.SendingLimits;
import org.paperround.edition.EditionState;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.Relays;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Standby;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What an operator asks first: what fails, what is open, what waits.
@Command(
    name = "status",
    description = "Tells which sources fail, which alarms are open and what waits to be sent.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), StatusCommand::tell);
  }

  private static int tell(Paperround engine) {
    List<SourceHealth> sources = engine.articles().sources();
    List<SourceHealth> failing =
        sources.stream().filter(source -> source.failingSince() != null).toList();
    List<Alarms.OpenAlarm> alarms = engine.alarms().open();
    failing.forEach(source ->
        System.err.println("source " + source.slug() + " fails: " + source.failureReason()));
    alarms.forEach(alarm ->
        System.err.println(
            "alarm " + alarm.cause() + " since " + alarm.firstAt() + ": " + alarm.text()));
    List<Relays.Standing> relays = engine.relays().standings();
    relays.forEach(standing -> System.err.println(line(standing)));
    SendingLimits limits = engine.deliveries().limits();
    limits.slowed().forEach(StatusCommand::tell);
    Standby standby = engine.database().standby();
    if (standby == Standby.ASYNCHRONOUS) {
      System.err.println(
          "standby commits do not wait for it: a fail-over may lose the last of them");
    }
    Optional<SendingHold> held = engine.deliveries().held();
    held.ifPresent(hold -> System.err.println(SendingText.held(hold)));
    System.out.printf(
        "status sources=%d failing=%d alarms=%d sending=%d outbox=%d relays=%d out=%d slowed=%d"
            + " warm-up=%s standby=%s held=%s%n",
        sources.size(),
        failing.size(),
        alarms.size(),
        engine.editions().in(EditionState.SENDING).size(),
        engine.outbox().waiting(),
        relays.size(),
        relays.stream().filter(standing -> standing.out().isPresent()).count(),
        limits.slowed().size(),
        warmUp(limits),
        EditionText.lower(standby),
        held.isPresent());
    return failing.isEmpty() && alarms.isEmpty() ? 0 : 1;
  }

  private static String line(Relays.Standing standing) {
    RelayConfig relay = standing.relay();
    String use = relay.weight() == 0 ? "a spare" : "weight " + relay.weight();
    String state =
        standing.out().map(alarm -> "left out since " + alarm.firstAt()).orElse("in order");
    return String.format(
        Locale.ROOT,
        "relay %s at %s:%d, %s: %s",
        relay.name(),
        relay.host(),
        relay.port(),
        use,
        state);
  }

  private static void tell(SendingLimits.Slowed slowed) {
    System.err.printf(
        Locale.ROOT,
        "slowed %s gets %.1f of %.1f mails/s, last asked for less at %s%n",
        slowed.group(),
        slowed.perSecond(),
        slowed.usual(),
        slowed.since());
  }

  /// `180/500`: of today's 500 mails 180 are taken.
  private static String warmUp(SendingLimits limits) {
    if (limits.today().isEmpty() || limits.left().isEmpty()) {
      return "none";
    }
    int today = limits.today().getAsInt();
    return (today - limits.left().getAsInt()) + "/" + today;
  }
}
