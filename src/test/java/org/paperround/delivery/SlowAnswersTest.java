package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.bench.MailSink;
import org.paperround.edition.Edition;
import org.paperround.mail.Relay;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.TestDatabase;

/// A domain that asks for nothing but takes its time: before a server that keeps back its replies
/// about it, until the test lets go.
class SlowAnswersTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int REST = 200;
  private static final int SLOW = 40;
  private static final ThrottleConfig HALF =
      new ThrottleConfig(
          Map.of("domain", new Limits(Limits.NO_RATE, 2, Limits.NO_COUNT)),
          Map.of(),
          WarmUp.NONE,
          50);

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path folder;

  private final CountDownLatch letGo = new CountDownLatch(1);
  private final AtomicInteger keptBack = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private Press press;
  private MailSink sink;

  @BeforeEach
  void open() throws IOException {
    press = new Press(database.url());
    press.publish(6);
    sink = new MailSink(0, Duration.ZERO, this::take);
  }

  private void take(List<String> recipients, byte[] message) throws IOException {
    if (!recipients.getFirst().endsWith("@slow.example")) {
      others.incrementAndGet();
      return;
    }
    keptBack.incrementAndGet();
    try {
      letGo.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    letGo.countDown();
    press.close();
    sink.close();
  }

  @Test
  void aDomainThatAnswersSlowlyHoldsUpNobodyElse() {
    for (int i = 0; i < REST; i++) {
      if (i < SLOW) {
        press.reader("s" + i + "@slow.example", null, "Europe/London");
      }
      press.reader("r" + i + "@post" + i % 20 + ".example", null, "Europe/London");
    }
    Edition edition = press.send();
    press.start(4, Press.throttled(HALF), _ -> new Relay(RelayFixture.at(sink.port())).connect());

    await().atMost(LONG).until(() -> others.get() == REST);
    // The second may wait behind the first for a moment, on the same connection.
    await("half of the connections").atMost(LONG).until(() -> keptBack.get() == 2);
    await()
        .atMost(LONG)
        .until(() ->
            press.deliveries.limits().slowed().stream()
                .anyMatch(slowed -> slowed.group().equals("slow.example")));
    await().atMost(LONG).until(() -> press.count("domain_group = 100", edition.id()) == SLOW - 2);
    assertThat(keptBack).as("half of them, also as a group of its own").hasValue(2);
    assertThat(press.engine.alarms().open()).isEmpty();

    letGo.countDown();
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 0);
    assertThat(press.account(edition).sent()).isEqualTo(REST + SLOW);
    assertThat(press.count("attempts > 1", edition.id())).isZero();
  }

  @Test
  void aDomainThatAnswersAtOnceIsNotPutApart() {
    press.crowd(300);
    Edition edition = press.send();
    press.start(4, Press.throttled(HALF));
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 0);
    assertThat(press.relay.recipients()).hasSize(300).doesNotHaveDuplicates();
    assertThat(press.deliveries.limits().slowed()).isEmpty();
  }
}
