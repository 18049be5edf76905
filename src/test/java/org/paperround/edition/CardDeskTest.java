package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.paperround.edition.Newsroom.ANN;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.SIX;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;

/// What an editor says of single stories, and takes back.
class CardDeskTest {
  private static final StaffActor BEN = new StaffActor("ben");

  @RegisterExtension final Newsroom newsroom = new Newsroom();

  @Test
  void aStoryIsMovedToAPlaceAndThePinsBehindItMakeRoom() {
    List<StoryId> stories = stories("A", "B", "C", "D");
    Edition edition = newsroom.collecting(BRIEFING);
    List<StoryId> before = newsroom.frontPage(edition);
    assertThat(before).hasSize(4).containsExactlyInAnyOrderElementsOf(stories);

    place(edition, before.get(2), 1);
    assertThat(newsroom.frontPage(edition))
        .containsExactly(before.get(2), before.get(0), before.get(1), before.get(3));
    place(edition, before.get(3), 1);
    assertThat(newsroom.frontPage(edition)).startsWith(before.get(3), before.get(2));
    place(edition, before.get(3), 2);

    assertThat(newsroom.frontPage(edition)).startsWith(before.get(2), before.get(3));
    assertThat(newsroom.card(edition, before.get(0)).pinned()).isFalse();
  }

  @Test
  void aPlaceBeyondTheFrontPageIsItsEnd() {
    stories("A", "B", "C", "D");
    Edition edition = newsroom.collecting(BRIEFING);
    StoryId first = newsroom.frontPage(edition).getFirst();

    place(edition, first, 99);

    assertThat(newsroom.frontPage(edition)).hasSize(4).endsWith(first);
    place(edition, first, -1);
    assertThat(newsroom.frontPage(edition)).startsWith(first);
  }

  @Test
  void whatIsUnpinnedOrBroughtBackStandsWhereTheRankingSays() {
    stories("A", "B", "C", "D");
    Edition edition = newsroom.collecting(BRIEFING);
    List<StoryId> ranked = newsroom.frontPage(edition);
    StoryId last = ranked.getLast();

    place(edition, last, 1);
    done(newsroom.editions().unpin(edition.id(), last, ANN));
    assertThat(newsroom.frontPage(edition)).isEqualTo(ranked);
    done(newsroom.editions().drop(edition.id(), ranked.getFirst(), ANN));
    assertThat(newsroom.frontPage(edition)).doesNotContain(ranked.getFirst());
    done(newsroom.editions().bringBack(edition.id(), ranked.getFirst(), ANN));

    assertThat(newsroom.frontPage(edition)).isEqualTo(ranked);
  }

  @Test
  void theEditorsWordsStandInTheMailThroughEveryRankingAndNeverInTheArticle() {
    StoryId story = newsroom.stories().own("The article's headline", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    int before = newsroom.card(edition, story).storyRevision();
    done(newsroom.editions().reword(edition.id(), story, "Shorter", "One sentence.", ANN));
    newsroom.stories().develop(story, SIX.minusSeconds(60));
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    assertThat(newsroom.card(edition, story).storyRevision()).isGreaterThan(before);
    CardContent shown = newsroom.card(edition, story).content();
    assertThat(shown.headline()).isEqualTo("Shorter");
    assertThat(shown.standfirst()).isEqualTo("One sentence.");
    assertThat(newsroom.editions().headlines(List.of(edition.id())).get(edition.id()))
        .containsExactly("Shorter");
    assertThat(newsroom.database.number("SELECT count(*) FROM article")).isPositive();
    assertThat(newsroom.database.number("SELECT count(*) FROM article WHERE headline ~ 'Shorter'"))
        .isZero();
  }

  @Test
  void wordsThatAreNoLineAreRefusedAndChangeNothing() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    for (String wrong : List.of("", " ", "a\nb", "a\u0000", "x".repeat(151))) {
      assertThat(newsroom.editions().reword(edition.id(), story, wrong, null, ANN))
          .as(wrong)
          .isInstanceOf(Decision.Impossible.class);
    }
    assertThat(newsroom.editions().reword(edition.id(), story, null, "x".repeat(601), ANN))
        .isInstanceOf(Decision.Impossible.class);
    assertThat(newsroom.now(edition).revision()).isEqualTo(1);
  }

  @Test
  void aChangeIsUndoneAndTheUndoingToo() {
    stories("A", "B", "C", "D");
    Edition edition = newsroom.collecting(BRIEFING);
    List<StoryId> before = newsroom.frontPage(edition);

    int moved = place(edition, before.getLast(), 1);
    List<StoryId> after = newsroom.frontPage(edition);
    int undone = done(newsroom.editions().undo(edition.id(), moved, BEN));
    assertThat(newsroom.frontPage(edition)).isEqualTo(before);
    done(newsroom.editions().undo(edition.id(), undone, ANN));

    assertThat(newsroom.frontPage(edition)).isEqualTo(after);
    assertThat(newsroom.diary(edition)).endsWith("2 ann pin", "3 ben undo", "4 ann undo");
  }

  @Test
  void twoEditorsUndoTheirOwnChangesOfDifferentStories() {
    List<StoryId> stories = stories("A", "B", "C", "D");
    Edition edition = newsroom.collecting(BRIEFING);

    int annsDrop = done(newsroom.editions().drop(edition.id(), stories.get(0), ANN));
    done(newsroom.editions().reword(edition.id(), stories.get(1), "Other words", null, BEN));
    done(newsroom.editions().undo(edition.id(), annsDrop, ANN));

    assertThat(newsroom.card(edition, stories.get(0)).usable()).isTrue();
    assertThat(newsroom.card(edition, stories.get(1)).content().headline())
        .isEqualTo("Other words");
  }

  @Test
  void whatSomebodyChangedSinceIsNotUndone() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    int pinned = done(newsroom.editions().pin(edition.id(), story, false, ANN));
    done(newsroom.editions().drop(edition.id(), story, BEN));

    assertThat(newsroom.editions().undo(edition.id(), pinned, ANN))
        .isInstanceOf(Decision.Impossible.class);
    assertThat(newsroom.card(edition, story).usable()).isFalse();
    assertThat(newsroom.editions().undo(edition.id(), 1, ANN))
        .as("the engine opened it")
        .isInstanceOf(Decision.Impossible.class);
    assertThat(newsroom.editions().undo(new EditionId(99), 1, ANN))
        .isEqualTo(new Decision.NoSuchEdition());
  }

  @Test
  void aRetractedStoryIsNotBroughtBackByAnyUndo() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    int dropped = done(newsroom.editions().drop(edition.id(), story, ANN));
    done(newsroom.editions().retract(edition.id(), story, ANN));

    assertThat(newsroom.editions().undo(edition.id(), dropped, ANN))
        .isInstanceOf(Decision.Impossible.class);
    assertThat(newsroom.editions().bringBack(edition.id(), story, ANN))
        .isInstanceOf(Decision.Impossible.class);
    assertThat(newsroom.card(edition, story).usable()).isFalse();
  }

  @Test
  void storiesThatBecameOneSinceTheyWereRankedAreDroppedTogetherAndComeBackTogether() {
    StoryId one = newsroom.stories().own("A", "uk", FIVE);
    StoryId other = newsroom.stories().own("B", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.stories().merge(one, other);

    int dropped = done(newsroom.editions().drop(edition.id(), other, ANN));
    assertThat(newsroom.pool(edition)).isEmpty();
    done(newsroom.editions().undo(edition.id(), dropped, ANN));

    assertThat(newsroom.pool(edition)).containsExactlyInAnyOrder(one, other);
  }

  @Test
  void whatIsDoneAlreadyIsNoActAndTakesNoApprovalBack() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    newsroom.stories().own("B", "world", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(Newsletter.Approval.TWO_PEOPLE));
    done(newsroom.editions().drop(edition.id(), story, ANN));
    done(newsroom.editions().approve(edition.id(), ANN));
    List<String> before = newsroom.diary(edition);

    done(newsroom.editions().drop(edition.id(), story, BEN));

    assertThat(newsroom.diary(edition)).isEqualTo(before);
    assertThat(newsroom.editions().firstApproval(edition.id())).contains("ann");
  }

  @Test
  void onlyChangesOfStoriesSayInTheDiaryThatTheyCanBeUndone() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    done(newsroom.editions().pin(edition.id(), story, false, ANN));
    done(newsroom.editions().hold(edition.id(), ANN));

    assertThat(newsroom.editions().diary(edition.id()))
        .extracting(DiaryEntry::action, DiaryEntry::undoable)
        .containsExactly(tuple("collecting", false), tuple("pin", true), tuple("hold", false));
  }

  private List<StoryId> stories(String... headlines) {
    List<String> sections = List.of("uk", "world", "sport", "culture");
    List<StoryId> ids = new ArrayList<>();
    for (String headline : headlines) {
      ids.add(
          newsroom
              .stories()
              .own(headline, sections.get(ids.size() % 4), FIVE.minusSeconds(600L * ids.size())));
    }
    return ids;
  }

  private int place(Edition edition, StoryId story, int position) {
    return done(newsroom.editions().place(edition.id(), story, position, ANN));
  }

  /// The revision that it made.
  private static int done(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Done.class);
    return ((Decision.Done) decision).edition().revision();
  }
}
