package org.paperround.edition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.Articles;
import org.paperround.article.StoryDecision;
import org.paperround.article.StoryId;
import org.paperround.article.StoryOrder;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;

/// An editor's word on which articles are one story, said in an edition. What it means for stories
/// is [Articles]' to say; here is what it means for the edition. The stories are held before the
/// edition is locked, as everybody does who locks both.
final class GroupDesk {
  private final Database database;
  private final Newsletters newsletters;
  private final Articles articles;
  private final EditionActs acts;
  private final EditionTick tick;

  GroupDesk(EditionParts parts, EditionActs acts, EditionTick tick) {
    this.database = parts.database();
    this.newsletters = parts.newsletters();
    this.articles = parts.articles();
    this.acts = acts;
    this.tick = tick;
  }

  Decision merge(EditionId id, StoryId story, StoryId into, StaffActor actor) {
    // Of no edition it does not matter.
    int slots = CardDesk.slots(database, newsletters, id).orElse(0);
    Set<StoryId> parts = splitOff(into);
    return ranked(
        Act.MERGE,
        id,
        (handle, edition, next) -> {
          Cards cards = cards(handle, id, story, into);
          Optional<Decision> refused = refused(cards.mergeFault(story, into, parts));
          if (refused.isPresent()) {
            return refused.get();
          }
          Map<StoryId, Set<ArticleId>> before = parts(handle, story, into);
          return switch (articles.merge(handle, story, into, actor.name())) {
            case StoryDecision.Impossible(String why) -> new Decision.Impossible(why);
            case StoryDecision.NoSuchStory(StoryId none) ->
                new Decision.Impossible(noCandidate(none));
            case StoryDecision.Done(StoryId one) -> {
              String other = cards.headline(story).map(said -> said + ", ").orElse("");
              join(handle, edition, slots, cards.all(), one);
              acts.record(
                  handle,
                  edition,
                  new EditionActs.Taken(Act.MERGE, next, one, actor),
                  regrouped(id, before, parts(handle, one)));
              note(handle, id, "with " + other + "story " + story);
              yield EditionActs.done(handle, id);
            }
          };
        });
  }

  Decision split(EditionId id, StoryId story, Set<ArticleId> off, StaffActor actor) {
    return ranked(
        Act.SPLIT,
        id,
        (handle, edition, next) -> {
          Optional<Decision> refused = refused(cards(handle, id, story).fault(story));
          if (refused.isPresent()) {
            return refused.get();
          }
          Map<StoryId, Set<ArticleId>> before = parts(handle, story);
          return switch (articles.split(handle, story, off, actor.name())) {
            case StoryDecision.Impossible(String why) -> new Decision.Impossible(why);
            case StoryDecision.NoSuchStory(StoryId none) ->
                new Decision.Impossible(noCandidate(none));
            case StoryDecision.Done(StoryId opened) -> {
              acts.record(
                  handle,
                  edition,
                  new EditionActs.Taken(Act.SPLIT, next, story, actor),
                  regrouped(id, before, parts(handle, story, opened)));
              note(handle, id, said(off) + " story " + opened);
              yield EditionActs.done(handle, id);
            }
          };
        });
  }

  /// These stories, each under the number it has now, with all of their articles, those that were
  /// taken back among them.
  private Map<StoryId, Set<ArticleId>> parts(Handle handle, StoryId... stories) {
    return articles.articlesOf(
        handle, Set.copyOf(articles.canonical(handle, Set.of(stories)).values()));
  }

  /// Which article was, and is, in which story; and in which edition that was said.
  private static Difference regrouped(
      EditionId id, Map<StoryId, Set<ArticleId>> before, Map<StoryId, Set<ArticleId>> after) {
    Map<String, @Nullable Object> is = numbers(after);
    is.put("edition", id.value());
    return new Difference(numbers(before), is);
  }

  private static Map<String, @Nullable Object> numbers(Map<StoryId, Set<ArticleId>> stories) {
    Map<String, @Nullable Object> numbers = new LinkedHashMap<>();
    stories.forEach((story, parts) ->
        numbers.put("story " + story, parts.stream().map(ArticleId::value).sorted().toList()));
    return numbers;
  }

  /// As [Editions#mergeFault].
  Optional<String> mergeFault(EditionId id, StoryId story, StoryId into) {
    Set<StoryId> parts = splitOff(into);
    return database
        .jdbi()
        .withHandle(handle -> cards(handle, id, story, into).mergeFault(story, into, parts));
  }

  /// As [Editions#splitFault].
  Optional<String> splitFault(EditionId id, StoryId story) {
    return database.jdbi().withHandle(handle -> cards(handle, id, story).fault(story));
  }

  /// What was split off a story may be merged into it again, whether or not the edition shows it.
  private Set<StoryId> splitOff(StoryId story) {
    return articles.orders(story).stream()
        .filter(order -> order.kind() == StoryOrder.Kind.SPLIT)
        .map(StoryOrder::other)
        .collect(Collectors.toSet());
  }

  /// The ranking reads outside of any transaction, so it comes after the act.
  private Decision ranked(Act act, EditionId id, EditionActs.Step step) {
    Decision decision =
        database.inTransaction(handle -> {
          articles.holdStories(handle);
          return acts.take(handle, act, id, step);
        });
    if (decision instanceof Decision.Done) {
      tick.rankNow(id);
    }
    return decision;
  }

  private static Optional<Decision> refused(Optional<String> fault) {
    return fault.map(Decision.Impossible::new);
  }

  private Cards cards(Handle handle, EditionId id, StoryId... asked) {
    List<PooledCard> all = EditionActs.cards(handle, id);
    Set<StoryId> stories =
        Stream.concat(all.stream().map(PooledCard::story), Stream.of(asked))
            .collect(Collectors.toSet());
    return new Cards(all, articles.canonical(handle, stories));
  }

  /// The cards of the story are one, in a draft.
  private void join(
      Handle handle, StoredEdition edition, int slots, List<PooledCard> cards, StoryId story) {
    if (!EditionRules.isDraft(edition)) {
      return;
    }
    Map<StoryId, StoryId> canonical = articles.canonical(handle, stories(cards));
    List<PooledCard> joined = joined(cards, canonical, story);
    List<Integer> left = joined.stream().map(card -> card.card().ordinal()).toList();
    List<Integer> deleted =
        cards.stream()
            .map(card -> card.card().ordinal())
            .filter(ordinal -> !left.contains(ordinal))
            .toList();
    handle.attach(CardDao.class).delete(edition.id(), deleted);
    acts.store(handle, edition, slots, cards, joined);
  }

  /// One card a story: that of `kept` where it has one, with what was said of either.
  private static List<PooledCard> joined(
      List<PooledCard> cards, Map<StoryId, StoryId> canonical, StoryId kept) {
    List<PooledCard> keptFirst = new ArrayList<>(cards);
    keptFirst.sort(
        (one, other) -> Boolean.compare(other.story().equals(kept), one.story().equals(kept)));
    Map<StoryId, PooledCard> byStory = new LinkedHashMap<>();
    for (PooledCard card : keptFirst) {
      byStory.merge(canonical.getOrDefault(card.story(), card.story()), card, NextPool::merged);
    }
    return List.copyOf(byStory.values());
  }

  private static Set<StoryId> stories(List<PooledCard> cards) {
    return cards.stream().map(PooledCard::story).collect(Collectors.toSet());
  }

  private static void note(Handle handle, EditionId id, String note) {
    handle.attach(EditionDao.class).note(id.value(), note);
  }

  private static String said(Set<ArticleId> articles) {
    String numbers =
        articles.stream()
            .map(ArticleId::value)
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return articles.size() == 1 ? "article " + numbers + " is" : "articles " + numbers + " are";
  }

  private static String noCandidate(StoryId story) {
    return "Story " + story + " is not among the candidates of this edition.";
  }

  /// The cards of an edition, and what their stories are part of now.
  private record Cards(List<PooledCard> all, Map<StoryId, StoryId> canonical) {
    /// Why they are not merged. `parts`: what was split off `into`.
    Optional<String> mergeFault(StoryId story, StoryId into, Set<StoryId> parts) {
      if (story.equals(into)) {
        return Optional.of("A story is not merged with itself.");
      }
      if (now(story).equals(now(into))) {
        return Optional.of("Stories " + story + " and " + into + " are one story already.");
      }
      return fault(into).or(() -> parts.contains(story) ? Optional.empty() : fault(story));
    }

    /// Why nothing is said of the articles of this story.
    Optional<String> fault(StoryId story) {
      List<PooledCard> same = of(story);
      if (same.isEmpty()) {
        return Optional.of(noCandidate(story));
      }
      return same.stream().anyMatch(card -> card.card().retractedAt() != null)
          ? Optional.of("Story " + story + " was taken back; it is neither merged nor split.")
          : Optional.empty();
    }

    Optional<String> headline(StoryId story) {
      return of(story).stream()
          .findFirst()
          .map(card -> "\u201c" + card.shown().content().headline() + "\u201d");
    }

    private List<PooledCard> of(StoryId story) {
      StoryId asked = now(story);
      return all.stream().filter(card -> now(card.story()).equals(asked)).toList();
    }

    private StoryId now(StoryId story) {
      return canonical.getOrDefault(story, story);
    }
  }
}
