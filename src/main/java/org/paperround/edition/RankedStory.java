package org.paperround.edition;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.paperround.article.Article;
import org.paperround.article.RelatedStory;
import org.paperround.article.Story;
import org.paperround.edition.ranking.Score;

/// A story with the article that shows it, its score, and a few stories that are alike.
record RankedStory(Story story, Article article, Score score, List<RelatedStory> related) {
  RankedStory {
    related = List.copyOf(related);
  }

  RankedStory with(List<RelatedStory> found) {
    return new RankedStory(story, article, score, found);
  }

  /// The portal's own article shows the story, where there is one: its readers are sent to it.
  static Article representative(Story story) {
    return story.articles().stream()
        .filter(Article::ownPortal)
        .findFirst()
        .orElseGet(story::representative);
  }

  /// A card that nothing was said about yet.
  Card card(int ordinal) {
    return new Card(
        ordinal,
        story.id(),
        story.revision(),
        article.id(),
        article.revision(),
        article.owner(),
        article.section(),
        article.topics(),
        article.embargoedUntil(),
        content(),
        score.total(),
        score.labelled(),
        null,
        false,
        false,
        false,
        null);
  }

  private CardContent content() {
    return new CardContent(
        article.url(),
        article.headline(),
        article.standfirst(),
        article.keyPoints(),
        article.whyItMatters(),
        article.whatItMeans(),
        article.byline(),
        article.image(),
        article.breaking(),
        article.publishedAt(),
        readingMinutes(article.body()),
        alsoReportedBy(),
        related);
  }

  static int readingMinutes(String body) {
    long words = Stream.of(body.strip().split("\\s+")).filter(word -> !word.isEmpty()).count();
    return CardContent.timeToRead(words);
  }

  /// Who has a report of their own; a copy is none.
  private List<String> alsoReportedBy() {
    return story.independent().stream()
        .map(Article::owner)
        .filter(owner -> !Objects.equals(owner, article.owner()))
        .distinct()
        .toList();
  }
}
