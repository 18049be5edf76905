package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.TransmissionOutcome.Accepted;
import org.paperround.mail.TransmissionOutcome.Deferred;
import org.paperround.platform.alarm.Alarms;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

/// Several relays: shares, failing over, alarms that end by themselves.
class RelaysTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Envelope ENVELOPE =
      new Envelope(EmailAddress.of("b@x.example"), EmailAddress.of("ada@y.example"));
  private static final List<RelayConfig> THREE =
      List.of(
          RelayFixture.named("a", 3, 30),
          RelayFixture.named("b", 1, 30),
          RelayFixture.named("spare", 0, 2));

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final Set<String> goodbye = ConcurrentHashMap.newKeySet();
  private final List<String> connected = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Alarms alarms;

  @BeforeEach
  void open() {
    alarms =
        new Alarms(
            database.get().jdbi(),
            new SettableClock(Instant.parse("2026-11-24T06:00:00Z")),
            meters);
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

  private Relays relays(List<RelayConfig> configs) {
    return new Relays(configs, this::connect, alarms, meters);
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
    public void prepare(Envelope envelope, byte[] message, int length) {}

    @Override
    public boolean pipelines() {
      return false;
    }

    @Override
    public TransmissionOutcome send() {
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
