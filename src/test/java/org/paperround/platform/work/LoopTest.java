package org.paperround.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// A loop outlives what its step throws, and does not fill the log with it.
class LoopTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Loop.class);
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  @BeforeEach
  void listen() {
    told.start();
    logger.addAppender(told);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(told);
  }

  @Test
  void aLastingFaultIsToldOnceAndTheWorkGoesOnWhenItEnds() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    CountDownLatch recovered = new CountDownLatch(2);
    Loop loop =
        new Loop(
            "trial",
            Duration.ofMillis(1),
            () -> {
              if (steps.incrementAndGet() == 2) {
                throw new StackOverflowError("too deep");
              }
              if (steps.get() <= 3) {
                throw new IllegalStateException("the database is away");
              }
              recovered.countDown();
              return false;
            });

    loop.start();
    assertThat(recovered.await(60, TimeUnit.SECONDS)).isTrue();
    loop.close();

    List<String> lines =
        told.list.stream()
            .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
            .map(ILoggingEvent::getFormattedMessage)
            .toList();
    assertThat(lines)
        .containsExactly(
            "trial failed; it is tried again every 1 s", "trial works again after 3 faults");
  }
}
