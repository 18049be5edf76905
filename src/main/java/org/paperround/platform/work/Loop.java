package org.paperround.platform.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A named thread that runs a step again and again: at once while the step says there may be more,
/// else after `interval` or when it is woken. A step that throws is logged and tried again after a
/// pause, so a lost database stops the work cleanly and lets it resume; a fault that lasts is told
/// in full once and then about once a minute. Thread-safe.
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
  private static final int FAULTS_PER_LINE = 60;

  /// One step of work.
  @FunctionalInterface
  public interface Step {
    /// Returns true when another step should follow without waiting.
    boolean run() throws Exception;
  }

  private final String name;
  private final Duration interval;
  private final Step step;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean running;

  public Loop(String name, Duration interval, Step step) {
    this.name = name;
    this.interval = interval;
    this.step = step;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::work);
  }

  public void start() {
    running = true;
    thread.start();
  }

  /// Ends the present wait, if any.
  public void wake() {
    wake.release();
  }

  private void work() {
    int faults = 0;
    while (running) {
      boolean more = false;
      Duration wait = interval;
      try {
        more = step.run();
        recovered(faults);
        faults = 0;
      } catch (InterruptedException e) {
        return;
      } catch (Exception | Error e) {
        // A step that was too deep, or a class that is missing, must not end the work for good.
        tell(e, faults++);
        wait = AFTER_FAULT;
      }
      if (!more && running && !waitFor(wait)) {
        return;
      }
    }
  }

  private void tell(Throwable fault, int faultsBefore) {
    if (faultsBefore == 0) {
      LOG.error("{} failed; it is tried again every {} s", name, AFTER_FAULT.toSeconds(), fault);
    } else if (faultsBefore % FAULTS_PER_LINE == 0) {
      LOG.error("{} still fails, {} times now: {}", name, faultsBefore + 1, fault.toString());
    } else {
      LOG.debug("{} failed again", name, fault);
    }
  }

  private void recovered(int faults) {
    if (faults > 0) {
      LOG.info("{} works again after {} faults", name, faults);
    }
  }

  private boolean waitFor(Duration wait) {
    try {
      if (wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Asks it to end after the present step, without waiting: several loops end together so.
  public void stop() {
    running = false;
    wake();
  }

  /// Waits until it has ended; false when that took longer than `most`.
  public boolean ended(Duration most) throws InterruptedException {
    return !thread.isAlive() || thread.join(most);
  }

  /// Lets the present step finish, for at most ten seconds, then interrupts it.
  @Override
  public void close() {
    stop();
    if (!thread.isAlive() || thread == Thread.currentThread()) {
      return;
    }
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
