package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.edition.Edition;
import org.paperround.platform.database.Standby;
import org.paperround.platform.database.StandbyWatch;
import org.paperround.testing.PrimaryAndStandby;

/// Promise 2 through a fail-over: the server of the database is killed in the middle of a run and
/// its synchronous standby promoted; the engine finds it by its address of several hosts.
class FailOverIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  /// More than are claimed while a server changes: what is claimed can be sent without it.
  private static final int READERS = 2_000;

  @TempDir Path folder;

  @Test
  void nobodyIsLostAndNobodyIsMailedTwice() throws IOException {
    try (PrimaryAndStandby servers = new PrimaryAndStandby(folder);
        Press press = new Press(servers.url())) {
      StandbyWatch watch = new StandbyWatch(press.database(), press.engine.alarms());
      watch.run();
      assertThat(press.database().standby()).isEqualTo(Standby.ASYNCHRONOUS);
      assertThat(press.alarms()).containsExactly("standby-asynchronous");
      servers.synchronous();
      watch.run();
      assertThat(press.database().standby()).isEqualTo(Standby.SYNCHRONOUS);
      assertThat(press.alarms()).isEmpty();
      press.publish(6);
      press.readers(READERS);
      Edition edition = press.send();
      press.start(3);

      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> press.relay.accepted().size() >= READERS / 3);
      servers.failOver();
      int before = press.relay.accepted().size();
      assertThat(before).as("in the middle of the run").isLessThan(READERS);

      await()
          .atMost(LONG)
          .ignoreExceptions() // the looker-on loses its connections, too
          .until(() -> press.account(edition).closed());
      assertThat(press.relay.recipients()).hasSize(READERS).doesNotHaveDuplicates();
      assertThat(press.account(edition))
          .isEqualTo(new Account(edition.id(), READERS, READERS, 0, 0, 0, 0, 0, Map.of(), true));
      assertThat(press.database().standby()).isEqualTo(Standby.NONE);
    }
  }
}
