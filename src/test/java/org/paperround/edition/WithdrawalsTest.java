package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.edition.Newsroom.ANN;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.SIX;
import static org.paperround.edition.Newsroom.done;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter.Approval;

/// What a source takes back, or puts under embargo, leaves the editions that no ranking changes any
/// more: within a tick, in the name of the source.
class WithdrawalsTest {
  private static final Instant LATER = SIX.plus(Duration.ofHours(3));

  @RegisterExtension final Newsroom newsroom = new Newsroom();

  private final List<EditionChange> witnessed = new ArrayList<>();
  private StoryId flood;
  private StoryId rain;

  @BeforeEach
  void stories() {
    flood = newsroom.stories().own("Flood", "uk", FIVE.minusSeconds(600));
    rain = newsroom.stories().own("Rain", "world", FIVE.minusSeconds(900));
  }

  @ParameterizedTest
  @EnumSource(names = {"APPROVED", "HELD", "SENDING", "STOPPED", "SENT"})
  void whatItsSourceTookBackIsOutOfEveryEditionThatSomebodyMayStillGet(EditionState state) {
    Edition edition = in(state);
    int before = newsroom.now(edition).revision();

    newsroom.stories().retractArticles(flood, SIX);
    tick();
    tick();

    assertThat(newsroom.pool(edition)).containsExactly(rain);
    assertThat(newsroom.frontPage(edition)).containsExactly(rain);
    assertThat(newsroom.now(edition)).returns(state, Edition::state);
    assertThat(newsroom.diary(edition)).endsWith((before + 1) + " source the-courier retract");
    assertThat(witnessed)
        .containsExactly(
            new EditionChange(
                new StaffActor("source the-courier"),
                "retracted a story",
                "edition " + edition.id(),
                Map.of("story " + flood, Map.of("dropped", false, "retracted", false)),
                Map.of("story " + flood, Map.of("dropped", true, "retracted", true))));
  }

  @Test
  void anotherOutletsReportDoesNotKeepACardThatSaysWhatWasTakenBack() {
    StoryId dam =
        newsroom.stories().story("Dam", "uk", FIVE, List.of("The Courier", "Post"), false);
    Edition edition = in(EditionState.SENDING);

    newsroom.execute(
        "UPDATE article SET retracted_at = '"
            + SIX
            + "' WHERE url = 'https://post.example/"
            + dam
            + "'");
    tick();
    assertThat(newsroom.pool(edition)).as("the card is the Courier's").contains(dam);
    newsroom.execute(
        "UPDATE article SET retracted_at = NULL WHERE url LIKE 'https://post.example/%'");
    newsroom.execute(
        "UPDATE article SET retracted_at = '"
            + SIX
            + "' WHERE url = 'https://the-courier.example/"
            + dam
            + "'");
    tick();

    assertThat(newsroom.pool(edition)).containsExactlyInAnyOrder(flood, rain);
  }

  @Test
  void aLaterEmbargoHoldsForAnEditionThatIsBeingSentAndAnEarlierEndChangesNothing() {
    Edition edition = in(EditionState.SENDING);

    newsroom.stories().embargo(flood, LATER);
    tick();
    tick();

    assertThat(newsroom.card(edition, flood))
        .returns(LATER, Card::embargoedUntil)
        .returns(null, Card::frontPosition)
        .returns(true, Card::usable);
    assertThat(newsroom.frontPage(edition)).containsExactly(rain);
    assertThat(newsroom.diary(edition)).endsWith("3 source the-courier embargo");

    newsroom.stories().embargo(flood, LATER.minusSeconds(60));
    tick();
    assertThat(newsroom.card(edition, flood).embargoedUntil()).isEqualTo(LATER);
    assertThat(newsroom.now(edition).revision()).isEqualTo(3);
  }

  @Test
  void anEditorsRetractionElsewhereIsNotPutDownToTheSource() {
    Edition edition = in(EditionState.SENDING);

    newsroom
        .database
        .get()
        .useTransaction(handle -> newsroom.articles().retract(handle, flood, SIX));
    tick();

    assertThat(newsroom.pool(edition)).containsExactly(rain);
    assertThat(newsroom.diary(edition)).endsWith("3 engine retract");
    assertThat(witnessed).isEmpty();
  }

  @Test
  void whatIsOverIsLeftAlone() {
    Edition edition = in(EditionState.SENT);
    newsroom.clock.set(newsroom.now(edition).expiresAt());
    newsroom.alarms().raise(Causes.withdrawing(edition.id().value()), "it failed before");

    newsroom.stories().retractArticles(flood, SIX);
    tick();

    assertThat(newsroom.openAlarms()).isEmpty();
    assertThat(newsroom.diary(edition)).hasSize(2);
    assertThat(witnessed).isEmpty();
  }

  @Test
  void whatIsStillRankedIsLeftToTheRanking() {
    newsroom.collecting(BRIEFING);
    Edition edition = newsroom.only();
    List<String> before = newsroom.diary(edition);

    newsroom.stories().retractArticles(flood, SIX);
    tick();

    assertThat(newsroom.diary(edition)).isEqualTo(before);
    assertThat(witnessed).isEmpty();
  }

  private void tick() {
    new Editions(newsroom.parts((_, done) -> witnessed.add(done))).tick();
  }

  /// An edition of both stories, its cut-off passed.
  private Edition in(EditionState state) {
    newsroom.collecting(
        BRIEFING.approval(state == EditionState.HELD ? Approval.REQUIRED : Approval.AUTOMATIC));
    Edition edition = newsroom.only();
    newsroom.passTheCutOff();
    if (state == EditionState.SENDING || state == EditionState.STOPPED) {
      newsroom.send(edition);
    }
    if (state == EditionState.STOPPED) {
      done(newsroom.editions().stop(edition.id(), ANN));
    }
    if (state == EditionState.SENT) {
      newsroom.send(edition);
      newsroom
          .database
          .get()
          .useTransaction(handle -> newsroom.editions().markSent(handle, edition.id()));
    }
    assertThat(newsroom.now(edition).state()).isEqualTo(state);
    return edition;
  }
}
