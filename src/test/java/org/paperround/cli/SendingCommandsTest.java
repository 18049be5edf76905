package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.CommandLine;
import org.paperround.testing.TestDatabase;

/// An operator holds all sending at the shell, and everybody can see it.
class SendingCommandsTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void holdingIsSeenUntilItIsReleased() {
    assertThat(run(0, "sending", "show")).isEqualTo("sending held=false");
    assertThat(run(2, "sending", "hold")).isEmpty();
    assertThat(run(2, "sending", "hold", "--reason", " ")).isEmpty();
    assertThat(run(1, "sending", "release")).isEmpty();

    String held = run(0, "sending", "hold", "--reason", "the \"wrong\" pictures");
    assertThat(held)
        .startsWith("sending held=true since=")
        .endsWith("Z by=cli reason=\"the 'wrong' pictures\"");
    assertThat(run(1, "sending", "hold", "--reason", "once more")).isEmpty();
    assertThat(run(0, "sending", "show")).isEqualTo(held);
    assertThat(run(1, "status")).contains("alarms=1").endsWith("held=true");

    assertThat(run(0, "sending", "release")).isEqualTo("sending held=false");
    assertThat(run(0, "status")).endsWith("held=false");
  }

  private String run(int status, String... arguments) {
    CommandLine.Ran ran = CommandLine.on(database, arguments);
    assertThat(ran.status()).as(ran.out()).isEqualTo(status);
    return ran.out();
  }
}
