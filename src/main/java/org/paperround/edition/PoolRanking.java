package org.paperround.edition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.article.Article;
import org.paperround.article.Articles;
import org.paperround.article.RelatedStory;
import org.paperround.article.Story;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.Candidate;
import org.paperround.edition.ranking.FrontPage;
import org.paperround.edition.ranking.Ranking;
import org.paperround.edition.ranking.StoryStatistics;

/// Reads the stories an edition may show and scores them. Only reads, outside any transaction:
/// [NextPool] joins the outcome with the editor's word under the edition's lock.
final class PoolRanking {
  /// The day's stories go back to the previous cut-off, but no further.
  static final Duration LONGEST_DAY = Duration.ofHours(36);

  /// A weekly reader catches up on this.
  static final Duration CATCH_UP = Duration.ofDays(8);

  static final int CATCH_UP_STORIES = 40;
  static final int LARGEST_POOL = 300;

  private static final Comparator<RankedStory> BEST_FIRST =
      Comparator.comparingDouble((RankedStory ranked) -> ranked.score().total())
          .reversed()
          .thenComparingLong(ranked -> ranked.story().id().value());

  private static final Comparator<RankedStory> MOST_LASTING_FIRST =
      Comparator.comparingDouble((RankedStory ranked) -> ranked.score().lasting())
          .reversed()
          .thenComparing(BEST_FIRST);

  private final Articles articles;
  private final Scoring scoring;

  PoolRanking(Articles articles, Scoring scoring) {
    this.articles = articles;
    this.scoring = scoring;
  }

  /// The limits that a front page of what is ranked here keeps.
  FrontPage.Diversity diversity() {
    return scoring.config().diversity();
  }

  /// Ranks for `edition` as things stand at `asOf`. `horizon` is how far developments are looked
  /// at: later than `asOf` when the engine comes late to a cut-off, because a story that moved on
  /// since is still that edition's story.
  RankedPool rank(
      Edition edition,
      Optional<Instant> previousCutOff,
      List<PooledCard> cards,
      Instant asOf,
      Instant horizon) {
    Instant dayBegan = dayBegan(edition, previousCutOff);
    List<Story> stories =
        new ArrayList<>(
            articles.developedBetween(edition.cutOff().minus(CATCH_UP), horizon).stream()
                .filter(story -> !story.firstPublishedAt().isAfter(asOf))
                .toList());
    stories = ofOwnPortal(stories);
    Map<StoryId, StoryId> canonical = articles.canonical(storiesOf(cards));
    Set<StoryId> gone = new HashSet<>();
    stories.addAll(pinnedElsewhere(cards, canonical, stories, gone));
    Ranking ranking = new Ranking(scoring.config().weights(), asOf, dayBegan);
    List<RankedStory> ranked = score(stories, ranking);
    return new RankedPool(asOf, withRelated(largest(ranked, dayBegan), asOf), canonical, gone);
  }

  /// One story, shown by `article`, as it is worth at `asOf`.
  RankedStory alone(Story story, Article article, Instant asOf) {
    Ranking ranking = new Ranking(scoring.config().weights(), asOf, asOf.minus(LONGEST_DAY));
    StoryStatistics.Counts none = new StoryStatistics.Counts(0, 0);
    return new RankedStory(
        story, article, ranking.score(candidate(story, article, none)), List.of());
  }

  private List<RankedStory> withRelated(List<RankedStory> pool, Instant asOf) {
    Map<StoryId, List<RelatedStory>> related =
        articles.related(
            pool.stream().map(ranked -> ranked.story().id()).collect(Collectors.toSet()), asOf);
    return pool.stream()
        .map(ranked -> ranked.with(related.getOrDefault(ranked.story().id(), List.of())))
        .toList();
  }

  private static Instant dayBegan(Edition edition, Optional<Instant> previousCutOff) {
    Instant earliest = edition.cutOff().minus(LONGEST_DAY);
    return previousCutOff.filter(earliest::isBefore).orElse(earliest);
  }

  /// An installation that has a portal of its own sends its readers there.
  private static List<Story> ofOwnPortal(List<Story> stories) {
    List<Story> own =
        stories.stream()
            .filter(story -> story.articles().stream().anyMatch(Article::ownPortal))
            .toList();
    return new ArrayList<>(own.isEmpty() ? stories : own);
  }

  private static Set<StoryId> storiesOf(List<PooledCard> cards) {
    return cards.stream().map(PooledCard::story).collect(Collectors.toSet());
  }

  /// A pinned story stays, however old it is, while an article of it is left.
  private List<Story> pinnedElsewhere(
      List<PooledCard> cards,
      Map<StoryId, StoryId> canonical,
      List<Story> stories,
      Set<StoryId> gone) {
    Set<StoryId> known = stories.stream().map(Story::id).collect(Collectors.toSet());
    List<Story> found = new ArrayList<>();
    for (PooledCard card : cards) {
      StoryId id = canonical.getOrDefault(card.story(), card.story());
      if (card.pin() != null && known.add(id)) {
        articles.find(id).ifPresentOrElse(found::add, () -> gone.add(id));
      }
    }
    return found;
  }

  private List<RankedStory> score(List<Story> stories, Ranking ranking) {
    Map<StoryId, StoryStatistics.Counts> counts =
        new HashMap<>(
            scoring
                .statistics()
                .counts(stories.stream().map(Story::id).collect(Collectors.toSet())));
    StoryStatistics.Counts none = new StoryStatistics.Counts(0, 0);
    return stories.stream()
        .map(story -> {
          Article article = RankedStory.representative(story);
          Candidate candidate = candidate(story, article, counts.getOrDefault(story.id(), none));
          return new RankedStory(story, article, ranking.score(candidate), List.of());
        })
        .sorted(BEST_FIRST)
        .toList();
  }

  /// A copy of another outlet's text is no report: coverage counts who looked at it themselves.
  private static Candidate candidate(Story story, Article article, StoryStatistics.Counts counts) {
    List<Candidate.Report> reports =
        story.independent().stream()
            .map(report ->
                new Candidate.Report(
                    report.owner(),
                    report.sourceWeight(),
                    report.ownPortal(),
                    report.publishedAt()))
            .toList();
    return new Candidate(
        story.id(),
        story.developedAt(),
        article.section(),
        reports,
        story.articles().stream().anyMatch(Article::breaking),
        0,
        counts);
  }

  /// The day's stories and the best of the days before, no more than a pool may have.
  private static List<RankedStory> largest(List<RankedStory> ranked, Instant dayBegan) {
    Map<Boolean, List<RankedStory>> byDay =
        ranked.stream()
            .collect(
                Collectors.partitioningBy(each -> each.story().developedAt().isAfter(dayBegan)));
    List<RankedStory> pool = new ArrayList<>(byDay.getOrDefault(true, List.of()));
    byDay.getOrDefault(false, List.of()).stream()
        .sorted(MOST_LASTING_FIRST)
        .limit(CATCH_UP_STORIES)
        .forEach(pool::add);
    return pool.stream().sorted(BEST_FIRST).limit(LARGEST_POOL).toList();
  }
}
