package org.paperround.web;

import java.util.List;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.testing.StoryFixture;

/// The stories of an edition and their articles, by headline, number and outlet.
final class DeskStories {
  private final Site site;
  private EditionId edition = new EditionId(1);

  DeskStories(Site site) {
    this.site = site;
  }

  /// An edition that collects, of [Site#edition] and what was reported before.
  Edition open() {
    Edition open = site.edition("collecting");
    edition = open.id();
    return open;
  }

  /// A story of one article of each of these outlets; The Courier is the portal's own.
  StoryId reported(String headline, List<String> owners) {
    return new StoryFixture(site.database.get())
        .story(headline, "politics", Site.NOW.minusSeconds(3_600), owners, false);
  }

  /// In the order of the pool.
  List<StoryId> stories() {
    return cards().stream().map(Card::story).toList();
  }

  StoryId story(String headline) {
    return cards().stream()
        .filter(card -> card.content().headline().equals(headline))
        .findFirst()
        .orElseThrow()
        .story();
  }

  Card card(StoryId story) {
    return cards().stream().filter(card -> card.story().equals(story)).findFirst().orElseThrow();
  }

  /// The numbers of the story's articles, in order.
  List<Long> articles(StoryId story) {
    return site.engine().articles().find(story).orElseThrow().articles().stream()
        .map(article -> article.id().value())
        .sorted()
        .toList();
  }

  /// The number of this outlet's article.
  long article(StoryId story, String owner) {
    return site.engine().articles().find(story).orElseThrow().articles().stream()
        .filter(article -> article.owner().equals(owner))
        .findFirst()
        .orElseThrow()
        .id()
        .value();
  }

  private List<Card> cards() {
    return site.engine().editions().pool(edition).cards();
  }
}
