package org.paperround.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.app.Paperround;
import org.paperround.testing.TestDatabase;

/// The schema builds from nothing, a second run changes nothing, and a step may take long.
class MigrationTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void migratingTwiceAppliesNothingTheSecondTime() {
    assertThat(database.get().migrate(Paperround.javaMigrations())).isEqualTo(List.of());
  }

  @Test
  void aMigrationMayTakeLongerThanAnAnswerUsuallyMay() {
    List<JavaMigration> migrations = new ArrayList<>(Paperround.javaMigrations());
    migrations.add(new V999__slow());
    DatabaseConfig impatient =
        new DatabaseConfig(database.url() + "&socketTimeout=1", null, null, 2);
    try (Database other = Database.connect(impatient)) {
      assertThat(other.migrate(migrations)).containsExactly("999 slow");
    }
  }

  /// As one that fills a column of many rows.
  private static final class V999__slow extends BaseJavaMigration {
    @Override
    public void migrate(Context context) throws SQLException {
      try (Statement statement = context.getConnection().createStatement()) {
        statement.execute("SELECT pg_sleep(2)");
      }
    }
  }
}
