package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.article.Reports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A source takes back its own article; only an editor takes back the event.
class TakenBackTest {
  private static final String BURST = "Reservoir Kelda bursts above Sowerdale";
  private static final String FLOOD = "Kelda reservoir bursts: Sowerdale flooded";
  private static final String AGAIN = "Latest: reservoir Kelda bursts above Sowerdale";

  @RegisterExtension final Reports reports = new Reports();

  @Test
  void whatASourceTakesBackOthersMayReport() {
    reports.push("a", BURST, ", \"publishedAt\": \"2026-03-01T09:00:00Z\"");
    reports.takeBack("a");
    assertThat(reports.stories()).isEmpty();

    reports.read("ledger", FLOOD, "");

    assertThat(reports.shape()).containsExactly(List.of(FLOOD));
    assertThat(reports.stories().getFirst())
        .as("as old as what is left of it")
        .returns(NOW, Story::firstPublishedAt)
        .returns(NOW, Story::developedAt);
  }

  @Test
  void whatASourceTookBackMayBeMergedAndSplit() {
    reports.push("a", BURST, "");
    StoryId story = story(BURST);
    ArticleId taken = reports.article(BURST).id();
    reports.takeBack("a");
    reports.read("ledger", "Astronomers find comet near Jupiter", "");

    StoryId comet = story("Astronomers find comet near Jupiter");
    assertThat(reports.articles().merge(story, comet, "ann"))
        .isEqualTo(new StoryDecision.Done(comet));
    assertThat(reports.articles().split(comet, Set.of(taken), "ann"))
        .isInstanceOf(StoryDecision.Done.class);
  }

  @Test
  void whatAnEditorTakesBackStaysAwayThroughAMergeAndLooksAtTheWhole() {
    reports.read("a", BURST, "");
    reports.read("b", "Astronomers find comet near Jupiter", "");
    StoryId burst = story(BURST);
    StoryId comet = story("Astronomers find comet near Jupiter");
    reports.articles().merge(comet, burst, "ann");
    retract(comet);

    reports.read("c", FLOOD, "");
    reports.clock.advance(Duration.ofHours(4));
    reports.articles().consolidate();
    reports.read("d", AGAIN, "");
    reports.read("e", "Comet near Jupiter found by astronomers", "");

    assertThat(reports.stories()).isEmpty();
  }

  @Test
  void whatAnEditorTakesBackOfASplitLeavesTheOtherHalf() {
    Instant earlier = NOW.minus(Duration.ofHours(4));
    String text =
        "The reservoir above Sowerdale burst its banks after a week of heavy rain and sent water"
            + " through the lower town, where people were taken from their homes in boats.";
    reports.read("a", new Reports.Report(BURST, "", earlier));
    reports.read("b", new Reports.Report(FLOOD, text, earlier));
    StoryId kept = story(BURST);
    reports.articles().split(kept, Set.of(reports.article(FLOOD).id()), "ann");
    retract(story(FLOOD));

    reports.read("c", "Boats on the high street", text);
    reports.articles().consolidate();

    assertThat(reports.shape()).containsExactly(List.of(BURST));
    assertThat(story(BURST)).isEqualTo(kept);
  }

  private void retract(StoryId story) {
    reports.database.get().useTransaction(handle -> reports.articles().retract(handle, story, NOW));
  }

  private StoryId story(String headline) {
    return reports.article(headline).story();
  }
}
