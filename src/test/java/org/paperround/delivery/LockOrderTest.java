package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.edition.Edition;
import org.paperround.mail.RelayReply;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.TestDatabase;

/// An erasure locks its reader, then what the ledger has of them. Whoever settles or judges a mail
/// goes the same way: else each would wait for the other.
class LockOrderTest {
  private static final RelayReply GONE = new RelayReply(550, "5.1.1", "no such user");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private SubscriberId reader;
  private Edition edition;
  private Claim claim;

  @BeforeEach
  void aMailUnderWay() {
    press = new Press(database.url());
    press.publish(6);
    reader = press.readers(1).getFirst();
    edition = press.send();
    claim = press.claim(edition, 1, press.node()).claims().getFirst();
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void aReturnedMailIsJudgedInTheOrderOfAnErasure() {
    DeliveryKey delivery = new DeliveryKey(reader, edition.id(), edition.date());

    besideAnErasure(() -> new Bounces(press.with).returned(delivery, GONE, null));
  }

  @Test
  void aRefusalIsSettledInTheOrderOfAnErasure() {
    Settler settler = new Settler(press.with, _ -> {}, _ -> {});
    settler.add(
        new Settlement.Transmitted(
            claim, new TransmissionOutcome.Refused(GONE), "relay", press.clock.instant()));

    besideAnErasure(() -> {
      try {
        settler.step(Duration.ZERO);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  /// What waits for the reader holds nothing that the erasure still needs.
  private void besideAnErasure(Runnable judging) {
    try (Handle erasure = press.database().jdbi().open()) {
      erasure.begin();
      erasure.execute("SELECT FROM subscriber WHERE id = ? FOR UPDATE", reader.value());
      CompletableFuture<Void> other = CompletableFuture.runAsync(judging);
      await().until(press::somebodyWaitsForALock);
      assertThatCode(() ->
              erasure.execute(
                  "SELECT FROM delivery WHERE subscriber_id = ? FOR UPDATE NOWAIT", reader.value()))
          .doesNotThrowAnyException();
      erasure.rollback();
      other.join();
    }
  }
}
