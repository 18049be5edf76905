package org.paperround.schedule;

import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One firing of one tick. A slow one is not overtaken by the next. A fault is logged; the next
/// tick tries again.
@DisallowConcurrentExecution
final class TickJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(TickJob.class);

  private final @Nullable Tick tick;

  /// @param tick null: a newer node's, which this one does not know
  TickJob(@Nullable Tick tick) {
    this.tick = tick;
  }

  @Override
  public void execute(JobExecutionContext context) {
    if (tick == null) {
      return;
    }
    try {
      tick.work().run();
    } catch (RuntimeException e) {
      LOG.error(
          "{} failed; it is tried again in {} s", tick.name(), tick.interval().toSeconds(), e);
    }
  }
}
