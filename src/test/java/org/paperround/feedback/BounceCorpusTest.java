package org.paperround.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperround.delivery.BounceClass;
import org.paperround.mail.RelayReply;

/// How well real mails are understood (mail-standards G4). They are other people's and not part of
/// this project: `-Dbounces=DIR` names a folder with them and their `expected.tsv`, a line each:
/// the file, a tab, `hard`, `other` or `none`. Skipped without.
class BounceCorpusTest {
  private static final String FOLDER = System.getProperty("bounces", "");

  @Test
  void verdictsOfHardAreRightAndWhatIsNoBounceHasNone() throws IOException {
    assumeTrue(!FOLDER.isEmpty(), "no folder of bounces: name one with -Dbounces=DIR");
    Path folder = Path.of(FOLDER);
    int hard = 0;
    int right = 0;
    int missed = 0;
    List<String> wrong = new ArrayList<>();
    List<String> noBounce = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("expected.tsv"))) {
      String[] expected = line.split("\t");
      Returned says = ReturnedMail.read(Files.readAllBytes(folder.resolve(expected[0]))).says();
      boolean bounce = says instanceof Returned.Bounce;
      boolean saysHard =
          says instanceof Returned.Bounce(RelayReply reply, _, _)
              && BounceClass.of(reply).isForGood();
      boolean isHard = expected[1].equals("hard");
      hard += saysHard ? 1 : 0;
      right += saysHard && isHard ? 1 : 0;
      missed += isHard && !saysHard ? 1 : 0;
      if (saysHard && !isHard) {
        wrong.add(expected[0]);
      }
      if (bounce && expected[1].equals("none")) {
        noBounce.add(expected[0]);
      }
      if (Boolean.getBoolean("bounces.each")) {
        System.out.println(expected[0] + "\t" + expected[1] + "\t" + says);
      }
    }
    System.out.printf(
        "bounces hard=%d right=%d missed=%d wrong=%s no-bounce=%s%n",
        hard, right, missed, wrong, noBounce);
    assertThat(noBounce).isEmpty();
    assertThat(right * 10).isGreaterThanOrEqualTo(hard * 9);
  }
}
