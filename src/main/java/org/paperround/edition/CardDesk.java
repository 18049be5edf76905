package org.paperround.edition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.article.Articles;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;

/// What an editor says of single stories of an edition; each act can be undone while nobody has
/// said anything else of the same cards. What other features know is read before the lock, so that
/// no transaction waits for a second connection.
final class CardDesk {
  private static final String CHANGED_SINCE =
      "Somebody has changed the same stories since, so this change is not undone.";

  private final Database database;
  private final Newsletters newsletters;
  private final Articles articles;
  private final EditionActs acts;

  CardDesk(EditionParts parts, EditionActs acts) {
    this.database = parts.database();
    this.newsletters = parts.newsletters();
    this.articles = parts.articles();
    this.acts = acts;
  }

  /// After those that are pinned already; where it is, if it is pinned.
  Decision pin(EditionId id, StoryId story, boolean mustRead, StaffActor actor) {
    return onStory(
        Act.PIN,
        id,
        story,
        actor,
        (cards, same) -> {
          int last = cards.stream().mapToInt(CardDesk::pinOf).max().orElse(0);
          Integer pin = same.getFirst().pin();
          return each(cards, same, word -> word.pinnedAt(pin == null ? last + 1 : pin, mustRead));
        });
  }

  /// At this position of the front page as it stands; pins behind it make room.
  Decision place(EditionId id, StoryId story, int position, StaffActor actor) {
    return onStory(
        Act.PIN, id, story, actor, (cards, same) -> placed(cards, same.getFirst(), position));
  }

  Decision unpin(EditionId id, StoryId story, StaffActor actor) {
    return onStory(
        Act.UNPIN,
        id,
        story,
        actor,
        (cards, same) -> each(cards, same, word -> word.pin() == null ? word : word.freed()));
  }

  Decision drop(EditionId id, StoryId story, StaffActor actor) {
    return onStory(
        Act.DROP,
        id,
        story,
        actor,
        (cards, same) -> each(cards, same, word -> word.withDropped(true)));
  }

  Decision bringBack(EditionId id, StoryId story, StaffActor actor) {
    return onStory(
        Act.RESTORE,
        id,
        story,
        actor,
        (cards, same) -> each(cards, same, word -> word.dropped() ? word.freed() : word));
  }

  Decision reword(
      EditionId id,
      StoryId story,
      @Nullable String headline,
      @Nullable String standfirst,
      StaffActor actor) {
    return onStory(
        Act.REWORD,
        id,
        story,
        actor,
        (cards, same) -> each(cards, same, word -> word.worded(headline, standfirst)));
  }

  Decision undo(EditionId id, int revision, StaffActor actor) {
    Optional<Integer> slots = slots(id);
    if (slots.isEmpty()) {
      return new Decision.NoSuchEdition();
    }
    return acts.take(
        Act.UNDO,
        id,
        (handle, edition, next) -> {
          EditionDao dao = handle.attach(EditionDao.class);
          Optional<WordChange> change = dao.change(id.value(), revision).map(CardJson::change);
          if (change.isEmpty()) {
            return new Decision.Impossible(
                "Revision " + revision + " has nothing that can be undone.");
          }
          List<PooledCard> before = EditionActs.cards(handle, id);
          if (!change.get().stands(before)) {
            return new Decision.Impossible(CHANGED_SINCE);
          }
          List<PooledCard> after = change.get().undone(before);
          return stored(
              handle,
              edition,
              slots.get(),
              new EditionActs.Taken(Act.UNDO, next, null, actor),
              before,
              after);
        });
  }

  private Decision onStory(
      Act act, EditionId id, StoryId story, StaffActor actor, CardChange change) {
    Optional<Integer> slots = slots(id);
    if (slots.isEmpty()) {
      return new Decision.NoSuchEdition();
    }
    StoryId canonical = articles.canonical(story);
    Set<StoryId> aliases = articles.aliases(canonical);
    return acts.take(
        act,
        id,
        (handle, edition, next) -> {
          List<PooledCard> before = EditionActs.cards(handle, id);
          List<PooledCard> same =
              before.stream().filter(card -> aliases.contains(card.story())).toList();
          if (same.isEmpty()) {
            return new Decision.NoSuchStory();
          }
          if (act != Act.DROP && same.getFirst().card().retractedAt() != null) {
            return new Decision.Impossible("The story was retracted.");
          }
          List<PooledCard> after = change.apply(before, same);
          return stored(
              handle,
              edition,
              slots.get(),
              new EditionActs.Taken(act, next, canonical, actor),
              before,
              after);
        });
  }

  private Decision stored(
      Handle handle,
      StoredEdition edition,
      int slots,
      EditionActs.Taken taken,
      List<PooledCard> before,
      List<PooledCard> after) {
    WordChange change = WordChange.between(before, after);
    if (change.before().isEmpty()) {
      // No change: nobody is told of one, and an approval stands.
      return EditionActs.done(handle, edition.edition().id());
    }
    acts.store(handle, edition, slots, before, after);
    acts.record(handle, edition, taken, Difference.of(before, after));
    handle.attach(EditionDao.class).keepChange(edition.id(), CardJson.change(change));
    return EditionActs.done(handle, edition.edition().id());
  }

  /// The front page in its present order with this card moved; every pin gets the position that it
  /// has then, the rest stays the ranking's.
  private static List<PooledCard> placed(List<PooledCard> cards, PooledCard moved, int position) {
    List<PooledCard> order =
        new ArrayList<>(
            cards.stream()
                .filter(card -> card.card().usable() && card.card().frontPosition() != null)
                .sorted(Comparator.comparingInt(CardDesk::frontOf))
                .toList());
    order.remove(moved);
    order.add(Math.clamp(position - 1, 0, order.size()), moved);
    Map<Integer, Integer> places = new HashMap<>();
    order.forEach(card -> places.put(card.card().ordinal(), places.size() + 1));
    return cards.stream()
        .map(card -> {
          Integer place = places.get(card.card().ordinal());
          return place != null && (card.equals(moved) || card.pin() != null)
              ? card.with(card.word().pinnedAt(place, card.word().mustRead()))
              : card;
        })
        .toList();
  }

  private static List<PooledCard> each(
      List<PooledCard> cards, List<PooledCard> same, UnaryOperator<EditorsWord> change) {
    return cards.stream()
        .map(card -> same.contains(card) ? card.with(change.apply(card.word())) : card)
        .toList();
  }

  private Optional<Integer> slots(EditionId id) {
    return slots(database, newsletters, id);
  }

  /// How many stories the front page of this edition has; read before its lock.
  static Optional<Integer> slots(Database database, Newsletters newsletters, EditionId id) {
    return database
        .jdbi()
        .withExtension(EditionDao.class, dao -> dao.find(id.value()))
        .map(known -> newsletters.get(known.edition().newsletter()).frontPageSlots());
  }

  private static int pinOf(PooledCard card) {
    Integer pin = card.pin();
    return pin == null ? 0 : pin;
  }

  private static int frontOf(PooledCard card) {
    Integer position = card.card().frontPosition();
    return position == null ? Integer.MAX_VALUE : position;
  }

  @FunctionalInterface
  private interface CardChange {
    /// All cards as they are afterwards, in the same order. `same`: those of the story; more than
    /// one when stories became one since they were ranked.
    List<PooledCard> apply(List<PooledCard> cards, List<PooledCard> same);
  }
}
