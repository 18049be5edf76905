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
/// splits what came together lately. What an editor said ([StoryOrders]) stands. Pure.
final class StoryConsolidation {
  static final Duration WINDOW = Duration.ofDays(2);

  /// Articles older than this stay with the others of their story: what readers may have had does
  /// not come apart.
  static final Duration UNSETTLED = Duration.ofHours(3);

  /// Groups that stay two and are at least so much alike are kin: half of what makes them one.
  static final double KIN = Agglomeration.LEAST / 2;

  private final List<StoryIndex.Placed> articles;

  /// By story, the numbers of its articles that stay together.
  private final Map<Long, List<Integer>> settled = new TreeMap<>();

  private StoryConsolidation(List<StoryIndex.Placed> articles) {
    this.articles = articles;
  }

  /// Articles that are one story: this one, or a new one when it is empty.
  record Group(OptionalLong story, List<StoryIndex.Placed> articles) {}

  /// `kin` are pairs of `groups`, by their places, that are alike and not one.
  record Outcome(List<Group> groups, Likenesses kin) {}

  /// Every article of the window that may found a story is in one of the groups, and every one that
  /// an order names, but those of the stories `fixed`.
  static Outcome of(StoryIndex index, Instant at, Set<Long> fixed, StoryOrders orders) {
    List<StoryIndex.Placed> founders =
        index.founders(at.minus(WINDOW), at).stream()
            .filter(article -> !fixed.contains(article.story()))
            .toList();
    List<StoryIndex.Placed> articles = new ArrayList<>(founders);
    Map<Long, Integer> numbers = new HashMap<>();
    for (StoryIndex.Placed founder : founders) {
      numbers.put(founder.article(), numbers.size());
    }
    // Older ones and round-ups that an order names: they are like nothing, and hold their story.
    for (StoryIndex.Placed named : orders.articles()) {
      if (!fixed.contains(named.story()) && !numbers.containsKey(named.article())) {
        numbers.put(named.article(), articles.size());
        articles.add(named);
      }
    }
    StoryConsolidation look = new StoryConsolidation(articles);
    Bonds bonds = look.bonds(index, at, orders, numbers);
    Likenesses pairs = index.batch(List.of()).pairs(founders);
    return look.named(Agglomeration.groups(articles.size(), pairs, bonds, KIN));
  }

  /// What an editor said goes before what readers may have had, and that before copies.
  private Bonds bonds(
      StoryIndex index, Instant at, StoryOrders orders, Map<Long, Integer> numbers) {
    Bonds bonds = new Bonds(articles.size());
    orders.tell(bonds, numbers);
    Set<Long> ordered = new HashSet<>();
    orders.articles().forEach(article -> ordered.add(article.article()));
    for (int i = 0; i < articles.size(); i++) {
      StoryIndex.Placed article = articles.get(i);
      if (isOld(article, at) || ordered.contains(article.article())) {
        settled.computeIfAbsent(article.story(), _ -> new ArrayList<>()).add(i);
      }
    }
    settled.values().forEach(bonds::join);
    List<Integer> fresh = new ArrayList<>();
    for (int i = 0; i < articles.size(); i++) {
      if (isOld(articles.get(i), at)) {
        bonds.settle(i);
      } else {
        fresh.add(i);
      }
    }
    // What copies two stories' articles stays in its own.
    attachCopies(bonds, index, numbers, fresh, true);
    attachCopies(bonds, index, numbers, fresh, false);
    return bonds;
  }

  /// A new copy joins the story of what it copies, and no two that are settled: a text that two old
  /// stories share makes them not one, however often it comes again.
  private void attachCopies(
      Bonds bonds,
      StoryIndex index,
      Map<Long, Integer> numbers,
      List<Integer> fresh,
      boolean ofOneStory) {
    for (int i : fresh) {
      for (long copy : index.copiesOf(articles.get(i).article())) {
        int other = numbers.getOrDefault(copy, i);
        if ((articles.get(i).story() == articles.get(other).story()) == ofOneStory) {
          bonds.attach(i, other);
        }
      }
    }
  }

  private static boolean isOld(StoryIndex.Placed article, Instant at) {
    return article.published().isBefore(at.minus(UNSETTLED));
  }

  /// A story is where its settled articles are: what readers had keeps its number, or becomes an
  /// alias there. Of the stories that may name a group, the one with most of its articles does; an
  /// unsettled story is where most of it is.
  private Outcome named(Agglomeration.Result result) {
    List<Integer> bySize = new ArrayList<>();
    for (int i = 0; i < result.groups().size(); i++) {
      bySize.add(i);
    }
    bySize.sort(Comparator.comparingInt(place -> -result.groups().get(place).size()));
    Set<Long> taken = new HashSet<>();
    List<Group> named = new ArrayList<>();
    int[] places = new int[bySize.size()];
    for (int place : bySize) {
      List<Integer> group = result.groups().get(place);
      OptionalLong story = name(group, taken);
      story.ifPresent(taken::add);
      places[place] = named.size();
      named.add(new Group(story, group.stream().map(articles::get).toList()));
    }
    Likenesses kin = new Likenesses();
    for (int i = 0; i < result.kin().size(); i++) {
      kin.add(places[result.kin().one(i)], places[result.kin().other(i)], result.kin().value(i));
    }
    return new Outcome(named, kin);
  }

  private OptionalLong name(List<Integer> group, Set<Long> taken) {
    Map<Long, Integer> votes = new HashMap<>();
    group.forEach(i -> votes.merge(articles.get(i).story(), 1, Integer::sum));
    Set<Integer> members = new HashSet<>(group);
    votes
        .keySet()
        .removeIf(story ->
            taken.contains(story) || !members.containsAll(settled.getOrDefault(story, List.of())));
    boolean isSettled = votes.keySet().stream().anyMatch(settled::containsKey);
    return votes.entrySet().stream()
        .filter(vote -> !isSettled || settled.containsKey(vote.getKey()))
        .max(Map.Entry.<Long, Integer>comparingByValue().thenComparingLong(vote -> -vote.getKey()))
        .map(vote -> OptionalLong.of(vote.getKey()))
        .orElse(OptionalLong.empty());
  }
}
