package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.testing.CommandLine;
import org.paperround.testing.TestDatabase;

/// Who stops an edition knows exactly how many mails have left.
class StopTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ZERO;

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void theNumberThatLeftIsExactOnceNothingIsUnderWay() {
    press.readers(60);
    press.relay.hold();
    Edition edition = press.send();
    press.start(2);
    press.start(1);
    press.relay.pass(10);
    await().atMost(LONG).until(() -> press.relay.handed().size() == 13);

    press.engine.editions().stop(edition.id(), StaffActor.CLI);

    // What waits for a connection goes back although all three are busy.
    await().atMost(LONG).until(() -> standstill(edition, AT_ONCE).underWay() == 3);
    press.relay.pass(3);
    Standstill still = standstill(edition, LONG);
    assertThat(still)
        .isEqualTo(
            new Standstill(new Account(edition.id(), 60, 13, 0, 0, 0, 0, 47, Map.of(), true), 0));
    press.relay.release();
    press.deliveries.tick();
    assertThat(press.relay.accepted()).hasSize(13);

    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    await().atMost(LONG).until(() -> press.account(edition).closed());
    assertThat(press.relay.recipients()).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void whatIsStoppedWhileItsConnectionOpensIsNotSent() {
    press.readers(2);
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<Void> opened = new CompletableFuture<>();
    Edition edition = press.send();
    press.start(
        1,
        Press.CONFIG,
        relay -> {
          asked.complete(null);
          opened.join();
          return press.relay.connect(relay);
        });
    await().atMost(LONG).until(() -> asked.isDone() && press.count("state = 1", edition.id()) == 2);

    press.engine.editions().stop(edition.id(), StaffActor.CLI);

    // The one that waits in the queue goes back; the other has left it, and is looked at once more.
    await().atMost(LONG).until(() -> press.count("state = 1", edition.id()) == 1);
    opened.complete(null);
    await().atMost(LONG).until(() -> press.count("state = 1", edition.id()) == 0);
    assertThat(press.relay.handed()).isEmpty();
    assertThat(press.account(edition).waiting()).isEqualTo(2);
  }

  @Test
  void theCommandSaysHowManyLeft() {
    press.readers(5);
    Edition edition = press.approve();
    assertThat(run(0, "edition", "stop", "latest"))
        .isEqualTo(
            "edition id="
                + edition.id()
                + " state=stopped revision=3 left=0 unknown=0 under-way=0");
    assertThat(run(1, "edition", "stop", "latest")).isEmpty();
    assertThat(run(2, "edition", "stop", "77")).isEmpty();

    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    assertThat(run(1, "edition", "release", "latest")).isEmpty();
    assertThat(run(0, "edition", "stop", "latest"))
        .isEqualTo(
            press.account(edition).line()
                + System.lineSeparator()
                + "edition id="
                + edition.id()
                + " state=stopped revision=5 left=0 unknown=0 under-way=0");
  }

  private Standstill standstill(Edition edition, Duration most) {
    return press.deliveries.standstill(edition.id(), most).orElseThrow();
  }

  private String run(int status, String... arguments) {
    CommandLine.Ran ran = CommandLine.on(database, arguments);
    assertThat(ran.status()).as(ran.out()).isEqualTo(status);
    return ran.out();
  }
}
