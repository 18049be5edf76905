package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.delivery.Brake.Counts;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.RelayReply;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// An edition that does harm is stopped by the engine, which says why.
class BrakeTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final BrakeConfig TWENTY = new BrakeConfig(20, 5, 10, 25, 0.3);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private @Nullable Press opened;

  private Press open(BrakeConfig brake, CanaryConfig canary) {
    DeliveryConfig config = Press.delivering(ThrottleConfig.NONE, canary, brake);
    Press press = new Press(database.url(), NewsletterFixture.BRIEFING.build(), config);
    press.publish(6);
    opened = press;
    return press;
  }

  private static Brake brake(Press press) {
    return new Brake(press.with, TWENTY, new Canary(press.with, CanaryConfig.NONE));
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void eachLimitStopsOnceItIsExceeded() {
    BrakeConfig usual = BrakeConfig.USUAL;
    assertThat(Brake.reason(new Counts(200, 10, 20, 0, 0), usual, 200)).isEmpty();
    assertThat(Brake.reason(new Counts(199, 199, 0, 0, 0), usual, 200)).isEmpty();
    assertThat(Brake.reason(new Counts(200, 11, 0, 0, 0), usual, 200))
        .contains("11 of 200 mails (5.50 %) came back: no such mailbox; the limit is 5.0 %");
    assertThat(Brake.reason(new Counts(200, 0, 21, 0, 0), usual, 200))
        .contains("21 of 200 mails (10.50 %) were blocked by policy; the limit is 10.0 %");
    assertThat(Brake.reason(new Counts(1000, 0, 0, 0, 3), usual, 200)).isEmpty();
    assertThat(Brake.reason(new Counts(1000, 0, 0, 0, 4), usual, 200))
        .contains("4 of 1000 mails (0.40 %) were complained of; the limit is 0.3 %");
    assertThat(Brake.reason(new Counts(200, 0, 0, 0, 1), usual, 200)).as("one alone").isEmpty();
    assertThat(Brake.reason(new Counts(200, 0, 0, 0, 2), usual, 200)).isPresent();
    assertThat(Brake.reason(new Counts(4, 0, 0, 4, 0), usual, 200)).as("too few").isEmpty();
    assertThat(Brake.reason(new Counts(20, 0, 0, 5, 0), usual, 200)).isEmpty();
    assertThat(Brake.reason(new Counts(19, 0, 0, 5, 0), usual, 200))
        .contains(
            "5 of 19 mails (26.32 %) were refused for our set-up or for no known reason; the limit"
                + " is 25.0 %");
    BrakeConfig never = new BrakeConfig(1, 100, 100, 100, 100);
    assertThat(Brake.reason(new Counts(9, 9, 9, 9, 9), never, 1)).isEmpty();
  }

  @Test
  void tooManyBouncesStopTheEditionAndResumeCountsAnew() {
    Press press = open(TWENTY, CanaryConfig.NONE);
    press.crowd(60);
    bounce(press, 2);
    Edition edition = press.send();
    press.relay.hold();
    press.start(1);
    letPass(press, 20);
    press.deliveries.tick();

    assertThat(press.state(edition)).isEqualTo(EditionState.STOPPED);
    String reason = "2 of 20 mails (10.00 %) came back: no such mailbox; the limit is 5.0 %";
    assertThat(press.deliveries.braked(edition.id()))
        .contains(new Braked(press.clock.instant(), reason));
    DiaryEntry last = press.engine.editions().diary(edition.id()).getLast();
    assertThat(last.action() + " by " + last.actor() + ": " + last.note())
        .isEqualTo("stop by engine: " + reason);
    await().atMost(LONG).until(() -> press.alarms().equals(List.of("brake:" + edition.id())));

    press.relay.release();
    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    assertThat(press.deliveries.braked(edition.id())).isEmpty();
    await().atMost(LONG).until(() -> press.account(edition).closed());
    assertThat(press.account(edition).sent()).isEqualTo(58);
    await().atMost(LONG).until(() -> press.alarms().isEmpty());
  }

  @Test
  void policyBlocksCountAlsoWhenTheyArePutOff() {
    Press press = open(TWENTY, CanaryConfig.NONE);
    press.crowd(30);
    for (int i = 0; i < 2; i++) {
      press.relay.reply(550, "5.7.1", "Message rejected due to policy: blocked");
    }
    press.relay.reply(451, "4.3.0", "Your host is on a blocklist");
    press.relay.reply(451, "4.7.1", "Greylisted, please try again later");
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.deliveries.braked(edition.id()).isPresent());
    assertThat(press.deliveries.braked(edition.id()).orElseThrow().reason())
        .startsWith("3 of ")
        .endsWith("were blocked by policy; the limit is 10.0 %");
  }

  @Test
  void whatIsPutOffForOurSetUpCountsOnce() {
    Press press = open(TWENTY, CanaryConfig.NONE);
    press.crowd(20);
    refuse(press, 4);
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.count("state = 3", edition.id()) == 16);
    await().atMost(LONG).until(() -> press.count("state = 2", edition.id()) == 4);
    refuse(press, 4);
    press.clock.advance(Duration.ofMinutes(2));
    await().atMost(LONG).until(() -> press.count("state = 2 AND attempts = 2", edition.id()) == 4);

    press.deliveries.tick();

    assertThat(press.state(edition)).isEqualTo(EditionState.SENDING);
  }

  private static void refuse(Press press, int mails) {
    for (int i = 0; i < mails; i++) {
      press.relay.reply(550, "5.7.26", "The sender is unauthenticated");
    }
  }

  @Test
  void complaintsOfItsReadersStopIt() {
    Press press = open(TWENTY, CanaryConfig.NONE);
    press.crowd(25);
    press.reader("later@reader.example", 12, "Europe/London");
    SubscriberId elsewhere = press.reader("elsewhere@reader.example", 13, "Europe/London");
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.account(edition).sent() == 25);
    press.clock.advance(Duration.ofSeconds(1));
    complain(press, elsewhere);
    complain(press, reader(press, "reader3@reader.example"));
    complainOfAnother(press, reader(press, "reader5@reader.example"));
    press.deliveries.tick();
    assertThat(press.state(edition)).as("one, of who got it").isEqualTo(EditionState.SENDING);

    complain(press, reader(press, "reader7@reader.example"));
    press.deliveries.tick();

    assertThat(press.state(edition)).isEqualTo(EditionState.STOPPED);
    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    press.clock.set(Instant.parse("2026-06-10T11:00:00Z"));
    await().atMost(LONG).until(() -> press.account(edition).closed());
    assertThat(press.account(edition).sent()).isEqualTo(26);
  }

  @Test
  void aRingThatComesBackKeepsTheOthersFromTheirTurn() {
    Press press =
        open(
            new BrakeConfig(400, 5, 10, 25, 0.3),
            new CanaryConfig(List.of(), List.of(), Duration.ofMinutes(10)));
    press.crowd(600);
    bounce(press, 40);
    Edition edition = press.send();
    long ring = press.count("priority = 3", edition.id());
    press.start(3);
    await().atMost(LONG).until(() -> press.deliveries.braked(edition.id()).isPresent());

    assertThat(press.account(edition).waiting()).isEqualTo(600 - ring);
    press.clock.advance(Duration.ofMinutes(20));
    press.deliveries.tick();
    assertThat(press.deliveries.canary(edition.id())).isInstanceOf(CanaryPhase.Watched.class);
    assertThat(press.relay.handed()).hasSize((int) ring);
  }

  @Test
  void whoStoppedItByHandHasEverythingCountedAnewToo() {
    Press press = open(TWENTY, CanaryConfig.NONE);
    press.crowd(60);
    press.crowd("later", 10, 8);
    for (int i = 0; i < 57; i++) {
      press.relay.next(new TransmissionOutcome.Accepted(new RelayReply(250, "2.0.0", "Taken")));
    }
    bounce(press, 3);
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 10);
    press.engine.editions().stop(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    bounce(press, 1);
    press.clock.set(Instant.parse("2026-06-10T07:00:00Z"));
    await().atMost(LONG).until(() -> press.account(edition).closed());
    assertThat(press.account(edition).sent()).isEqualTo(66);
    await().atMost(LONG).until(() -> press.state(edition) != EditionState.SENDING);
    assertThat(press.state(edition)).isEqualTo(EditionState.SENT);
  }

  @Test
  void whoStillSawItBeingSentLeavesTheBrakeAlone() {
    Press press = open(TWENTY, CanaryConfig.NONE);
    press.crowd(60);
    OpenEdition before = now(press, press.send());
    press.answered(before.id());
    press.deliveries.tick();

    assertThat(brake(press).run(before)).isZero();

    assertThat(press.deliveries.braked(before.id())).isPresent();
    assertThat(press.alarms()).containsExactly("brake:" + before.id());
  }

  @Test
  void aSecondStopIsToldByEveryNode() {
    Press press = open(TWENTY, CanaryConfig.NONE);
    press.crowd(60);
    Edition edition = press.send();
    Brake other = brake(press);
    press.answered(edition.id());
    press.deliveries.tick();
    other.run(now(press, edition));
    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    other.run(now(press, edition));
    assertThat(press.alarms()).isEmpty();

    press.answered(edition.id());
    press.deliveries.tick();
    // As if the node that stopped it had died before it could tell.
    press.engine.alarms().resolve("brake:" + edition.id());
    other.run(now(press, edition));

    assertThat(press.alarms()).containsExactly("brake:" + edition.id());
  }

  private static OpenEdition now(Press press, Edition edition) {
    return OpenEdition.find(press.with, edition.id()).orElseThrow();
  }

  private static void bounce(Press press, int mails) {
    for (int i = 0; i < mails; i++) {
      press.relay.reply(550, "5.1.1", "No such user here");
    }
  }

  /// Exactly so many transmissions end; the next one waits for its answer.
  private static void letPass(Press press, int mails) {
    press.relay.pass(mails);
    await()
        .atMost(LONG)
        .until(() -> press.number("SELECT coalesce(sum(answered), 0) FROM pulse") == mails);
  }

  private static void complain(Press press, SubscriberId reader) {
    press
        .database()
        .useTransaction(handle ->
            press
                .with
                .subscribers()
                .suppress(
                    handle, reader, SuppressionReason.COMPLAINT, "test", press.clock.instant()));
  }

  private static void complainOfAnother(Press press, SubscriberId reader) {
    press
        .database()
        .useTransaction(handle ->
            handle.execute(
                "INSERT INTO consent_record (subscriber_id, newsletter_id, event, detail, method,"
                    + " at, locale) VALUES (?, ?, 'suppressed', 'complaint', 'test', ?, 'en')",
                reader.value(),
                press.newsletter.id().value() + 1,
                press.clock.instant()));
  }

  private static SubscriberId reader(Press press, String address) {
    return press.engine.subscribers().byAddress(EmailAddress.of(address)).orElseThrow();
  }
}
