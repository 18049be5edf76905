package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.paperround.edition.ranking.FrontPage.Diversity;
import org.paperround.edition.ranking.Weights;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.config.Settings;

/// The portal's weights as they are configured.
class RankingConfigTest {
  @Test
  void withoutAnyKeyAFreshInstallationsWeightsHold() {
    assertThat(read(Map.of())).isEqualTo(RankingConfig.STANDARD);
  }

  @Test
  void everyWeightCanBeSet() {
    Map<String, String> keys =
        Map.ofEntries(
            Map.entry("ranking.half-life", "6h"),
            Map.entry("ranking.momentum-window", "90m"),
            Map.entry("ranking.momentum", "0.5"),
            Map.entry("ranking.sections", "Politics = 1.2, sport=0.8, a=b=2"),
            Map.entry("ranking.breaking", "2"),
            Map.entry("ranking.earlier", "-1"),
            Map.entry("ranking.clicks", "0"),
            Map.entry("ranking.least-exposures", "1000"),
            Map.entry("ranking.prior-clicks", "10"),
            Map.entry("ranking.prior-exposures", "400"),
            Map.entry("ranking.front-page-per-section", "3"),
            Map.entry("ranking.front-page-per-owner", "1"));

    assertThat(read(keys))
        .isEqualTo(
            new RankingConfig(
                new Weights(
                    Duration.ofHours(6),
                    Duration.ofMinutes(90),
                    0.5,
                    Map.of("politics", 1.2, "sport", 0.8, "a=b", 2.0),
                    2,
                    -1,
                    0,
                    1000,
                    10,
                    400),
                new Diversity(3, 1)));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    Map<String, String> keys =
        Map.ofEntries(
            Map.entry("ranking.half-life", "0s"),
            Map.entry("ranking.momentum-window", "soon"),
            Map.entry("ranking.momentum", "-1"),
            Map.entry("ranking.sections", "sport, =2, uk=0, arts=Infinity, UK=1, uk=2"),
            Map.entry("ranking.breaking", "0,5"),
            Map.entry("ranking.earlier", "2"),
            Map.entry("ranking.clicks", "NaN"),
            Map.entry("ranking.least-exposures", "-1"),
            Map.entry("ranking.prior-clicks", "500"),
            Map.entry("ranking.front-page-per-section", "0"),
            Map.entry("ranking.front-page-per-owners", "1"));

    assertThatThrownBy(() -> read(keys))
        .isInstanceOf(ConfigurationException.class)
        .extracting(e -> e.getMessage().lines().skip(1).map(line -> line.substring(4)).toList())
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .containsExactlyInAnyOrder(
            "ranking.half-life must be between 1m and 30d",
            "ranking.momentum-window cannot be read: it must be a duration such as 15s,"
                + " 10m or 2h",
            "ranking.momentum is -1.0: it must be between 0.0 and 10.0",
            section("sport"),
            section("=2"),
            section("uk=0"),
            section("arts=Infinity"),
            "ranking.sections weighs uk twice: keep one of them",
            "ranking.breaking cannot be read: it must be a number such as 0.5",
            "ranking.earlier is 2.0: it must be between -10.0 and 0.0",
            "ranking.clicks is NaN: it must be between 0.0 and 10.0",
            "ranking.least-exposures is -1: it must be between 0 and 2147483647",
            "ranking.prior-clicks must be less than ranking.prior-exposures",
            "ranking.front-page-per-section is 0: it must be between 1 and 1000",
            "unknown key ranking.front-page-per-owners: did you mean"
                + " ranking.front-page-per-owner?");
  }

  private static String section(String pair) {
    return "ranking.sections has \""
        + pair
        + "\": write SECTION=WEIGHT, such as politics=1.2, the weight between 0.01 and 100";
  }

  private static RankingConfig read(Map<String, String> keys) {
    Settings settings = new Settings(keys, Map.of());
    RankingConfig config = RankingConfig.read(settings);
    settings.finish();
    return config;
  }
}
