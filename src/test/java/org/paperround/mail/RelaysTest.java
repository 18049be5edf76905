package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.TransmissionOutcome.Accepted;
import org.paperround.mail.TransmissionOutcome.Deferred;
import org.paperround.mail.TransmissionOutcome.Refused;
import org.paperround.platform.alarm.Alarms;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

/// Several relays: shares, failing over, alarms that end by themselves.
class RelaysTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Envelope ENVELOPE =
      new Envelope(EmailAddress.of("b@x.example"), EmailAddress.of("ada@y.example"));
  private static final Refused TOO_LARGE = new Refused(new RelayReply(552, "5.3.4", "too large"));
  private static final List<RelayConfig> THREE =
      List.of(
          RelayFixture.named("a", 3, 30),
          RelayFixture.named("b", 1, 30),
          RelayFixture.named("spare", 0, 2));

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final Set<String> narrow = ConcurrentHashMap.newKeySet();
  private final Set<String> goodbye = ConcurrentHashMap.newKeySet();
  private final List<String> connected = new ArrayList<>();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T06:00:00Z"));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Alarms alarms;

  @BeforeEach
  void open() {
    alarms = new Alarms(database.get().jdbi(), clock, meters);
  }

  @Test
  void connectionsAreSharedByWeight() throws Exception {
    Relays relays = relays(THREE);
    for (int i = 0; i < 8; i++) {
      assertThat(send(relays.connect())).isInstanceOf(Accepted.class);
    }
    assertThat(connected).containsExactly("a", "a", "b", "a", "a", "a", "b", "a");
    assertThat(meters.get("paperround.relay.connections").tag("relay", "b").gauge().value())
        .isEqualTo(2);
  }

  @Test
  void whatOneCannotTakeGoesToTheOthersAndItComesBack() throws Exception {
    Relays relays = relays(THREE);
    down.add("a");
    for (int i = 0; i < 4; i++) {
      send(relays.connect());
    }
    assertThat(connected).containsExactly("b", "b", "b", "b");
    relays.tick();
    assertThat(causes()).containsExactly("relay-out:a");
    assertThat(relays.available()).isTrue();
    assertThat(relays.standings())
        .extracting(standing -> standing.out().isPresent())
        .containsExactly(true, false, false);

    down.clear();
    await()
        .atMost(LONG)
        .until(() -> {
          relays.tick();
          send(relays.connect());
          return connected.contains("a");
        });
    relays.tick();
    assertThat(causes()).isEmpty();
  }

  @Test
  void theSpareIsUsedOnlyWhenNoOtherCanBeHad() throws Exception {
    Relays relays = relays(THREE);
    down.addAll(Set.of("a", "b"));
    RelayConnection first = relays.connect();
    send(first);
    send(relays.connect());
    assertThat(connected).containsExactly("spare", "spare");
    assertThatThrownBy(relays::connect)
        .isInstanceOf(RelayUnavailableException.class)
        .hasMessage("No relay takes one more connection just now");
    first.close();
    first.close();
    send(relays.connect());
    assertThatThrownBy(relays::connect).isInstanceOf(RelayUnavailableException.class);
    send(relays.connectBeside(Duration.ofMinutes(1)));
    assertThat(connected).containsExactly("spare", "spare", "spare", "spare");
    relays.tick();
    assertThat(causes()).containsExactly("relay-out:a", "relay-out:b");
  }

  @Test
  void onlyWhenNoneCanBeHadEverythingWaits() throws Exception {
    Relays relays = relays(THREE);
    down.addAll(Set.of("a", "b", "spare"));
    assertThatThrownBy(relays::connect)
        .isInstanceOf(RelayUnavailableException.class)
        .hasMessage("refused by spare");
    assertThat(relays.available()).isFalse();
    relays.tick();
    assertThat(causes())
        .containsExactly("relay-out:a", "relay-out:b", "relay-out:spare", "relay-unavailable");

    down.remove("b");
    await()
        .atMost(LONG)
        .until(() -> {
          relays.tick();
          return relays.available();
        });
    send(relays.connect());
    relays.tick();
    assertThat(connected).contains("b").doesNotContain("a", "spare");
    assertThat(causes()).containsExactly("relay-out:a", "relay-out:spare");
  }

  @Test
  void aRelayThatEndsSessionAfterSessionIsLeftOut() throws Exception {
    Relays relays = relays(THREE.subList(0, 2));
    goodbye.add("a");
    for (int i = 0; i < 12; i++) {
      send(relays.connect());
    }
    assertThat(connected.subList(7, 12)).containsOnly("b");
    relays.tick();
    assertThat(alarms.open())
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.cause()).isEqualTo("relay-out:a");
          assertThat(alarm.text()).contains("It ended a session: 421 closing");
        });
  }

  /// It answers its probes, so only mails show that it is of no use: one of them does, each time.
  @Test
  void aRelayThatOnlyGreetsIsTriedWithOneMailAtATime() throws Exception {
    Relays relays = relays(THREE.subList(0, 1));
    goodbye.add("a");
    for (int i = 0; i < 5; i++) {
      send(relays.connect());
    }
    assertThat(relays.available()).isFalse();
    relays.tick();
    await()
        .atMost(LONG)
        .until(() -> {
          relays.tick();
          return relays.available();
        });
    assertThat(causes()).containsExactly("relay-unavailable");
    send(relays.connect());
    assertThat(relays.available()).isFalse();
    relays.tick();
    assertThat(alarms.open())
        .singleElement()
        .extracting(Alarms.OpenAlarm::occurrences)
        .isEqualTo(2);
  }

  @Test
  void anAlarmOfAnEarlierRunEndsWhenItsRelayAnswersOrIsGone() throws Exception {
    alarms.raise("relay-out:a", "an earlier run");
    alarms.raise("relay-out:b", "an earlier run");
    alarms.raise("relay-out:sold", "an earlier run");
    down.add("b");
    Relays relays = relays(THREE);
    relays.tick();
    assertThat(causes()).containsExactly("relay-out:a", "relay-out:b");
    send(relays.connect());
    relays.tick();
    assertThat(causes()).containsExactly("relay-out:b");
    assertThat(connected).containsOnly("a");
  }

  @Test
  void aRelayAtItsRateIsPassedOverUntilMoreMayGo() throws Exception {
    Relays relays =
        relays(
            List.of(
                RelayFixture.given(RelayFixture.named("a", 1, 30), 2, 30),
                RelayFixture.named("b", 1, 30)));
    assertThat(relays.room()).isEqualTo(Integer.MAX_VALUE);
    RelayLine first = relays.connect();
    assertThat(first.take()).isTrue();
    assertThat(first.take()).isTrue();
    assertThat(first.take()).isFalse();
    assertThat(first.spared()).as("the only connection there is").isTrue();
    relays.connect();
    assertThat(first.spared()).as("the last of its relay").isFalse();
    send(relays.connect());
    send(relays.connect());
    assertThat(connected).containsExactly("b", "b");

    clock.advance(Duration.ofMillis(500));
    send(relays.connect());
    send(relays.connect());
    assertThat(connected).containsOnlyOnce("a");
  }

  @Test
  void aShareThatShrinksEndsConnections() throws Exception {
    Relays relays = relays(THREE.subList(0, 1));
    List<RelayLine> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lines.add(relays.connect());
    }
    relays.share(Map.of("a", new RelayQuota(RelayQuota.NONE.perSecond(), 1)));
    assertThat(lines).extracting(RelayLine::usable).containsExactly(false, false, false, true);
    assertThatThrownBy(relays::connect).isInstanceOf(RelayUnavailableException.class);
    lines.forEach(RelayLine::close);
    assertThat(relays.connect().usable()).isTrue();
    relays.share(Map.of("a", new RelayQuota(RelayQuota.NONE.perSecond(), 0)));
    assertThat(relays.available()).isFalse();
    relays.tick();
    assertThat(causes()).isEmpty();
  }

  @Test
  void whatOneRelayCannotTakeAnotherIsGiven() throws Exception {
    Relays relays = relays(THREE);
    narrow.add("a");
    RelayLine line = relays.connect();
    assertThat(send(line)).isInstanceOf(Accepted.class);
    assertThat(line.relay()).isEqualTo("b");
    assertThat(connected).containsExactly("b");
    assertThat(meters.get("paperround.relay.connections").tag("relay", "b").gauge().value())
        .isZero();

    narrow.add("b");
    down.add("spare");
    assertThat(send(line))
        .isEqualTo(
            new Deferred(
                new RelayReply(451, "4.3.0", "no relay that takes such a mail is there now")));
    down.clear();
    narrow.add("spare");
    assertThat(send(relays(THREE).connect())).isEqualTo(TOO_LARGE);
    assertThat(connected).containsExactly("b");
  }

  /// A relay on trial is well when it answers a mail, not when it is not even asked.
  @Test
  void aMailThatIsNotEvenOfferedSaysNothingOfItsRelay() throws Exception {
    Relays relays = relays(THREE.subList(0, 1));
    down.add("a");
    assertThatThrownBy(relays::connect).isInstanceOf(RelayUnavailableException.class);
    relays.tick();
    down.clear();
    await()
        .atMost(LONG)
        .until(() -> {
          relays.tick();
          return relays.available();
        });
    narrow.add("a");
    RelayLine line = relays.connect();
    assertThat(send(line)).isEqualTo(TOO_LARGE);
    relays.tick();
    assertThat(causes()).containsExactly("relay-unavailable");
    narrow.clear();
    send(line);
    relays.tick();
    assertThat(causes()).isEmpty();
  }

  private Relays relays(List<RelayConfig> configs) {
    return new Relays(configs, this::connect, alarms, meters, clock);
  }

  private RelayConnection connect(RelayConfig relay) throws RelayUnavailableException {
    if (down.contains(relay.name())) {
      throw new RelayUnavailableException("refused by " + relay.name());
    }
    return new Fake(relay.name());
  }

  private static TransmissionOutcome send(RelayConnection connection) {
    return connection.send(ENVELOPE, new byte[0], 0);
  }

  private Set<String> causes() {
    Set<String> causes = new TreeSet<>();
    alarms.open().forEach(alarm -> causes.add(alarm.cause()));
    return causes;
  }

  /// A session that takes everything, or says goodbye to everything.
  private final class Fake implements RelayConnection {
    private final String name;
    private boolean usable = true;

    Fake(String name) {
      this.name = name;
    }

    @Override
    public boolean cannotTake(Envelope envelope, int length) {
      return narrow.contains(name);
    }

    @Override
    public void prepare(Envelope envelope, byte[] message, int length) {}

    @Override
    public boolean pipelines() {
      return false;
    }

    @Override
    public TransmissionOutcome send() {
      if (narrow.contains(name)) {
        return TOO_LARGE;
      }
      connected.add(name);
      usable = !goodbye.contains(name);
      return usable
          ? new Accepted(new RelayReply(250, null, "Ok"))
          : new Deferred(new RelayReply(421, null, "closing"));
    }

    @Override
    public boolean usable() {
      return usable;
    }

    @Override
    public void close() {
      usable = false;
    }
  }
}
