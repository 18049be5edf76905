package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Mailbox;
import org.paperround.mail.OutboxSender;
import org.paperround.mail.Relays;
import org.paperround.mail.TransactionalMail;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.TestDatabase;

/// One switch holds every digest and alert, and nothing is lost by it.
class HoldSwitchTest {
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
  void whatIsClaimedGoesBackAndNothingIsSentUntilItIsReleased() {
    press.readers(40);
    press.relay.hold();
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.relay.handed().size() == 1);
    await().atMost(LONG).until(() -> press.count("state = 1", edition.id()) > 1);

    press.deliveries.hold("the wrong pictures", StaffActor.CLI);

    // The connection is busy all the while: what waits for it does not wait in hand.
    await().atMost(LONG).until(() -> press.count("state = 1", edition.id()) == 1);
    assertThat(press.claim(edition, 10, press.node()).rows()).isZero();
    press.relay.release();
    await().atMost(LONG).until(() -> press.count("state = 3", edition.id()) == 1);
    press.start(2);
    press.deliveries.tick();
    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 40, 1, 0, 0, 0, 0, 39, Map.of(), true));
    assertThat(press.relay.handed()).hasSize(1);
    assertThat(press.alarms()).containsExactly("sending-held");
    assertThat(gauge()).isEqualTo(1);

    press.deliveries.release(StaffActor.CLI);

    await().atMost(LONG).until(() -> press.account(edition).closed());
    assertThat(press.relay.recipients()).hasSize(40).doesNotHaveDuplicates();
    assertThat(press.alarms()).isEmpty();
    assertThat(gauge()).isZero();
  }

  @Test
  void aTransmissionThatWasAboutToStartDoesNot() {
    press.readers(1);
    Edition edition = press.send();
    Claim claim = press.claim(edition, 1, press.node()).claims().getFirst();
    EditionMarks marks = new EditionMarks(press.with);
    assertThat(marks.unchanged(claim.facts())).isTrue();

    press.deliveries.hold("the wrong pictures", StaffActor.CLI);

    marks.forget();
    assertThat(marks.unchanged(claim.facts())).isFalse();
  }

  @Test
  void aMailToOnePersonGoesOn() {
    press.deliveries.hold("the wrong pictures", StaffActor.CLI);
    TransactionalMail mail =
        new TransactionalMail(
            "confirm",
            7L,
            new Mailbox("The Courier", EmailAddress.of("news@courier.example")),
            new Mailbox("", EmailAddress.of("ada@reader.example")),
            new Mailbox("", EmailAddress.of("help@courier.example")),
            "Please confirm",
            "<p>Hello</p>",
            "Hello\n",
            Locale.UK,
            Duration.ofHours(24));
    press.database().useTransaction(handle -> press.engine.outbox().enqueue(handle, mail));
    Relays relays =
        new Relays(
            List.of(RelayFixture.named("relay", 1, 1)),
            press.relay,
            press.engine.alarms(),
            press.with.meters(),
            press.clock);

    int sent =
        new OutboxSender(press.engine.outbox(), relays, press.engine.dkim(), press.with.meters())
            .sendDue();

    assertThat(sent).isEqualTo(1);
    assertThat(press.relay.recipients()).containsExactly("ada@reader.example");
  }

  @Test
  void aSecondHoldLeavesTheFirstAndItsReason() {
    SendingHold first = new SendingHold(press.clock.instant(), "cli", "the wrong pictures");
    assertThat(press.deliveries.hold("the wrong pictures", StaffActor.CLI))
        .isEqualTo(new HoldOutcome.Held(first));
    press.clock.advance(Duration.ofMinutes(5));
    assertThat(press.deliveries.hold("a slow lunch", StaffActor.ENGINE))
        .isEqualTo(new HoldOutcome.HeldBefore(first));
    assertThat(press.deliveries.hold("two\nlines", StaffActor.CLI))
        .isInstanceOf(HoldOutcome.Refused.class);
    assertThat(press.deliveries.held()).contains(first);
    assertThat(press.deliveries.release(StaffActor.CLI)).contains(first);
    assertThat(press.deliveries.release(StaffActor.CLI)).isEmpty();
  }

  private double gauge() {
    press.deliveries.tick();
    return press.with.meters().get("paperround.delivery.held").gauge().value();
  }
}
