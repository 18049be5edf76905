package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.testing.CommandLine;
import org.paperround.testing.TestDatabase;

/// Lists of readers at the shell: in, and out again.
class SubscriberListsTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @TempDir Path folder;

  @Test
  void aListGoesOutToAFileOrToTheShell() throws IOException {
    take("email,consented_at,evidence\nanna@reader.example,2026-05-03,a form\n");

    String list = run(0, "subscriber", "export", "--all");

    assertThat(list.lines())
        .containsExactly(
            "newsletter,address,name,language,zone,hour,days,stories,paused_until,follows,mutes,"
                + "quiet_from,quiet_to,alerts_per_day,alerts_of_followed,text_only,"
                + "status,consented_at,evidence",
            "morning-briefing,anna@reader.example,,en,Europe/London,,,,,,,,,,,,subscribed,"
                + "2026-05-03T00:00:00Z,a shop: a form");
    Path file = folder.resolve("out.csv");
    assertThat(run(0, "subscriber", "export", "--all", "--output", file.toString()))
        .isEqualTo("subscriber-export rows=1");
    assertThat(Files.readString(file).strip()).isEqualTo(list);
  }

  @Test
  void aFileThatIsThereIsNotWrittenOver() throws IOException {
    Path file = Files.writeString(folder.resolve("out.csv"), "dear");

    assertThat(run(2, "subscriber", "export", "--all", "--output", file.toString())).isEmpty();
    assertThat(file).hasContent("dear");

    run(0, "subscriber", "export", "--all", "--overwrite", "--output", file.toString());
    assertThat(Files.readString(file)).startsWith("newsletter,address,");
    assertThat(folder.toFile().list()).as("nothing is left beside it").containsExactly("out.csv");
  }

  @Test
  void anOperatorTakesOutAndErasesWhatIsHeldOfAReader() throws IOException {
    take("email,consented_at,evidence\nanna@reader.example,2026-05-03,a form\n");
    assertThat(run(0, "subscriber", "export", "anna@reader.example"))
        .contains("\"address\" : \"anna@reader.example\"", "\"morning-briefing\"");

    assertThat(run(0, "subscriber", "erase", "Anna@Reader.example"))
        .isEqualTo("subscriber-erase subscriber=1 erased=true");

    assertThat(run(2, "subscriber", "export", "anna@reader.example")).isEmpty();
    assertThat(run(2, "subscriber", "erase", "anna@reader.example")).isEmpty();
    assertThat(run(0, "subscriber", "export", "--all").lines()).hasSize(1);
    assertThat(run(0, "subscriber", "verify")).contains("faults=0");
  }

  @Test
  void oneReaderOrAllAreExportedNeverBothOrNeither() {
    assertThat(run(2, "subscriber", "export")).isEmpty();
    assertThat(run(2, "subscriber", "export", "--all", "anna@reader.example")).isEmpty();
    assertThat(run(2, "subscriber", "export", "anna@reader.example", "--output", "x")).isEmpty();
    assertThat(run(2, "subscriber", "export", "--all", "--newsletter", "no-such")).isEmpty();
  }

  private void take(String list) throws IOException {
    Path file = Files.writeString(folder.resolve("in.csv"), list);
    run(0, "subscriber", "import", file.toString(), "--evidence", "a shop");
  }

  private String run(int status, String... arguments) {
    CommandLine.Ran ran = CommandLine.on(database, arguments);
    assertThat(ran.status()).as(ran.out()).isEqualTo(status);
    return ran.out();
  }
}
