package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// Looks at the last two days as a whole: an article is joined to what is there when it comes, so
/// that a large story may begin as two, and a wrong first link draws others. It merges, and it
/// splits what came together lately. Pure.
final class StoryConsolidation {
  static final Duration WINDOW = Duration.ofDays(2);

  /// Articles older than this stay with the others of their story: what readers may have had does
  /// not come apart.
  static final Duration UNSETTLED = Duration.ofHours(3);

  private StoryConsolidation() {}

  /// Articles that are one story: this one, or a new one when it is empty.
  record Group(OptionalLong story, List<StoryIndex.Placed> articles) {}

  /// Every article of the window that may found a story is in one of the groups, but those of the
  /// stories `fixed`.
  static List<Group> of(StoryIndex index, Instant at, Set<Long> fixed) {
    List<StoryIndex.Placed> articles =
        index.founders(at.minus(WINDOW), at).stream()
            .filter(article -> !fixed.contains(article.story()))
            .toList();
    Map<Long, List<Integer>> settled = new TreeMap<>();
    for (int i = 0; i < articles.size(); i++) {
      if (articles.get(i).published().isBefore(at.minus(UNSETTLED))) {
        settled.computeIfAbsent(articles.get(i).story(), _ -> new ArrayList<>()).add(i);
      }
    }
    List<List<Integer>> groups =
        Agglomeration.groups(
            articles.size(), index.batch(List.of()).pairs(articles), settled.values());
    return named(articles, groups, settled);
  }

  /// A story is where its settled articles are: what readers had keeps its number, or becomes an
  /// alias there. Of the stories that may name a group, the one with most of its articles does; an
  /// unsettled story is where most of it is.
  private static List<Group> named(
      List<StoryIndex.Placed> articles,
      List<List<Integer>> groups,
      Map<Long, List<Integer>> settled) {
    List<List<Integer>> bySize = new ArrayList<>(groups);
    bySize.sort(
        Comparator.comparingInt((List<Integer> group) -> -group.size())
            .thenComparing(List::getFirst));
    Set<Long> taken = new HashSet<>();
    List<Group> named = new ArrayList<>();
    for (List<Integer> group : bySize) {
      Map<Long, Integer> votes = new HashMap<>();
      group.forEach(i -> votes.merge(articles.get(i).story(), 1, Integer::sum));
      votes
          .keySet()
          .removeIf(story ->
              taken.contains(story) || !group.containsAll(settled.getOrDefault(story, List.of())));
      boolean isSettled = votes.keySet().stream().anyMatch(settled::containsKey);
      OptionalLong story =
          votes.entrySet().stream()
              .filter(vote -> !isSettled || settled.containsKey(vote.getKey()))
              .max(
                  Map.Entry.<Long, Integer>comparingByValue()
                      .thenComparingLong(vote -> -vote.getKey()))
              .map(vote -> OptionalLong.of(vote.getKey()))
              .orElse(OptionalLong.empty());
      story.ifPresent(taken::add);
      named.add(new Group(story, group.stream().map(articles::get).toList()));
    }
    return named;
  }
}
