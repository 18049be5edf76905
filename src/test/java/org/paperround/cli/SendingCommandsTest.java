package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--database", database.url()));
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(CommandLineInterface.run(all.toArray(String[]::new))).isEqualTo(status);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
