package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.edition.Newsroom.ANN;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.done;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an editor says of the mail as a whole, and how it is taken back.
class WordDeskTest {
  @RegisterExtension final Newsroom newsroom = new Newsroom();

  private Editions editions;
  private Edition edition;

  @BeforeEach
  void collect() {
    editions = newsroom.editions();
    newsroom.stories().own("A", "uk", FIVE);
    edition = newsroom.collecting(BRIEFING);
  }

  @Test
  void theSameWordsAgainAreNoChange() {
    int nothing = editions.find(edition.id()).orElseThrow().revision();
    introduce("");
    editions.words(edition.id(), List.of(), null, ANN);
    assertThat(editions.find(edition.id()).orElseThrow().revision()).isEqualTo(nothing);
    int said = introduce("The budget.");

    assertThat(introduce("The budget.")).isEqualTo(said);
    assertThat(editions.diary(edition.id()))
        .extracting(DiaryEntry::action)
        .containsOnlyOnce("intro");
  }

  @Test
  void anIntroStandsUntilItIsTakenOut() {
    introduce("  Good morning.\r\n\r\nThe budget\ncomes at noon.\n\n");

    assertThat(words().introParagraphs())
        .containsExactly("Good morning.", "The budget comes at noon.");
    assertThat(newsroom.diary(edition)).endsWith("2 ann intro");
    introduce(" \n \u200B");
    assertThat(words().intro()).isNull();
  }

  @Test
  void wordsThatNobodySeesAreNone() {
    Decision refused =
        new Decision.Impossible(
            "A subject and a preheader are each one line of 1 to 150 characters.");

    assertThat(editions.words(edition.id(), List.of("One", "\u200B\u2060"), null, ANN))
        .isEqualTo(refused);
    assertThat(editions.words(edition.id(), List.of("One"), "\u202E \u3164", ANN))
        .isEqualTo(refused);
    assertThat(words()).isEqualTo(Words.NONE);
  }

  @Test
  void anIntroThatIsTooLongIsRefusedWithItsLengthAndTheOneBeforeStays() {
    introduce("Short.");

    assertThat(editions.introduce(edition.id(), "x".repeat(Words.LONGEST_INTRO + 1), ANN))
        .isEqualTo(
            new Decision.Impossible("An intro has at most 1,000 characters; this one has 1,001."));
    assertThat(editions.introduce(edition.id(), "a\0b", ANN))
        .isEqualTo(new Decision.Impossible("An intro is plain text."));
    assertThat(words().intro()).isEqualTo("Short.");
  }

  @Test
  void subjectsPreheaderAndIntroAreUndoneOneByOneAndSoIsTheUndoing() {
    int head = head(List.of("One", "Two"), "Read on");
    int intro = introduce("The budget.");
    Words both = words();

    int undone = undo(head);
    assertThat(words().subjects()).isEmpty();
    assertThat(words().preheader()).isNull();
    assertThat(words().intro()).isEqualTo("The budget.");
    undo(intro);
    assertThat(words().intro()).isNull();
    undo(undone);
    assertThat(words().subjects()).isEqualTo(both.subjects());
    assertThat(words().preheader()).isEqualTo("Read on");
    assertThat(words().intro()).isNull();
    assertThat(editions.diary(edition.id()))
        .filteredOn(DiaryEntry::undoable)
        .extracting(DiaryEntry::action)
        .containsExactly("subject", "intro", "undo", "undo", "undo");
  }

  @Test
  void whatSomebodyHasSaidAnewIsNotUndone() {
    int first = head(List.of("One"), null);
    int intro = introduce("The budget.");
    head(List.of("Other"), null);

    assertThat(editions.undo(edition.id(), first, ANN))
        .isEqualTo(
            new Decision.Impossible(
                "Somebody has changed the same words since, so this change is not undone."));
    assertThat(words().subjects()).containsExactly("Other");
    undo(intro);
    assertThat(words().subjects()).containsExactly("Other");
  }

  @Test
  void wordsAreUndoneWhileTheyAreSentWhenStoriesAreNotAnyMore() {
    int pinned = did(editions.pin(edition.id(), newsroom.pool(edition).getFirst(), false, ANN));
    int head = head(List.of("One"), null);
    newsroom.passTheCutOff();
    newsroom.send(edition);

    assertThat(editions.undo(edition.id(), pinned, ANN)).isInstanceOf(Decision.Impossible.class);
    undo(head);
    assertThat(words().subjects()).isEmpty();
  }

  @Test
  void theSameWordsSaidAgainGoOnBeingTried() {
    head(List.of("One", "Two"), null);
    int since = words().since();

    head(List.of("One", "Two"), null);
    introduce("The budget.");

    assertThat(words().since()).isEqualTo(since);
  }

  /// The revision that it made.
  private int did(Decision decision) {
    done(decision);
    return newsroom.now(edition).revision();
  }

  private Words words() {
    return newsroom.now(edition).words();
  }

  private int head(List<String> subjects, @Nullable String preheader) {
    return did(editions.words(edition.id(), subjects, preheader, ANN));
  }

  private int introduce(String text) {
    return did(editions.introduce(edition.id(), text, ANN));
  }

  private int undo(int revision) {
    return did(editions.undo(edition.id(), revision, ANN));
  }
}
