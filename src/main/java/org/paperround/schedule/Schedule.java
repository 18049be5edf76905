package org.paperround.schedule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.platform.database.Database;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/// The coarse clock of a cluster: each [Tick] comes once per interval on one of the nodes that
/// started a schedule on the same database. It only ticks: what is due is in the tables of the
/// features. A tick that was missed is not made up; the next one finds the same work. Thread-safe.
public final class Schedule implements AutoCloseable {
  private final List<Tick> ticks;
  private final Scheduler scheduler;

  /// Not started yet.
  ///
  /// @throws IllegalArgumentException when two ticks have one name
  public Schedule(Database database, List<Tick> ticks) {
    this.ticks = List.copyOf(ticks);
    Map<String, Tick> byName =
        this.ticks.stream()
            .collect(Collectors.toMap(Tick::name, Function.identity(), Schedule::two));
    this.scheduler = ClusteredQuartz.create(database, byName);
  }

  private static Tick two(Tick one, Tick other) {
    throw new IllegalArgumentException("two ticks are called " + one.name() + other.interval());
  }

  /// Returns when the clock runs.
  ///
  /// @throws IllegalStateException when the database cannot be reached
  public void start() {
    try {
      for (Tick tick : ticks) {
        register(tick);
      }
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("the schedule cannot start", e);
    }
  }

  /// Lets the ticks that run finish.
  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw new IllegalStateException("the schedule cannot be stopped", e);
    }
  }

  /// A trigger that another node, or an earlier run, left with the same interval goes on ticking: a
  /// node that joins does not shift it.
  private void register(Tick tick) throws SchedulerException {
    long millis = tick.interval().toMillis();
    if (scheduler.getTrigger(TriggerKey.triggerKey(tick.name())) instanceof SimpleTrigger known
        && known.getRepeatInterval() == millis) {
      return;
    }
    JobDetail job =
        JobBuilder.newJob(TickJob.class)
            .withIdentity(JobKey.jobKey(tick.name()))
            .storeDurably()
            .build();
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(TriggerKey.triggerKey(tick.name()))
            .forJob(job)
            .startNow()
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(millis)
                    .repeatForever()
                    .withMisfireHandlingInstructionNextWithExistingCount())
            .build();
    scheduler.scheduleJob(job, Set.of(trigger), true);
  }
}
