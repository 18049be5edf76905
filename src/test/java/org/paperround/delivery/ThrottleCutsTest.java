package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.Relays;
import org.paperround.platform.alarm.Alarms;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.TestDatabase;

/// What the database holds of the throttles: codes that stay, paces that all nodes see.
class ThrottleCutsTest {
  private static final int OTHER = DomainGroup.OTHER.code();

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private Instant now;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    now = press.clock.instant();
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void anOperatorsGroupKeepsItsCodeForGood() {
    Map<Integer, String> first = groups(own("schools", "firms")).names();
    assertThat(first).containsEntry(10, "firms").containsEntry(11, "schools");
    Map<Integer, String> second = groups(own("clubs", "schools")).names();
    assertThat(second)
        .containsEntry(10, "firms")
        .containsEntry(11, "schools")
        .containsEntry(12, "clubs");
  }

  @Test
  void aDomainHasItsCodeAgainAndFreesItWhenItIsOver() {
    cut(told("a.example"));
    assertThat(groups(ThrottleConfig.NONE).of("a.example")).isEqualTo(100);
    now = now.plus(Pace.QUIET);
    assertThat(groups(ThrottleConfig.NONE).of("a.example")).isEqualTo(OTHER);
    cut(told("b.example"));
    cut(told("a.example"));
    assertThat(groups(ThrottleConfig.NONE).byDomain())
        .containsEntry("a.example", 100)
        .containsEntry("b.example", 101);
  }

  @Test
  void manyDomainsInOneMomentSlowTheRestAsAWhole() {
    cut(told("a.example", "b.example", "c.example", "d.example"));
    assertThat(paces()).isEqualTo(Map.of(OTHER, new Pace(80, 40, now, null)));
  }

  @Test
  void whenAllPlacesAreTakenTheRestIsSlowedAsAWhole() {
    for (int i = 0; i < DomainGroups.DOMAIN_CODES; i++) {
      cut(told("d" + i + ".example"));
    }
    cut(told("one-more.example"));
    assertThat(paces()).hasSize(DomainGroups.DOMAIN_CODES + 1).containsKey(OTHER);

    now = now.plus(Pace.QUIET);
    cut(told("one-more.example"));
    assertThat(groups(ThrottleConfig.NONE).domains()).hasSize(1);
    assertThat(groups(ThrottleConfig.NONE).names()).containsValue("one-more.example");
  }

  @Test
  void rowsMoveToTheirDomainsGroupAndBack() {
    press.publish(6);
    SubscriberId slow = press.reader("s@slow.example", null, "Europe/London");
    press.readers(1);
    Edition edition = press.send();
    cut(told("slow.example"));

    assertThat(press.claim(edition, 10, press.node()).claims()).hasSize(1);
    assertThat(press.row(edition, slow)).isEqualTo(new Ending(DeliveryState.DUE, null));
    assertThat(press.count("domain_group = 100", edition.id())).isEqualTo(1);

    press.clock.advance(Pace.QUIET);
    press.start(1);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> press.relay.recipients().contains("s@slow.example"));
    assertThat(press.count("domain_group = 100", edition.id())).isZero();
  }

  @Test
  void aGroupThatStaysDownIsAnAlarmUntilItRises() {
    press
        .database()
        .useTransaction(handle ->
            handle
                .attach(ThrottleDao.class)
                .setPace(1, new Pace(100, 1, now, now.minus(Duration.ofMinutes(11)))));
    throttles().refresh(press.node(), 1);
    assertThat(press.engine.alarms().open())
        .extracting(Alarms.OpenAlarm::cause)
        .containsExactly("throttled-for-long:gmail");

    press.clock.advance(Duration.ofMinutes(2));
    throttles().refresh(press.node(), 1);
    assertThat(press.engine.alarms().open()).isEmpty();
  }

  private Throttles throttles() {
    Relays none =
        new Relays(List.of(), press.relay, press.engine.alarms(), press.with.meters(), press.clock);
    return new Throttles(press.with, Press.CONFIG, none);
  }

  private void cut(Set<Throttles.Told> told) {
    ThrottleCuts cuts = new ThrottleCuts(ThrottleConfig.NONE, new SimpleMeterRegistry());
    press.database().useTransaction(handle -> cuts.write(handle, told, Map.of(OTHER, 80.0), now));
  }

  private static Set<Throttles.Told> told(String... domains) {
    return List.of(domains).stream()
        .map(domain -> new Throttles.Told(OTHER, domain))
        .collect(Collectors.toSet());
  }

  private static ThrottleConfig own(String... names) {
    return new ThrottleConfig(
        Map.of(),
        IntStream.range(0, names.length)
            .boxed()
            .collect(Collectors.toMap(i -> names[i], i -> List.of(names[i] + ".example"))),
        WarmUp.NONE);
  }

  private DomainGroups groups(ThrottleConfig config) {
    return press.database().jdbi().withHandle(handle -> DomainGroups.read(handle, config, now));
  }

  private Map<Integer, Pace> paces() {
    return press
        .database()
        .jdbi()
        .withHandle(handle -> Throttles.paces(handle.attach(ThrottleDao.class)));
  }
}
