package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.article.Reports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The same text again is the same story, and nothing new.
class RepostsTest {
  private static final String TEXT =
      "The reservoir above Sowerdale burst its banks after a week of heavy rain and sent water"
          + " through the lower town, where people were taken from their homes in boats.";
  private static final String ANOTHER =
      "Families in Sowerdale spent the night in a sports hall after the reservoir above their"
          + " town burst, and asked on Monday why nobody had warned them of it.";

  @RegisterExtension final Reports reports = new Reports();

  @Test
  void aHundredCopiesOfOneOwnerAreOneStoryAndGainNothing() {
    List<Reports.Report> copies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      copies.add(
          new Reports.Report(
              "Title number " + i, TEXT, NOW.minus(Duration.ofMinutes(600 - i * 5))));
    }
    reports.read("courier", copies.toArray(Reports.Report[]::new));

    assertThat(reports.stories()).hasSize(1);
    Story story = reports.stories().getFirst();
    assertThat(story.articles()).hasSize(100);
    assertThat(story.independent()).hasSize(1);
    assertThat(story.revision()).isEqualTo(1);
    assertThat(story.developedAt()).isEqualTo(NOW.minus(Duration.ofMinutes(600)));
  }

  @Test
  void anAgencysTextUnderOtherOwnersIsOneReport() {
    reports.read("agency", "Sowerdale flooded", TEXT);
    reports.read("ledger", "Boats on the high street", TEXT.toUpperCase(Locale.ROOT));
    reports.read("gazette", "A town under water", TEXT);

    assertThat(reports.stories()).hasSize(1);
    Story story = reports.stories().getFirst();
    assertThat(story.articles()).hasSize(3);
    assertThat(story.independent()).extracting(Article::owner).hasSize(1);
  }

  @Test
  void anotherReportOfTheSameIsAReport() {
    reports.read("agency", "Sowerdale reservoir bursts", TEXT);
    reports.read("ledger", "Sowerdale reservoir bursts", ANOTHER);

    assertThat(reports.stories()).hasSize(1);
    assertThat(reports.stories().getFirst().independent()).hasSize(2);
  }

  @Test
  void aTextThatAnOwnerBringsAgainHoursLaterIsNoDevelopment() {
    reports.read(
        "courier", new Reports.Report("Sowerdale flooded", TEXT, NOW.minus(Duration.ofHours(8))));
    reports.read("courier", "How a town went under", TEXT);

    assertThat(reports.stories()).hasSize(1);
    assertThat(reports.stories().getFirst())
        .returns(1, Story::revision)
        .returns(NOW.minus(Duration.ofHours(8)), Story::developedAt);
    reports.articles().consolidate();
    assertThat(reports.stories().getFirst().revision()).isEqualTo(1);
  }

  /// Only what loses or gains articles is dated anew, from what is stored of those it has then.
  @Test
  void aTextThatAnOwnerBringsAgainIsNoDevelopmentWhenItsStoryIsDatedAnewEither() {
    Instant first = NOW.minus(Duration.ofHours(8));
    reports.read("courier", new Reports.Report("Sowerdale flooded", TEXT, first));
    reports.read("courier", "How a town went under", TEXT);
    reports.read("ledger", "Sowerdale reservoir bursts", ANOTHER);
    assertThat(reports.stories()).hasSize(1);
    StoryId story = reports.article("Sowerdale flooded").story();

    assertThat(
            reports
                .articles()
                .split(story, Set.of(reports.article("Sowerdale reservoir bursts").id()), "ann"))
        .isInstanceOf(StoryDecision.Done.class);

    assertThat(reports.articles().find(story).orElseThrow())
        .returns(2, whole -> whole.articles().size())
        .returns(1, Story::revision)
        .returns(first, Story::firstPublishedAt)
        .returns(first, Story::developedAt);
  }

  @Test
  void aLineThatTwoReportsShareMakesNoneACopy() {
    String line = "Read the whole story on our pages, where it is kept up to date.";
    reports.read("agency", "Sowerdale reservoir bursts", line);
    reports.read("ledger", "Reservoir bursts: Sowerdale flooded", line);

    assertThat(reports.stories()).hasSize(1);
    assertThat(reports.stories().getFirst().independent()).hasSize(2);
  }
}
