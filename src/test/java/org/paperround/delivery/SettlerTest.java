package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.RelayReply;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.CuttingProxy;
import org.paperround.testing.TestDatabase;

/// What a kill can make unknown: no more than the ledger is behind the relay.
class SettlerTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void anOutcomeThatWaitsToBeSettledIsSeen() throws InterruptedException {
    try (Press press = new Press(database.url())) {
      press.publish(6);
      press.readers(1);
      Edition edition = press.send();
      Claim claim = press.claim(edition, 1, press.node()).claims().getFirst();
      Settler settler = new Settler(press.with, _ -> {}, _ -> {});
      assertThat(settler.caughtUp(Duration.ZERO)).isTrue();

      settler.add(press.accepted(claim));
      await().until(() -> !settler.caughtUp(Duration.ZERO));

      settler.step(Duration.ZERO);
      assertThat(settler.caughtUp(Duration.ZERO)).isTrue();
      assertThat(press.account(edition).closed()).isTrue();
    }
  }

  /// By these an operator finds the mail in the relay's own log.
  @Test
  void anAcceptanceIsKeptWithTheRelayAndTheBeginOfItsWords() throws InterruptedException {
    try (Press press = new Press(database.url())) {
      press.publish(6);
      SubscriberId reader = press.readers(1).getFirst();
      Edition edition = press.send();
      Claim claim = press.claim(edition, 1, press.node()).claims().getFirst();
      Settler settler = new Settler(press.with, _ -> {}, _ -> {});
      settler.add(
          new Settlement.Transmitted(
              claim,
              new TransmissionOutcome.Accepted(
                  new RelayReply(250, "2.0.0", "Ok: queued as 4f3K2x" + ".".repeat(400))),
              "ses",
              press.clock.instant()));
      settler.step(Duration.ZERO);

      ReaderMail.Said said =
          new ReaderLedger(press.with).mail(reader, edition, false).orElseThrow().said();
      assertThat(said)
          .isEqualTo(
              new ReaderMail.Said(
                  AttemptOutcome.ACCEPTED,
                  press.clock.instant(),
                  250,
                  "2.0.0",
                  "Ok: queued as 4f3K2x" + ".".repeat(80),
                  "ses"));
    }
  }

  /// No refusal comes of a mailbox that is full until the edition expires, five times in a row.
  @Test
  void whatIsPutOffUntilItExpiresIsJudgedByTheLastWords() throws InterruptedException {
    try (Press press = new Press(database.url())) {
      SubscriberId full = press.readers(2).getFirst();
      long node = press.node();
      Settler settler = new Settler(press.with, _ -> {}, _ -> {});
      for (int i = 0; i < 5; i++) {
        assertThat(suppressed(press)).isEmpty();
        press.publish(6);
        Edition edition = press.send();
        for (Claim claim : press.claim(edition, 2, node).claims()) {
          RelayReply words =
              claim.facts().key().subscriber().equals(full)
                  ? new RelayReply(452, "4.2.2", "mailbox full")
                  : new RelayReply(421, "4.4.2", "connection lost");
          settler.add(
              new Settlement.Transmitted(
                  claim, new TransmissionOutcome.Deferred(words), "relay", edition.expiresAt()));
        }
        while (settler.waiting() > 0) {
          settler.step(Duration.ZERO);
        }
        assertThat(
                press.count("state = 6 AND reason = " + LedgerReason.EXPIRED.code(), edition.id()))
            .isEqualTo(2);
        press.clock.advance(Duration.ofHours(84));
      }
      assertThat(suppressed(press)).containsExactly(full.value());
    }
  }

  @Test
  void oneOutcomeThatTheDatabaseRefusesDoesNotHoldUpTheOthersAndIsNotLost()
      throws InterruptedException {
    try (Press press = new Press(database.url())) {
      press.publish(6);
      long refused = press.readers(5).getFirst().value();
      Edition edition = press.send();
      Settler settler = new Settler(press.with, _ -> {}, _ -> {});
      press
          .claim(edition, 5, press.node())
          .claims()
          .forEach(claim -> settler.add(press.accepted(claim)));
      press.execute(
          "ALTER TABLE attempt ADD CONSTRAINT no CHECK (subscriber_id <> " + refused + ")");

      for (int i = 0; i < 60 && (settler.waiting() > 1 || press.alarms().isEmpty()); i++) {
        stepOrFail(settler);
      }

      assertThat(settler.caughtUp(Duration.ZERO)).as("others may be sent to").isTrue();
      assertThat(press.account(edition))
          .isEqualTo(new Account(edition.id(), 5, 4, 0, 0, 0, 0, 1, Map.of(), true));
      assertThat(press.alarms()).containsExactly("settle-refused:" + edition.id());
      assertThat(settler.drained(Duration.ZERO)).isFalse();

      press.clock.advance(Duration.ofMinutes(1));
      settler.step(Duration.ZERO);
      assertThat(press.account(edition).sent()).as("refused once more").isEqualTo(4);

      press.execute("ALTER TABLE attempt DROP CONSTRAINT no");
      press.clock.advance(Duration.ofMinutes(1));
      settler.step(Duration.ZERO);
      assertThat(press.account(edition).closed()).isTrue();
      assertThat(press.alarms()).isEmpty();
      assertThat(settler.drained(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void whereNothingCanBeWrittenEverythingWaits() throws InterruptedException {
    try (Press press = new Press(database.url())) {
      press.publish(6);
      press.readers(SetAside.MOST + 5);
      Edition edition = press.send();
      Settler settler = new Settler(press.with, _ -> {}, _ -> {});
      press
          .claim(edition, 100, press.node())
          .claims()
          .forEach(claim -> settler.add(press.accepted(claim)));
      press.execute("ALTER TABLE attempt ADD CONSTRAINT no CHECK (subscriber_id < 0) NOT VALID");

      for (int i = 0; i < 60; i++) {
        stepOrFail(settler);
      }
      await().until(() -> !settler.caughtUp(Duration.ZERO));

      press.execute("ALTER TABLE attempt DROP CONSTRAINT no");
      press.clock.advance(Duration.ofMinutes(1));
      while (settler.waiting() > 0) {
        settler.step(Duration.ZERO);
      }
      assertThat(press.account(edition).closed()).isTrue();
    }
  }

  /// Only the server knows that they were settled, in one statement and without a transaction.
  @Test
  void acceptedMailsWhoseSettlingWasNotAnsweredCountOnce() throws IOException {
    int port = URI.create(database.url().substring("jdbc:".length())).getPort();
    try (CuttingProxy proxy = new CuttingProxy(port);
        Press press = new Press(proxy.url(database.url()))) {
      press.publish(6);
      press.readers(2);
      Edition edition = press.send();
      Settler settler = new Settler(press.with, _ -> {}, _ -> {});
      press
          .claim(edition, 2, press.node())
          .claims()
          .forEach(claim -> settler.add(press.accepted(claim)));
      String settling = "INSERT INTO attempt";
      proxy.arm(new CuttingProxy.Cut(settling, settling, true));

      assertThatThrownBy(() -> settler.step(Duration.ZERO)).isInstanceOf(JdbiException.class);
      assertThat(settler.waiting()).isEqualTo(2);
      assertThat(database.number("SELECT count(*) FROM delivery WHERE state = 3")).isEqualTo(2);
      await()
          .ignoreExceptionsInstanceOf(JdbiException.class)
          .until(() -> settler.step(Duration.ZERO));

      assertThat(settler.waiting()).isZero();
      assertThat(database.number("SELECT count(*) FROM attempt")).isEqualTo(2);
      assertThat(database.number("SELECT sum(answered) FROM pulse")).isEqualTo(2);
      assertThat(press.account(edition).closed()).isTrue();
    }
  }

  /// As its loop does: a fault is logged, and the next step tries again.
  private static void stepOrFail(Settler settler) throws InterruptedException {
    try {
      settler.step(Duration.ZERO);
    } catch (JdbiException e) {
      assertThat(e).hasStackTraceContaining("violates check constraint");
    }
  }

  private static List<Long> suppressed(Press press) {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT s.id FROM suppression u JOIN subscriber s ON s.address_hash ="
                        + " u.address_hash WHERE u.reason = 'hard_bounce'")
                .mapTo(Long.class)
                .list());
  }

  /// Of a kill at this moment two copies might come, however long the ledger is away.
  @Test
  void nothingNewStartsWhileAnOutcomeWaitsToBeSettled() {
    try (Press press = new Press(database.url());
        Handle other = database.get().jdbi().open()) {
      press.publish(6);
      press.readers(10);
      press.relay.hold();
      Edition edition = press.send();
      press.start(1);
      await().until(() -> press.relay.handed().size() == 1);
      other.begin();
      other.execute("LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE");
      press.relay.pass(1);
      // One more may have started at once.
      await().during(Duration.ofMillis(100)).until(() -> press.relay.handed().size() <= 2);
      press.relay.pass(1);
      await().during(Duration.ofMillis(500)).until(() -> press.relay.handed().size() <= 2);
      other.rollback();
      press.relay.release();
      await().atMost(Duration.ofMinutes(1)).until(() -> press.account(edition).closed());
      assertThat(press.relay.recipients()).hasSize(10).doesNotHaveDuplicates();
    }
  }
}
