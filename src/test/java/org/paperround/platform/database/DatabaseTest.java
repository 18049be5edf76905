package org.paperround.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.assertj.core.util.Throwables;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.TestDatabase;

/// Faults go into logs and alarms: they tell what failed, and nobody's address. An answer is not
/// waited for for ever, and what takes long may.
class DatabaseTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void longWorkMayTakeLongerThanAnAnswerUsuallyMay() {
    String impatient = database.url() + "&socketTimeout=1";
    try (Database other = Database.connect(new DatabaseConfig(impatient, null, null, 2))) {
      assertThat(other.<String, RuntimeException>inLongTransaction(DatabaseTest::slow)).isEmpty();
      Throwable lost = catchThrowable(() -> other.inTransaction(DatabaseTest::slow));
      assertThat(Database.isAway(lost)).as("as before again").isTrue();
    }
  }

  private static String slow(Handle handle) {
    return handle.createQuery("SELECT pg_sleep(2)::text").mapTo(String.class).one();
  }

  @Test
  void aServerThatIsGoneIsNoticedWhileAnAnswerIsWaitedFor() throws IOException {
    try (Socket socket = new KeptAlive().createSocket()) {
      assertThat(socket.getKeepAlive()).isTrue();
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(10);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
    }
  }

  @Test
  void connectionsAskWhetherTheServerIsStillThere() {
    assertThat(database.get().dataSource())
        .isInstanceOfSatisfying(
            HikariDataSource.class,
            pool ->
                assertThat(pool.getDataSourceProperties())
                    .containsEntry("socketFactory", KeptAlive.class.getName()));
  }

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
