package org.paperround.web.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.delivery.BounceClass;
import org.paperround.delivery.EditionReport;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;

/// The report of an edition says what is known, and nothing of a single reader.
class ReportViewTest {
  private static final Instant NOW = Instant.parse("2026-06-10T05:00:00Z");
  private static final Pool POOL =
      new Pool(
          new EditionId(7),
          1,
          List.of(card(1, 2, false), card(2, 1, false), card(3, null, false), card(4, null, true)));

  @Test
  void storiesStandInTheOrderOfTheMailWithTheirPlace() {
    ReportView view =
        ReportView.of(
            report(
                0,
                counts(3, 50, 40, 1, 0),
                counts(4, 9, 9, 0, 0),
                counts(1, 90, 40, 2, 0),
                counts(2, 90, 40, 10, 0)),
            POOL);

    assertThat(view.stories())
        .extracting(ReportView.Story::place, ReportView.Story::headline)
        .containsExactly(
            tuple("1", "Story 2"),
            tuple("2", "Story 1"),
            tuple("tail", "Story 3"),
            tuple("out", "Story 4"));
    assertThat(view.most()).isEqualTo(25.0);
  }

  @Test
  void ofAHandfulOfReadersThereIsNoShare() {
    ReportView view =
        ReportView.of(
            report(0, counts(1, 100, 20, 3, 0), counts(2, 100, 19, 19, 0), counts(3, 2, 0, 0, 0)),
            POOL);

    assertThat(view.stories())
        .extracting(ReportView.Story::reach)
        .containsExactly(
            new ReportView.Reach("100", "19", "19", "too few", -1),
            new ReportView.Reach("100", "20", "3", "15.0 %", 15),
            new ReportView.Reach("2", "0", "0", "too few", -1));
    assertThat(view.sums())
        .extracting(ReportView.Sum::name, sum -> sum.reach().shown(), sum -> sum.reach().share())
        .containsExactly(
            tuple("The front page", "39", "56.4 %"), tuple("The tail", "0", "too few"));
  }

  @Test
  void whoLeftIsSaidByStoryOnlyWhereNobodyCanBeRecognised() {
    ReportView many =
        ReportView.of(report(12, counts(1, 90, 0, 0, 12), counts(2, 90, 0, 0, 4)), POOL);

    assertThat(many.left())
        .isEqualTo(
            "12 readers have left by a link of its mails. Most of them had \u201cStory 1\u201d"
                + " (12).");
    assertThat(many.leftPerStory()).isTrue();
    assertThat(many.stories())
        .extracting(ReportView.Story::left)
        .containsExactly("fewer than 5", "12");

    ReportView few = ReportView.of(report(4, counts(1, 90, 0, 0, 4)), POOL);
    assertThat(few.leftPerStory()).isFalse();
    assertThat(few.left())
        .isEqualTo(
            "4 readers have left by a link of its mails. They are too few to say which stories"
                + " they had.");
    assertThat(ReportView.of(report(0), POOL).left())
        .isEqualTo("Nobody has left by a link of its mails.");
  }

  @Test
  void whatCameBackIsSaidByReason() {
    EditionReport report =
        new EditionReport(
            List.of(), 1, Map.of(BounceClass.SOFT, 2L, BounceClass.HARD, 1_200L), 1, NOW);

    ReportView view = ReportView.of(report, POOL);

    assertThat(view.returned())
        .containsExactly(
            new ReportView.Line("no such mailbox", "1,200"),
            new ReportView.Line("for a while", "2"));
    assertThat(view.complaints()).isEqualTo("1 reader has called it spam.");
    assertThat(view.left()).startsWith("1 reader has left");
  }

  private static EditionReport report(long left, EditionReport.OfCard... cards) {
    return new EditionReport(List.of(cards), left, Map.of(), 0, NOW);
  }

  private static EditionReport.OfCard counts(
      int ordinal, long readers, long observed, long clicked, long left) {
    return new EditionReport.OfCard(ordinal, readers, observed, clicked, left);
  }

  private static Card card(int ordinal, @Nullable Integer position, boolean dropped) {
    CardContent content =
        new CardContent(
            "https://news.example/" + ordinal,
            "Story " + ordinal,
            "",
            List.of(),
            null,
            null,
            null,
            null,
            false,
            NOW,
            1,
            List.of(),
            List.of());
    return new Card(
        ordinal,
        new StoryId(ordinal),
        1,
        new ArticleId(ordinal),
        1,
        "The Courier",
        "politics",
        List.of(),
        null,
        content,
        1.0,
        Map.of(),
        position,
        false,
        false,
        dropped,
        null);
  }
}
