package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.delivery.SubjectCounts;
import org.paperround.delivery.SubjectCounts.Line;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Words;
import org.paperround.newsletter.NewsletterId;
import org.paperround.testing.CommandLine;
import org.paperround.testing.StoryFixture;
import org.paperround.testing.TestDatabase;

/// An editor gives an edition several subjects at the shell, and reads there how they did.
class EditionSubjectsCommandTest {
  private static final Instant SIX = Instant.parse("2026-01-10T06:00:00Z");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void subjectsAreTakenWithWhatSpeaksAgainstThem() {
    new StoryFixture(database.get()).own("Flood", "uk", SIX.minusSeconds(3600));
    run(0, "newsletter", "add", "--time", "06:00", "--zone", "UTC", "--name", "Briefing", "b");
    run(0, "edition", "build", "--newsletter", "b", "--as-of", "2026-01-10T06:00Z");

    assertThat(
            run(0, "edition", "subject", "latest", "A calm day", "ACT NOW", "--preheader", "Short"))
        .startsWith(
            """
            warning subject subject/2 Spam filters know "act now" well.
            warning preheader html/preheader It is short, so what follows it is shown, too.
            edition id=\
            """);
    assertThat(run(0, "edition", "show", "latest")).contains("A calm day\n            ACT NOW\n");
    assertThat(run(0, "edition", "subjects", "latest"))
        .containsPattern(
            "(?m)^  2  sent       0  observed       0  clicks      0  share   0.00 %  ACT NOW$")
        .contains("undecided: 0 of 200 clicks")
        .containsPattern(
            "edition-subjects edition=\\d+ since=\\d+ subjects=2 sent=0 observed=0 clicks=0"
                + " decided=false best=-");
    run(1, "edition", "subject", "latest", "1", "2", "3", "4", "5");
    run(0, "edition", "subject", "latest");
    assertThat(run(0, "edition", "subjects", "latest")).contains("subjects=0 ", "Since revision");
  }

  @Test
  void anIntroIsReadFromAFileAndTakenOutAgain(@TempDir Path folder) throws IOException {
    new StoryFixture(database.get()).own("Flood", "uk", SIX.minusSeconds(3600));
    run(0, "newsletter", "add", "--time", "06:00", "--zone", "UTC", "--name", "Briefing", "b");
    run(0, "edition", "build", "--newsletter", "b", "--as-of", "2026-01-10T06:00Z");
    Path text = Files.writeString(folder.resolve("intro.txt"), "First.\n\nThen\nmore.\n");

    assertThat(run(0, "edition", "intro", "latest", "--text", text.toString()))
        .containsPattern("^edition id=\\d+ state=\\w+ revision=2");
    assertThat(run(0, "edition", "show", "latest"))
        .contains("  intro     First.\n            Then more.\n");
    run(0, "edition", "intro", "latest");
    assertThat(run(0, "edition", "show", "latest")).doesNotContain("First.");
    assertThat(run(2, "edition", "intro", "latest", "--text", text + ".gone")).isEmpty();
  }

  @Test
  void whatIsDecidedNamesTheMostClicked() {
    assertThat(
            EditionSubjectsCommand.text(
                edition(4),
                List.of(
                    new SubjectCounts(2, List.of(new Line("Old", 10, 5, 2))),
                    new SubjectCounts(
                        4,
                        List.of(new Line("One", 900, 300, 80), new Line("Two", 1200, 400, 120))))))
        .isEqualTo(
            """
            Since revision 2
              1  sent      10  observed       5  clicks      2  share  40.00 %  Old
              one subject
            Since revision 4
              1  sent     900  observed     300  clicks     80  share  26.67 %  One
              2  sent    1200  observed     400  clicks    120  share  30.00 %  Two
              most clicked: 2
            edition-subjects edition=7 since=4 subjects=2 sent=2100 observed=700 clicks=200 decided=true\
             best=2\
            """);
  }

  private static Edition edition(int since) {
    return new Edition(
        new EditionId(7),
        new NewsletterId(1),
        java.time.LocalDate.of(2026, 1, 10),
        SIX,
        SIX,
        SIX.plusSeconds(60),
        EditionState.SENDING,
        since,
        new Words(List.of("One", "Two"), null, since, null),
        null);
  }

  private String run(int status, String... arguments) {
    CommandLine.Ran ran = CommandLine.on(database, arguments);
    assertThat(ran.status()).as(ran.out()).isEqualTo(status);
    return ran.out();
  }
}
