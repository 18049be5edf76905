package org.paperround.edition;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.paperround.article.Articles;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;

/// The editor's acts on a whole edition. What other features know is read before the lock, so that
/// no transaction waits for a second connection.
final class Desk {
  private final Database database;
  private final InstantSource clock;
  private final Newsletters newsletters;
  private final Articles articles;
  private final EditionActs acts;

  Desk(EditionParts parts, EditionActs acts) {
    this.database = parts.database();
    this.clock = parts.clock();
    this.newsletters = parts.newsletters();
    this.articles = parts.articles();
    this.acts = acts;
  }

  /// Off this edition and every other that may still be sent.
  Decision retract(EditionId id, StoryId story, StaffActor actor) {
    Map<NewsletterId, Newsletter> offers =
        newsletters.all().stream().collect(Collectors.toMap(Newsletter::id, offer -> offer));
    return database.inTransaction(handle -> {
      articles.holdStories(handle);
      StoryId canonical = articles.canonical(story);
      Set<StoryId> aliases = articles.aliases(canonical);
      List<StoredEdition> editions = lockAllWith(handle, id, aliases);
      Optional<StoredEdition> asked =
          editions.stream().filter(edition -> edition.edition().id().equals(id)).findFirst();
      if (asked.isEmpty()) {
        return new Decision.NoSuchEdition();
      }
      if (EditionActs.cards(handle, id).stream()
          .noneMatch(card -> aliases.contains(card.story()))) {
        return new Decision.NoSuchStory();
      }
      Instant now = clock.instant();
      articles.retract(handle, canonical, now);
      for (StoredEdition edition : editions) {
        int slots =
            Objects.requireNonNull(offers.get(edition.edition().newsletter())).frontPageSlots();
        Difference difference = change(handle, edition, slots, aliases, card -> card.takenOut(now));
        retracted(handle, edition, canonical, actor, difference);
      }
      return EditionActs.done(handle, id);
    });
  }

  /// Where two people have to approve it, the first of them changes nothing else; what either did
  /// not see takes the first approval back.
  Decision approve(EditionId id, StaffActor actor) {
    int people = people(id);
    return database.inTransaction(handle -> {
      Optional<String> first = dao(handle).lock(id.value()).flatMap(_ -> first(handle, id));
      if (people == 1 || first.filter(other -> !other.equals(actor.name())).isPresent()) {
        return onState(handle, Act.APPROVE, id, actor);
      }
      return first.isPresent()
          ? new Decision.Impossible(
              "You have approved it; another person has to approve it, too, before it goes.")
          : onState(handle, Act.APPROVE_FIRST, id, actor);
    });
  }

  private static Optional<String> first(Handle handle, EditionId id) {
    return dao(handle).firstApproval(id.value());
  }

  /// How many have to approve it.
  private int people(EditionId id) {
    return database
        .jdbi()
        .withExtension(EditionDao.class, dao -> dao.find(id.value()))
        .map(edition -> newsletters.get(edition.edition().newsletter()).approval().people())
        .orElse(1);
  }

  Decision hold(EditionId id, StaffActor actor) {
    return onState(Act.HOLD, id, actor);
  }

  Decision stop(EditionId id, StaffActor actor) {
    return onState(Act.STOP, id, actor);
  }

  /// What two people have to approve is not let go by one who resumes it.
  Decision resume(EditionId id, StaffActor actor) {
    int people = people(id);
    return acts.take(
        Act.RESUME,
        id,
        (handle, edition, next) ->
            people > 1 && edition.state() == EditionState.HELD && next == EditionState.APPROVED
                ? new Decision.Impossible(
                    "Two people have to approve it; it goes when the second one has.")
                : onState(handle, Act.RESUME, id, actor));
  }

  /// The engine's own word, in the caller's transaction; `why` stands in the diary.
  Decision stop(Handle handle, EditionId id, String why) {
    return acts.take(
        handle,
        Act.STOP,
        id,
        (_, edition, next) -> {
          acts.record(
              handle,
              edition,
              new EditionActs.Taken(Act.STOP, next, null, StaffActor.ENGINE),
              Difference.NONE);
          dao(handle).note(id.value(), why);
          return EditionActs.done(handle, id);
        });
  }

  /// In the caller's transaction, which says what it means.
  Decision release(Handle handle, EditionId id, StaffActor actor) {
    return onState(handle, Act.RELEASE, id, actor);
  }

  /// As [Editions#reopen].
  boolean reopen(Handle handle, EditionId id) {
    Optional<StoredEdition> locked = dao(handle).lock(id.value());
    if (locked.isEmpty() || !locked.get().edition().expiresAt().isAfter(clock.instant())) {
      return false;
    }
    return switch (locked.get().state()) {
      case SENDING -> {
        takeOutStale(handle, locked.get());
        yield true;
      }
      case SENT -> {
        takeOutStale(handle, locked.get());
        yield usable(handle, id) > 0 && dao(handle).reopen(id.value(), clock.instant()) == 1;
      }
      case COLLECTING, APPROVED, HELD, STOPPED, MISSED, SKIPPED -> false;
    };
  }

  /// What has been taken back by its source, or corrected by a letter, since it was sent.
  private void takeOutStale(Handle handle, StoredEdition edition) {
    Set<StoryId> stories =
        EditionActs.cards(handle, edition.edition().id()).stream()
            .filter(card -> card.card().usable())
            .map(PooledCard::story)
            .collect(Collectors.toSet());
    // A card has the id of the time when it was ranked; the story may be part of another by now.
    Map<StoryId, StoryId> canonical = articles.canonical(handle, stories);
    Set<StoryId> gone = new HashSet<>(articles.retracted(handle, Set.copyOf(canonical.values())));
    dao(handle)
        .corrected(canonical.values().stream().map(StoryId::value).distinct().toList())
        .stream()
        .map(StoryId::new)
        .forEach(gone::add);
    Set<StoryId> stale =
        stories.stream()
            .filter(story -> gone.contains(canonical.getOrDefault(story, story)))
            .collect(Collectors.toSet());
    if (stale.isEmpty()) {
      return;
    }
    int slots = newsletters.get(edition.edition().newsletter()).frontPageSlots();
    change(handle, edition, slots, stale, card -> card.takenOut(clock.instant()));
    stale.forEach(story -> retracted(handle, edition, story, StaffActor.ENGINE, Difference.NONE));
  }

  private void retracted(
      Handle handle, StoredEdition edition, StoryId story, StaffActor actor, Difference what) {
    acts.record(
        handle, edition, new EditionActs.Taken(Act.RETRACT, edition.state(), story, actor), what);
  }

  private Decision onState(Act act, EditionId id, StaffActor actor) {
    return database.inTransaction(handle -> onState(handle, act, id, actor));
  }

  private Decision onState(Handle handle, Act act, EditionId id, StaffActor actor) {
    return acts.take(
        handle,
        act,
        id,
        (_, edition, next) -> {
          boolean letter = edition.edition().isLetter();
          if (next == EditionState.APPROVED && !letter && usable(handle, id) == 0) {
            return new Decision.Impossible("The edition has no story to send.");
          }
          acts.record(
              handle, edition, new EditionActs.Taken(act, next, null, actor), Difference.NONE);
          return EditionActs.done(handle, id);
        });
  }

  /// Changes the cards of these stories and lays out the front page anew.
  private Difference change(
      Handle handle,
      StoredEdition edition,
      int slots,
      Set<StoryId> stories,
      UnaryOperator<PooledCard> change) {
    List<PooledCard> before = EditionActs.cards(handle, edition.edition().id());
    List<PooledCard> changed =
        before.stream()
            .map(card -> stories.contains(card.story()) ? change.apply(card) : card)
            .toList();
    acts.store(handle, edition, slots, before, changed);
    return Difference.of(before, changed);
  }

  /// The open editions with one of these stories, and the one asked for. Those that are being
  /// ranked are locked too before it is known which they are: a ranking under way may bring the
  /// story in.
  private List<StoredEdition> lockAllWith(Handle handle, EditionId id, Set<StoryId> stories) {
    CardDao cards = handle.attach(CardDao.class);
    List<Long> values = stories.stream().map(StoryId::value).toList();
    Instant now = clock.instant();
    Set<Long> ids = new TreeSet<>(cards.openEditionsWith(values, now));
    ids.addAll(dao(handle).ranked());
    ids.add(id.value());
    List<StoredEdition> locked = dao(handle).lockAll(new ArrayList<>(ids));
    Set<Long> with = new TreeSet<>(cards.openEditionsWith(values, now));
    with.add(id.value());
    return locked.stream().filter(edition -> with.contains(edition.id())).toList();
  }

  private static long usable(Handle handle, EditionId id) {
    return EditionActs.cards(handle, id).stream().filter(card -> card.card().usable()).count();
  }

  private static EditionDao dao(Handle handle) {
    return handle.attach(EditionDao.class);
  }
}
