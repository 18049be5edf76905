package org.paperround.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.config.Settings;

/// An address that would fail only when the database does is refused before.
class DatabaseConfigTest {
  private static final String SEVERAL =
      "database.url names several hosts, and does not ask for the one that takes writes: add"
          + " targetServerType=primary, such as"
          + " jdbc:postgresql://db1,db2/paperround?targetServerType=primary";

  @Test
  void ofSeveralHostsThePrimaryIsAskedFor() {
    assertThat(problems("jdbc:postgresql://db1,db2/paperround")).containsExactly(SEVERAL);
    assertThat(problems("jdbc:postgresql://db1:5432,db2:5433/paperround?user=me"))
        .containsExactly(SEVERAL);
    assertThat(problems("jdbc:postgresql://db1,db2/paperround?targetServerType=preferPrimary"))
        .containsExactly(SEVERAL);
    assertThat(problems("jdbc:postgresql://db1,db2/paperround?user=me&targetServerType=primary"))
        .isEmpty();
  }

  @Test
  void aServerAloneIsWhatItIs() {
    assertThat(problems("jdbc:postgresql://db1/paperround?user=a,b")).isEmpty();
    assertThat(problems("jdbc:postgresql:paperround")).isEmpty();
  }

  @Test
  void anotherKindOfDatabaseIsRefused() {
    assertThat(problems("jdbc:mysql://db1,db2/paperround"))
        .containsExactly("database.url must begin with jdbc:postgresql:");
  }

  private static List<String> problems(String url) {
    Settings settings = new Settings(Map.of("database.url", url), Map.of());
    DatabaseConfig.read(settings);
    try {
      settings.finish();
      return List.of();
    } catch (ConfigurationException e) {
      return e.getMessage().lines().skip(1).map(line -> line.replace("  - ", "")).toList();
    }
  }
}
