package org.paperround.web.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.article.Article;
import org.paperround.article.ArticleId;
import org.paperround.article.Story;

/// The articles of a story as the desk lists them: which leads it, and those that were taken back
/// last. `more`: how many are not listed.
record StoryArticles(List<Line> lines, int more) {
  private static final int MOST = 100;

  StoryArticles {
    lines = List.copyOf(lines);
  }

  /// `marks`: what is to be said of it besides. `standing`: it was not taken back. `ticked`: it is
  /// to be split off.
  record Line(
      long id,
      String outlet,
      String headline,
      String url,
      String time,
      String marks,
      boolean standing,
      boolean ticked) {}

  /// `leading`: the article that the card shows. `ticked`: what is to be split off.
  static StoryArticles of(
      Story story, @Nullable ArticleId leading, EditionWords words, Set<ArticleId> ticked) {
    List<Line> lines =
        story.articles().stream()
            .limit(MOST)
            .map(article ->
                new Line(
                    article.id().value(),
                    article.owner(),
                    article.headline(),
                    article.url(),
                    words.age(article.publishedAt()),
                    marks(story, article, leading, words),
                    isStanding(article),
                    ticked.contains(article.id())))
            .toList();
    return new StoryArticles(lines, story.articles().size() - lines.size());
  }

  /// Some of them could be another story. Public for its template.
  public boolean canBeSplit() {
    return lines.stream().filter(Line::standing).count() > 1;
  }

  /// Those of the story that were not taken back.
  static Set<ArticleId> standing(Story story) {
    return story.articles().stream()
        .filter(StoryArticles::isStanding)
        .map(Article::id)
        .collect(Collectors.toSet());
  }

  private static boolean isStanding(Article article) {
    return article.retractedAt() == null;
  }

  private static String marks(
      Story story, Article article, @Nullable ArticleId leading, EditionWords words) {
    List<String> marks = new ArrayList<>();
    if (article.id().equals(leading)) {
      marks.add("leads");
    }
    if (story.copies().contains(article.id())) {
      marks.add("the same text as another's");
    }
    Instant embargo = article.embargoedUntil();
    if (embargo != null && words.isAhead(embargo)) {
      marks.add("under embargo until " + words.at(embargo));
    }
    if (!isStanding(article)) {
      marks.add("taken back");
    }
    return String.join(", ", marks);
  }
}
