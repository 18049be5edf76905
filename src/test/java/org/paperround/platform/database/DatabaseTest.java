package org.paperround.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.TestDatabase;

/// Faults go into logs and alarms: they tell what failed, and nobody's address.
class DatabaseTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void aFaultTellsNoValue() {
    Throwable fault =
        catchThrowable(() ->
            database
                .get()
                .useTransaction(handle -> {
                  handle.execute("CREATE TEMP TABLE reader (address text UNIQUE)");
                  for (int i = 0; i < 2; i++) {
                    handle
                        .createUpdate("INSERT INTO reader VALUES (:address)")
                        .bind("address", "anna@reader.example")
                        .execute();
                  }
                }));

    assertThat(Throwables.getStackTrace(fault)).contains("duplicate key").doesNotContain("anna");
  }
}
