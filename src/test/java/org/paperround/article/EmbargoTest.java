package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.article.Reports.NOW;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is under embargo hides nothing that is out, and is news when its embargo ends.
class EmbargoTest {
  private static final String BURST = "Reservoir Kelda bursts above Sowerdale";
  private static final String INQUIRY = "Kelda reservoir burst: Sowerdale inquiry opens";
  private static final Instant FIRST = NOW.minus(Duration.ofHours(8));
  private static final Instant LATER = NOW.plus(Duration.ofHours(2));

  @RegisterExtension final Reports reports = new Reports();

  @Test
  void aFollowUpUnderEmbargoLeavesItsStoryInThePoolsAndMakesItFreshWhenTheEmbargoEnds() {
    reports.push("a", BURST, published(FIRST));
    reports.push("b", INQUIRY, embargoed(LATER));

    assertThat(only()).isEqualTo(new Development(FIRST, FIRST, 1));
    reports.articles().consolidate();
    assertThat(only()).isEqualTo(new Development(FIRST, FIRST, 1));

    reports.clock.set(LATER.plusSeconds(60));
    reports.articles().consolidate();
    assertThat(only()).isEqualTo(new Development(FIRST, LATER, 2));
    assertThat(reports.stories().getFirst().articles()).hasSize(2);
    assertThat(reports.articles().consolidate()).isZero();
    assertThat(only()).isEqualTo(new Development(FIRST, LATER, 2));
  }

  @Test
  void aTextThatChangesUnderEmbargoIsNoDevelopmentOfWhatIsOut() {
    reports.push("a", BURST, published(FIRST));
    reports.push("b", INQUIRY, embargoed(LATER));
    reports.push("b", "Sowerdale: the Kelda inquiry names 3 who knew", embargoed(LATER));

    assertThat(only()).isEqualTo(new Development(FIRST, FIRST, 1));
  }

  @Test
  void anEmbargoThatIsLiftedOrPutOffIsTheStorysToo() {
    reports.push("a", BURST, published(FIRST) + embargoed(LATER));
    assertThat(reports.stories()).isEmpty();

    reports.push("a", BURST, published(FIRST));
    assertThat(only()).as("out from now on").isEqualTo(new Development(NOW, NOW, 1));
    reports.clock.advance(Duration.ofMinutes(1));
    reports.push("a", BURST + ".", published(FIRST));
    assertThat(only()).as("and still").isEqualTo(new Development(NOW, NOW, 1));

    reports.push("a", BURST, published(FIRST) + embargoed(LATER.plusSeconds(60)));
    assertThat(reports.stories()).isEmpty();
    reports.clock.set(LATER.plusSeconds(60));
    assertThat(only()).isEqualTo(new Development(LATER.plusSeconds(60), LATER.plusSeconds(60), 1));
  }

  @Test
  void anOwnersReportUnderEmbargoMakesNoFollowUpOfItsNext() {
    reports.push("a", BURST, published(FIRST) + embargoed(LATER));
    reports.read("ledger", new Reports.Report(BURST + ", says ledger", "", FIRST));
    reports.push("b", INQUIRY, published(NOW.minusSeconds(60)));

    assertThat(only())
        .as("the portal's first report that is out")
        .isEqualTo(new Development(FIRST, NOW.minusSeconds(60), 1));
  }

  private Development only() {
    assertThat(reports.stories()).hasSize(1);
    Story story = reports.stories().getFirst();
    return new Development(story.firstPublishedAt(), story.developedAt(), story.revision());
  }

  private static String published(Instant at) {
    return ", \"publishedAt\": \"" + at + "\"";
  }

  private static String embargoed(Instant until) {
    return ", \"embargoedUntil\": \"" + until + "\"";
  }
}
