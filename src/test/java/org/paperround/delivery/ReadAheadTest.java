package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.TestDatabase;

/// A mail that is made while another one is on its connection is still not sent: everything that
/// can come between holds for it, too.
class ReadAheadTest {
  private static final Duration LONG = Duration.ofSeconds(60);

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
  void mailsArePreparedWhileOthersAreSentAndEverybodyGetsOne() {
    press.readers(60);
    Edition edition = press.send();
    press.start(2);
    await().atMost(LONG).until(() -> press.account(edition).closed());
    assertThat(press.relay.ahead()).isNotEmpty();
    assertThat(press.relay.recipients()).hasSize(60).doesNotHaveDuplicates();
    assertThat(press.relay.handed()).hasSize(60);
  }

  @Test
  void whoLeavesWhileTheirMailIsPreparedIsFoundOut() throws InterruptedException {
    List<SubscriberId> readers = press.readers(1);
    ClaimQueue queue = claimed(1);
    Claim prepared = Objects.requireNonNull(queue.another(0));
    press.unsubscribe(readers.getFirst());

    new ReaderCheck(press.with, queue).run(true);

    assertThat(prepared.withdrawn()).contains(LedgerReason.UNSUBSCRIBED);
    assertThat(queue.begin(prepared)).isTrue();
    assertThat(queue.poll(Duration.ZERO)).isNull();
  }

  @Test
  void aSlowAnswerKeepsNoSecondMailWaiting() throws InterruptedException {
    press.readers(2);
    ClaimQueue queue = claimed(2);
    Claim stuck = Objects.requireNonNull(queue.another(1));
    assertThat(queue.another(1)).isNull();
    assertThat(queue.unsent()).hasSize(2).contains(stuck);

    queue.unstick(Duration.ofDays(1));
    assertThat(queue.size()).isEqualTo(1);
    queue.unstick(Duration.ZERO);

    assertThat(queue.poll(Duration.ZERO)).isSameAs(stuck);
    assertThat(queue.begin(stuck)).isFalse();
  }

  @Test
  void whatIsPreparedGoesBackWhenTheEditionIsStopped() {
    press.readers(30);
    press.relay.hold();
    press.relay.pass(5);
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.relay.handed().size() == 6);

    press.engine.editions().stop(edition.id(), StaffActor.CLI);

    await().atMost(LONG).until(() -> press.count("state = 1", edition.id()) == 1);
    press.relay.release();
    await().atMost(LONG).until(() -> press.count("state = 1", edition.id()) == 0);
    assertThat(press.relay.accepted()).hasSize(6);

    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    await().atMost(LONG).until(() -> press.account(edition).closed());
    assertThat(press.relay.recipients()).hasSize(30).doesNotHaveDuplicates();
  }

  private ClaimQueue claimed(int count) {
    ClaimQueue queue = new ClaimQueue(_ -> Limits.NO_COUNT, () -> Limits.NO_COUNT);
    queue.add(press.claim(press.send(), count, press.node()).claims());
    return queue;
  }
}
