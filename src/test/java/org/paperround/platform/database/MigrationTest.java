package org.paperround.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.app.Paperround;
import org.paperround.testing.TestDatabase;

/// The schema builds from nothing and a second run changes nothing.
class MigrationTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void migratingTwiceAppliesNothingTheSecondTime() {
    assertThat(database.get().migrate(Paperround.javaMigrations())).isEqualTo(List.of());
  }
}
