package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.edition.Newsroom.ANN;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.SIX;
import static org.paperround.edition.Newsroom.done;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.Article;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Witness;
import org.paperround.testing.NewsletterFixture;

/// What an editor's merge or split of stories does to editions.
class GroupDeskTest {
  @RegisterExtension final Newsroom newsroom = new Newsroom();

  private StoryId flood;
  private StoryId rain;

  @BeforeEach
  void stories() {
    flood =
        newsroom
            .stories()
            .story("Flood", "uk", FIVE.minusSeconds(600), List.of("The Courier", "Post"), false);
    rain = newsroom.stories().own("Rain", "uk", FIVE.minusSeconds(900));
  }

  @Test
  void aRankingThatWasReadBeforeAMergeDoesNotBringTheOtherCardBack() {
    Edition edition = newsroom.collecting(NewsletterFixture.BRIEFING);
    AtomicBoolean merged = new AtomicBoolean();
    Editions slow =
        editionsThat(() -> {
          if (merged.compareAndSet(false, true)) {
            done(newsroom.editions().merge(edition.id(), rain, flood, ANN));
          }
        });
    newsroom.clock.advance(EditionTick.RANKING_INTERVAL.plusSeconds(1));

    slow.tick();

    assertThat(merged).isTrue();
    assertThat(newsroom.pool(edition)).containsExactly(flood);
  }

  @Test
  void editionsOfOtherNewslettersFollowWithTheNextRanking() {
    newsroom.offer(NewsletterFixture.BRIEFING);
    newsroom.offer(NewsletterFixture.BRIEFING.slug("evening"));
    newsroom.editions().tick();
    List<Edition> both = newsroom.all();
    assertThat(both).hasSize(2);

    done(newsroom.editions().merge(both.getFirst().id(), rain, flood, ANN));
    assertThat(newsroom.pool(both.getFirst())).containsExactly(flood);
    assertThat(newsroom.pool(both.getLast())).containsExactlyInAnyOrder(flood, rain);
    newsroom.clock.advance(EditionTick.RANKING_INTERVAL.plusSeconds(1));
    newsroom.editions().tick();

    assertThat(newsroom.pool(both.getLast())).containsExactly(flood);
  }

  @Test
  void aMergeTakesTheFirstOfTwoApprovalsBack() {
    Edition edition =
        newsroom.collecting(NewsletterFixture.BRIEFING.approval(Newsletter.Approval.TWO_PEOPLE));
    done(newsroom.editions().approve(edition.id(), ANN));
    assertThat(newsroom.editions().firstApproval(edition.id())).contains("ann");

    done(newsroom.editions().merge(edition.id(), rain, flood, ANN));

    assertThat(newsroom.editions().firstApproval(edition.id())).isEmpty();
  }

  @Test
  void anEditionThatIsNotRankedAnyMoreShowsOneAfterAMergeAndKeepsItsCardAfterASplit() {
    Edition edition = newsroom.collecting(NewsletterFixture.BRIEFING);
    done(newsroom.editions().pin(edition.id(), rain, false, ANN));
    done(newsroom.editions().hold(edition.id(), ANN));
    newsroom.clock.set(SIX.plus(Duration.ofHours(1)));
    newsroom.editions().tick();
    Card before = newsroom.card(edition, flood);

    done(newsroom.editions().split(edition.id(), flood, Set.of(article("Post")), ANN));
    assertThat(newsroom.card(edition, flood)).isEqualTo(before);
    done(newsroom.editions().merge(edition.id(), rain, flood, ANN));

    assertThat(newsroom.frontPage(edition)).containsExactly(flood);
    assertThat(newsroom.card(edition, flood).pinned()).as("what was said of either").isTrue();
    assertThat(newsroom.diary(edition)).contains("4 ann split", "5 ann merge");
  }

  @Test
  void whatWasSaidOfAStoryThatIsGoneIsNotUndone() {
    Edition edition = newsroom.collecting(NewsletterFixture.BRIEFING);
    done(newsroom.editions().pin(edition.id(), rain, false, ANN));
    int pinned = newsroom.now(edition).revision();
    done(newsroom.editions().merge(edition.id(), rain, flood, ANN));

    assertThat(newsroom.editions().undo(edition.id(), pinned, ANN))
        .isInstanceOf(Decision.Impossible.class);
    assertThat(newsroom.card(edition, flood).pinned()).isTrue();
  }

  private ArticleId article(String owner) {
    return newsroom.articles().find(flood).orElseThrow().articles().stream()
        .filter(article -> article.owner().equals(owner))
        .map(Article::id)
        .findFirst()
        .orElseThrow();
  }

  /// Does this in the middle of a ranking.
  private Editions editionsThat(Runnable meanwhile) {
    return new Editions(
        new EditionParts(
            newsroom.database.get(),
            newsroom.clock,
            new Newsletters(newsroom.database.get()),
            newsroom.articles(),
            new Scoring(
                newsroom.config,
                _ -> {
                  meanwhile.run();
                  return Map.of();
                }),
            newsroom.alarms(),
            Witness.none()));
  }
}
