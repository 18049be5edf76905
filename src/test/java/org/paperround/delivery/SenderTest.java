package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.TestDatabase;

/// Promise 2 on a whole sending node: every reader of the audience is accounted for, whatever the
/// relay says and the database does.
class SenderTest {
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
  void everyReaderGetsOneDigestAndTheAccountCloses() {
    press.readers(60);
    Edition edition = press.send();
    press.start(3);

    awaitClosed(edition);

    assertThat(press.relay.recipients()).hasSize(60).doesNotHaveDuplicates();
    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 60, 60, 0, 0, 0, 0, 0, Map.of(), true));
    await()
        .atMost(LONG)
        .until(() ->
            press.engine.editions().find(edition.id()).orElseThrow().state() == EditionState.SENT);
    assertThat(press.engine.alarms().open()).isEmpty();
  }

  @Test
  void whatWasSentCanBeMadeAgainByteForByte() {
    SubscriberId reader = press.readers(1).getFirst();
    Edition edition = press.send();
    press.start(1);
    awaitClosed(edition);
    press.clock.advance(Duration.ofDays(40));

    DeliveryKey key = new DeliveryKey(reader, edition.id(), edition.date());
    byte[] again = press.deliveries.again(key).orElseThrow().message();

    assertThat(new String(again, StandardCharsets.UTF_8))
        .isEqualTo(press.relay.accepted().getFirst().text());
    assertThat(press.deliveries.view(key))
        .hasValueSatisfying(html -> assertThat(html).contains("<html"));
  }

  @Test
  void withoutARelayDeliveriesWaitAndSaySo() {
    press.readers(5);
    press.relay.down(true);
    Edition edition = press.send();
    press.start(2);
    await().atMost(LONG).until(() -> press.alarms().contains("relay-unavailable"));
    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 5, 0, 0, 0, 0, 0, 5, Map.of(), true));

    press.relay.down(false);

    awaitClosed(edition);
    assertThat(press.relay.recipients()).hasSize(5).doesNotHaveDuplicates();
    await().atMost(LONG).until(() -> press.alarms().isEmpty());
    assertThat(press.count("attempts <> 1", edition.id())).isZero();
  }

  @Test
  void whatOneRelayCannotTakeTheOtherSends() {
    press.readers(40);
    press.relay.out("a");
    Edition edition = press.send();
    press.start(
        4, Press.CONFIG, List.of(RelayFixture.named("a", 9, 4), RelayFixture.named("b", 1, 4)));

    awaitClosed(edition);
    assertThat(press.relay.recipients()).hasSize(40).doesNotHaveDuplicates();
    await().atMost(LONG).until(() -> press.alarms().equals(List.of("relay-out:a")));
  }

  @Test
  void whoLeavesWhileTheRelayIsAwayGetsNothingWhenItIsBack() {
    List<SubscriberId> readers = press.readers(3);
    press.relay.down(true);
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.alarms().contains("relay-unavailable"));
    press.unsubscribe(readers.getFirst());

    press.relay.down(false);

    awaitClosed(edition);
    assertThat(press.relay.recipients()).hasSize(2);
    assertThat(press.row(edition, readers.getFirst()))
        .isEqualTo(Ending.of(LedgerReason.UNSUBSCRIBED));
  }

  @Test
  void aTemporaryRefusalIsTriedAgainLater() {
    SubscriberId reader = press.readers(1).getFirst();
    press.relay.reply(451, "4.3.0", "Try later");
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.row(edition, reader).state() == DeliveryState.DEFERRED);
    assertThat(press.count("cards IS NULL AND attempts = 1", edition.id())).isEqualTo(1);

    press.clock.advance(Duration.ofMinutes(2));

    awaitClosed(edition);
    assertThat(press.relay.handed()).hasSize(2);
    assertThat(press.account(edition).sent()).isEqualTo(1);
  }

  @Test
  void anUnknownOutcomeIsSentAgainWithTheSameMessageId() {
    press.readers(1);
    press.relay.next(new TransmissionOutcome.Unknown("connection lost"));
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.count("state = 2", edition.id()) == 1);
    assertThat(press.count("cards IS NOT NULL", edition.id())).isEqualTo(1);

    press.clock.advance(Duration.ofMinutes(2));

    awaitClosed(edition);
    List<String> ids = press.relay.handed().stream().map(FakeRelay.Mail::messageId).toList();
    assertThat(ids).hasSize(2);
    assertThat(ids.getFirst()).isEqualTo(ids.getLast());
  }

  @Test
  void aMailboxThatDoesNotExistIsSuppressedAtOnce() {
    SubscriberId reader = press.readers(1).getFirst();
    press.relay.reply(550, "5.1.1", "No such user here");
    Edition edition = press.send();
    press.start(1);
    awaitClosed(edition);

    assertThat(press.row(edition, reader)).isEqualTo(Ending.of(LedgerReason.NO_SUCH_MAILBOX));
    assertThat(press.account(edition).reasons()).isEqualTo(Map.of("failed.no-such-mailbox", 1L));
    assertThat(recipient(reader).suppression()).isEqualTo(SuppressionReason.HARD_BOUNCE);
  }

  @Test
  void aPolicyBlockIsAnAlarmAndNeverSuppresses() {
    SubscriberId reader = press.readers(1).getFirst();
    press.relay.reply(550, "5.7.1", "Message rejected due to policy: blocked");
    Edition edition = press.send();
    press.start(1);
    awaitClosed(edition);

    assertThat(press.row(edition, reader)).isEqualTo(Ending.of(LedgerReason.BLOCKED));
    assertThat(recipient(reader).suppression()).isNull();
    await().atMost(LONG).until(() -> press.alarms().contains("relay-blocks"));
  }

  @Test
  void aLostDatabaseStopsTheWorkAndItResumes() {
    press.readers(150);
    Edition edition = press.send();
    press.start(3);
    for (int loss = 1; loss <= 3; loss++) {
      int seen = loss * 20;
      await().atMost(LONG).until(() -> press.relay.accepted().size() >= seen);
      loseConnections();
    }

    awaitClosed(edition);

    assertThat(press.relay.recipients()).hasSize(150).doesNotHaveDuplicates();
    assertThat(press.account(edition).sent()).isEqualTo(150);
  }

  @Test
  void stoppingGivesBackWhatWasNotSent() {
    press.readers(80);
    Edition edition = press.send();
    Sender sender = press.start(2);
    await().atMost(LONG).until(() -> press.relay.accepted().size() >= 10);
    sender.close();

    assertThat(press.count("state = 1", edition.id())).isZero();
    assertThat(press.account(edition).sent()).isEqualTo(press.relay.accepted().size());
    assertThat(press.account(edition).closes()).isTrue();
    press.start(2);
    awaitClosed(edition);
    assertThat(press.relay.recipients()).hasSize(80).doesNotHaveDuplicates();
  }

  @Test
  void aStopEndsAllConnectionsAtOnceThoughEachIsSlowToEnd() {
    press.readers(80);
    press.send();
    CountDownLatch opened = new CountDownLatch(3);
    CountDownLatch ending = new CountDownLatch(3);
    AtomicInteger alone = new AtomicInteger();
    press.relay.hold();
    Sender sender =
        press.start(
            3,
            Press.CONFIG,
            relay -> {
              RelayConnection sound = press.relay.connect(relay);
              opened.countDown();
              return new SlowToEnd(sound, ending, alone);
            });
    await().atMost(LONG).until(() -> opened.getCount() == 0);
    press.relay.release();
    sender.close();

    assertThat(ending.getCount()).isZero();
    assertThat(alone).hasValue(0);
  }

  @Test
  void aStoryRetractedDuringTheRunIsInNoLaterMail() {
    press.readers(40);
    Edition edition = press.send();
    StoryId story = press.engine.editions().pool(edition.id()).frontPage().getFirst().story();
    String headline =
        press.engine.editions().pool(edition.id()).frontPage().getFirst().content().headline();
    press.relay.hold();
    press.start(1);
    await().atMost(LONG).until(() -> press.relay.handed().size() == 1);
    press.engine.editions().retract(edition.id(), story, org.paperround.edition.StaffActor.CLI);
    // The queue's claims are of the old revision and go back; one mail is on the wire.
    await().atMost(LONG).until(() -> press.count("revision < 3 AND state = 1", edition.id()) == 1);
    press.relay.release();
    awaitClosed(edition);

    List<FakeRelay.Mail> mails = press.relay.accepted();
    assertThat(mails).hasSize(40);
    assertThat(mails.getFirst().text()).contains(headline);
    assertThat(mails.subList(1, 40)).noneMatch(mail -> mail.text().contains(headline));
  }

  @Test
  void anErrorOnTheWayGivesTheClaimBack() {
    press.readers(6);
    Edition edition = press.send();
    AtomicBoolean connecting = new AtomicBoolean(true);
    AtomicBoolean sending = new AtomicBoolean(true);
    press.start(
        1,
        Press.CONFIG,
        relay -> {
          if (connecting.getAndSet(false)) {
            throw new NoClassDefFoundError("made up by the test");
          }
          return new Overflowing(press.relay.connect(relay), sending);
        });

    await()
        .atMost(LONG)
        .until(() -> {
          press.clock.advance(Duration.ofSeconds(5));
          return press.account(edition).closed();
        });
    assertThat(press.relay.recipients()).hasSize(6).doesNotHaveDuplicates();
    // Nobody knows how far it had got: a second try, with the same Message-ID.
    assertThat(press.count("attempts = 2", edition.id())).isEqualTo(1);
  }

  /// Does as another connection does.
  private interface Passing extends RelayConnection {
    RelayConnection sound();

    @Override
    default void prepare(Envelope envelope, byte[] message, int length) {
      sound().prepare(envelope, message, length);
    }

    @Override
    default boolean pipelines() {
      return sound().pipelines();
    }

    @Override
    default TransmissionOutcome send() {
      return sound().send();
    }

    @Override
    default boolean usable() {
      return sound().usable();
    }

    @Override
    default void close() {
      sound().close();
    }
  }

  /// Fails in the middle of the first mail that is handed over.
  private record Overflowing(RelayConnection sound, AtomicBoolean first) implements Passing {
    @Override
    public TransmissionOutcome send() {
      if (first.getAndSet(false)) {
        throw new StackOverflowError("made up by the test");
      }
      return sound.send();
    }
  }

  /// Ends when the others do, and counts those that had to do so alone.
  private record SlowToEnd(RelayConnection sound, CountDownLatch ending, AtomicInteger alone)
      implements Passing {
    @Override
    public void close() {
      ending.countDown();
      try {
        if (!ending.await(5, TimeUnit.SECONDS)) {
          alone.incrementAndGet();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      sound.close();
    }
  }

  private void awaitClosed(Edition edition) {
    await()
        .atMost(LONG)
        // the looker-on loses its connections, too
        .ignoreExceptions()
        .until(() -> press.account(edition).closed());
  }

  private Recipient recipient(SubscriberId reader) {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            press.with.subscribers().recipients(handle, press.newsletter.id(), List.of(reader)))
        .values()
        .iterator()
        .next();
  }

  /// Ends every session of the engine, as a restart of PostgreSQL would.
  private void loseConnections() {
    database
        .get()
        .useTransaction(handle ->
            handle
                .createQuery(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                .mapTo(Long.class)
                .one());
  }
}
