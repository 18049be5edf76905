package org.paperround.platform.alarm;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Alarms to the operator. An alarm is one open row per cause, one ERROR line when it opens and a
/// metric; package mail sends the rows that were not yet mailed. Thread-safe. Raising never throws:
/// an alarm about a lost database must not hide the loss.
public final class Alarms {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final MeterRegistry meters;

  public Alarms(Jdbi jdbi, InstantSource clock, MeterRegistry meters) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.meters = meters;
  }

  /// Opens the alarm of this cause, or counts one more occurrence. `cause` is stable and has no
  /// personal data (`source-failing:courier`); `text` says what happened and what to do.
  public void raise(String cause, String text) {
    meters.counter("paperround.alarms", "cause", cause.split(":")[0]).increment();
    try {
      boolean opened =
          jdbi.withExtension(AlarmDao.class, dao -> dao.raise(cause, text, clock.instant()));
      if (opened) {
        LOG.error("ALARM {}: {}", cause, text);
      }
    } catch (RuntimeException e) {
      LOG.error("ALARM {}: {} (it could not be stored)", cause, text, e);
    }
  }

  /// Ends the alarm of this cause, if one is open.
  public void resolve(String cause) {
    if (jdbi.withExtension(AlarmDao.class, dao -> dao.resolve(cause, clock.instant())) > 0) {
      LOG.info("Alarm {} is over", cause);
    }
  }

  /// Ends the alarm of this cause if it was not raised at or after `since`, on whatever node: for
  /// what nobody sees end.
  public void resolveUnlessSince(String cause, Instant since) {
    if (jdbi.withExtension(
            AlarmDao.class, dao -> dao.resolveUnlessSince(cause, since, clock.instant()))
        > 0) {
      LOG.info("Alarm {} is over: nothing of it since {}", cause, since);
    }
  }

  public List<OpenAlarm> open() {
    return jdbi.withExtension(AlarmDao.class, AlarmDao::open);
  }

  /// Takes at most `most` alarms that were not yet mailed, in the caller's transaction; nobody else
  /// gets them once it commits. Alarms that are over by now are among them.
  public List<OpenAlarm> takeUnmailed(Handle handle, int most) {
    return handle.attach(AlarmDao.class).takeUnmailed(clock.instant(), most);
  }

  /// One open alarm. Times are those of the first and the last occurrence.
  public record OpenAlarm(
      long id, String cause, String text, Instant firstAt, Instant lastAt, int occurrences) {}
}
