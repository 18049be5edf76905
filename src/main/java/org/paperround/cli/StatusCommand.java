package org.paperround.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.article.SourceHealth;
import org.paperround.edition.EditionState;
import org.paperround.platform.alarm.Alarms;
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
    System.out.printf(
        "status sources=%d failing=%d alarms=%d sending=%d outbox=%d%n",
        sources.size(),
        failing.size(),
        alarms.size(),
        engine.editions().in(EditionState.SENDING).size(),
        engine.outbox().waiting());
    return failing.isEmpty() && alarms.isEmpty() ? 0 : 1;
  }
}
