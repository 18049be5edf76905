package org.paperround.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.TestDatabase;

/// What an operator is told of fail-over.
class StandbyTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void aServerAloneHasNone() {
    assertThat(database.get().standby()).isEqualTo(Standby.NONE);
  }

  @Test
  void oneThatCommitsWaitForIsSynchronous() {
    assertThat(Standby.of(2, 1, 0, true, true)).isEqualTo(Standby.SYNCHRONOUS);
  }

  @Test
  void whoMayNotSeeItTrustsTheSetting() {
    assertThat(Standby.of(1, 0, 1, true, true)).isEqualTo(Standby.SYNCHRONOUS);
    assertThat(Standby.of(1, 0, 1, false, true)).isEqualTo(Standby.ASYNCHRONOUS);
  }

  @Test
  void oneThatCommitsDoNotWaitForIsAsynchronous() {
    assertThat(Standby.of(1, 0, 0, false, true)).isEqualTo(Standby.ASYNCHRONOUS);
    assertThat(Standby.of(1, 0, 0, true, true)).isEqualTo(Standby.ASYNCHRONOUS);
    assertThat(Standby.of(1, 1, 0, true, false)).isEqualTo(Standby.ASYNCHRONOUS);
  }
}
