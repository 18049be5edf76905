package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paperround.mail.Bucket;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.config.Settings;

/// The pure parts of the throttles: what is read, shared, saved up and split.
class ThrottleRulesTest {
  private static final Instant NOW = Instant.parse("2026-06-10T05:00:00Z");

  @Test
  void withoutSettingsOnlyOurPresetsHold() {
    ThrottleConfig config = read(Map.of());
    assertThat(config.limits("gmail")).isEqualTo(new Limits(Limits.NO_RATE, 10, Limits.NO_COUNT));
    assertThat(config.limits("other")).isEqualTo(Limits.NONE);
    assertThat(config.limits(ThrottleConfig.TOTAL)).isEqualTo(Limits.NONE);
    assertThat(config.warmUp()).isEqualTo(WarmUp.NONE);
  }

  @Test
  void anOperatorSetsLimitsByName() {
    ThrottleConfig config =
        read(
            Map.of(
                "throttle.groups", "schools A.example b.example, firms c.example",
                "throttle.rates", "total 100, schools 2.5, gmail 20",
                "throttle.at-once", "gmail 0, schools 1",
                "throttle.per-connection", "total 50",
                "throttle.warm-up", "200,500",
                "throttle.warm-up-start", "2026-06-10"));
    assertThat(config.own())
        .isEqualTo(
            Map.of("schools", List.of("a.example", "b.example"), "firms", List.of("c.example")));
    assertThat(config.limits("schools")).isEqualTo(new Limits(2.5, 1, Limits.NO_COUNT));
    assertThat(config.limits("gmail")).isEqualTo(new Limits(20, Limits.NO_COUNT, Limits.NO_COUNT));
    assertThat(config.limits("total")).isEqualTo(new Limits(100, Limits.NO_COUNT, 50));
    assertThat(config.warmUp())
        .isEqualTo(new WarmUp(LocalDate.parse("2026-06-10"), List.of(200, 500)));
  }

  @Test
  void whatCannotBeReadIsSaidWithWhatWouldBeRight() {
    assertThatThrownBy(() ->
            read(
                Map.of(
                    "throttle.groups", "gmail x.example",
                    "throttle.rates", "nobody 5",
                    "throttle.at-once", "gmail many",
                    "throttle.warm-up", "200")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("throttle.groups has 'gmail x.example'")
        .hasMessageContaining("throttle.rates has 'nobody 5'")
        .hasMessageContaining("throttle.at-once has 'gmail many'")
        .hasMessageContaining("throttle.warm-up-start go together");
  }

  @Test
  void theSharesOfAllNodesAreTheWhole() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      int nodes = 1 + random.nextInt(7);
      Limits whole = new Limits(random.nextDouble() * 100, random.nextInt(20), 30);
      List<Limits> shares =
          IntStream.range(0, nodes).mapToObj(rank -> whole.share(rank, nodes)).toList();
      assertThat(shares.stream().mapToInt(Limits::atOnce).sum()).isEqualTo(whole.atOnce());
      assertThat(shares.stream().mapToDouble(Limits::perSecond).sum())
          .isCloseTo(whole.perSecond(), org.assertj.core.data.Offset.offset(1e-9));
    }
    assertThat(Limits.NONE.share(2, 3)).isEqualTo(Limits.NONE);
  }

  @Test
  void aBucketNeverGivesMoreThanTheRateAndOneSecondSaved() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double rate = 0.2 + random.nextDouble() * 50;
      Bucket bucket = Bucket.full(rate, NOW);
      Instant at = NOW;
      long given = 0;
      for (int step = 0; step < 100; step++) {
        at = at.plusMillis(random.nextInt(900) - 20);
        bucket = bucket.at(at, rate);
        int mails = random.nextInt(bucket.mails() + 1);
        bucket = bucket.less(mails);
        given += mails;
      }
      double seconds = 100 * 0.9;
      assertThat((double) given).isLessThanOrEqualTo(Math.max(1, rate) + rate * seconds);
    }
    assertThat(Bucket.full(5, NOW).less(5).at(NOW.plusSeconds(100), 5).mails()).isEqualTo(5);
    assertThat(Bucket.full(5, NOW).less(3).at(NOW.minusSeconds(100), 5).mails()).isEqualTo(2);
  }

  @Test
  void whatAGroupCannotTakeGoesToTheOthers() {
    assertThat(Budget.split(Map.of(0, 1000, 1, 3, 2, 0), 100))
        .containsExactly(new Target.Part(0, 97), new Target.Part(1, 3));
    assertThat(Budget.split(Map.of(0, 1000, 1, 1000), 1)).containsExactly(new Target.Part(0, 1));
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      Map<Integer, Integer> rooms = new HashMap<>();
      IntStream.range(0, 1 + random.nextInt(6)).forEach(g -> rooms.put(g, random.nextInt(40)));
      int total = random.nextInt(120);
      List<Target.Part> parts = Budget.split(rooms, total);
      int wanted = rooms.values().stream().mapToInt(Integer::intValue).sum();
      assertThat(parts.stream().mapToInt(Target.Part::rows).sum())
          .isEqualTo(Math.min(total, wanted));
      assertThat(parts)
          .allSatisfy(
              part -> assertThat(part.rows()).isBetween(1, rooms.getOrDefault(part.group(), 0)));
    }
  }

  @Test
  void aPlanCountsItsDaysFromTheStart() {
    WarmUp plan = new WarmUp(LocalDate.parse("2026-06-10"), List.of(200, 500));
    assertThat(plan.most(LocalDate.parse("2026-06-01"))).isEqualTo(OptionalInt.of(200));
    assertThat(plan.most(LocalDate.parse("2026-06-10"))).isEqualTo(OptionalInt.of(200));
    assertThat(plan.most(LocalDate.parse("2026-06-11"))).isEqualTo(OptionalInt.of(500));
    assertThat(plan.most(LocalDate.parse("2026-06-12"))).isEmpty();
    assertThat(WarmUp.NONE.most(LocalDate.parse("2026-06-12"))).isEmpty();
  }

  @Test
  void noLimitedGroupHasEveryConnection() {
    ThrottleConfig config =
        new ThrottleConfig(
            Map.of("gmail", new Limits(Limits.NO_RATE, 10, Limits.NO_COUNT)),
            Map.of(),
            WarmUp.NONE);
    DomainGroups groups = DomainGroups.of(List.of(), config, Map.of(), NOW);
    ThrottleState state =
        ThrottleState.of(
            config, groups, Map.of(), new ThrottleState.Place(0, 1, 4), OptionalInt.empty(), NOW);
    assertThat(state.share(groups.of("gmail.com")).atOnce()).isEqualTo(3);
    assertThat(state.share(groups.of("reader.example"))).isEqualTo(Limits.NONE);
  }

  private static ThrottleConfig read(Map<String, String> values) {
    Settings settings = new Settings(values, Map.of());
    ThrottleConfig config = ThrottleConfig.read(settings);
    settings.finish();
    return config;
  }
}
