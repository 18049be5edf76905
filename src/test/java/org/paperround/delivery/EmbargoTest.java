package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.digest.Choice;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// What was under embargo at the cut-off is in no pool; a story that is put under embargo later is
/// in no mail that is claimed before its end.
class EmbargoTest {
  private static final Instant END = Press.CUT_OFF.plus(Duration.ofHours(2));
  private static final Duration MOMENT = Duration.ofMillis(1);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private long node;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    node = press.node();
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void anEmbargoSetWhileTheEditionIsBeingSentHolds() {
    StoryId story = press.publish(6).getFirst();
    press.readers(4);
    Edition edition = press.send();
    assertThat(nextReaderGets(story, edition)).isTrue();

    press.stories.embargo(story, END.minus(Duration.ofHours(1)));
    press.engine.editions().tick();
    assertThat(nextReaderGets(story, edition)).isFalse();
    press.stories.embargo(story, END);
    press.engine.editions().tick();
    press.clock.set(END.minus(MOMENT));
    assertThat(nextReaderGets(story, edition)).isFalse();
    press.clock.set(END);
    assertThat(nextReaderGets(story, edition)).isTrue();
  }

  @Test
  void anAlertWhoseStoryIsPutUnderEmbargoIsSentToNobodyElse() {
    Newsletter alerts =
        press
            .engine
            .newsletters()
            .define(NewsletterFixture.BRIEFING.slug("alerts").build().alerting());
    press.clock.set(Press.CUT_OFF.plus(Duration.ofHours(5))); // in nobody's quiet hours
    press.reader(alerts, "one@reader.example", null, "Europe/London");
    press.reader(alerts, "two@reader.example", null, "Europe/London");
    StoryId story =
        press.stories.story("Dam", "uk", press.clock.instant(), List.of("The Courier"), true);
    press.engine.editions().tick();
    press.deliveries.tick();
    Edition edition = press.engine.editions().recent(alerts.id(), 1).getFirst();
    assertThat(nextReaderGets(story, edition)).isTrue();

    press.stories.embargo(story, press.clock.instant().plus(MOMENT));
    press.engine.editions().tick();

    assertThat(press.claim(edition, 1, node).claims()).isEmpty();
    assertThat(
            press.count(
                "state = 4 AND reason = " + LedgerReason.TOO_FEW_STORIES.code(), edition.id()))
        .isEqualTo(1);
  }

  /// What one more claim chose, for one more reader.
  private boolean nextReaderGets(StoryId story, Edition edition) {
    Card card =
        press.engine.editions().pool(edition.id()).cards().stream()
            .filter(one -> one.story().equals(story))
            .findFirst()
            .orElseThrow();
    List<Claim> claims = press.claim(edition, 1, node).claims();
    assertThat(claims).hasSize(1);
    return claims.getFirst().facts().cards().stream()
        .map(Choice.ChosenCard::ordinal)
        .anyMatch(ordinal -> ordinal == card.ordinal());
  }
}
