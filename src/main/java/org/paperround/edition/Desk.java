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
import org.jspecify.annotations.Nullable;
import org.paperround.article.Articles;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.FrontPage;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;

/// The editor's acts. Each is one transaction that holds the edition's row, asks [EditionRules],
/// and leaves a new revision and a line in the diary. What other features know is read before the
/// lock, so that no transaction waits for a second connection.
final class Desk {
  private final Database database;
  private final InstantSource clock;
  private final Newsletters newsletters;
  private final Articles articles;
  private final FrontPage.Diversity diversity;

  Desk(
      Database database,
      InstantSource clock,
      Newsletters newsletters,
      Articles articles,
      FrontPage.Diversity diversity) {
    this.database = database;
    this.clock = clock;
    this.newsletters = newsletters;
    this.articles = articles;
    this.diversity = diversity;
  }

  Decision pin(EditionId id, StoryId story, boolean mustRead, StaffActor actor) {
    return onStory(
        Act.PIN,
        id,
        story,
        actor,
        (cards, card) -> {
          int last = cards.stream().mapToInt(Desk::pinOf).max().orElse(0);
          int position = card.pin() == null ? last + 1 : card.pin();
          return card.pinnedAt(position, mustRead);
        });
  }

  Decision drop(EditionId id, StoryId story, StaffActor actor) {
    return onStory(
        Act.DROP, id, story, actor, (_, card) -> card.withoutCard(true, card.card().retractedAt()));
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
      if (cards(handle, id).stream().noneMatch(card -> aliases.contains(card.story()))) {
        return new Decision.NoSuchStory();
      }
      Instant now = clock.instant();
      articles.retract(handle, canonical, now);
      for (StoredEdition edition : editions) {
        int slots =
            Objects.requireNonNull(offers.get(edition.edition().newsletter())).frontPageSlots();
        change(handle, edition, slots, aliases, card -> card.withoutCard(true, now));
        record(handle, edition, edition.state(), Act.RETRACT, canonical, actor);
      }
      return done(handle, id);
    });
  }

  Decision approve(EditionId id, StaffActor actor) {
    return onState(Act.APPROVE, id, actor);
  }

  Decision hold(EditionId id, StaffActor actor) {
    return onState(Act.HOLD, id, actor);
  }

  Decision stop(EditionId id, StaffActor actor) {
    return onState(Act.STOP, id, actor);
  }

  Decision resume(EditionId id, StaffActor actor) {
    return onState(Act.RESUME, id, actor);
  }

  /// The engine's own word, in the caller's transaction; `why` stands in the diary.
  Decision stop(Handle handle, EditionId id, String why) {
    return inLock(
        handle,
        Act.STOP,
        id,
        (_, edition, next) -> {
          record(handle, edition, next, Act.STOP, null, StaffActor.ENGINE);
          dao(handle).note(id.value(), why);
          return done(handle, id);
        });
  }

  /// In the caller's transaction, which says what it means.
  Decision release(Handle handle, EditionId id, StaffActor actor) {
    return onState(handle, Act.RELEASE, id, actor);
  }

  Decision words(
      EditionId id, List<String> subjects, @Nullable String preheader, StaffActor actor) {
    String subject = subjects.isEmpty() ? null : subjects.getFirst();
    List<String> others = subjects.stream().skip(1).toList();
    return inLock(
        Act.SUBJECT,
        id,
        (handle, edition, next) -> {
          if (edition.alert() && !others.isEmpty()) {
            return new Decision.Impossible("An alert has one subject.");
          }
          record(handle, edition, next, Act.SUBJECT, null, actor);
          dao(handle).words(id.value(), subject, others, preheader);
          return done(handle, id);
        });
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
        cards(handle, edition.edition().id()).stream()
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
    change(handle, edition, slots, stale, card -> card.withoutCard(true, clock.instant()));
    stale.forEach(
        story -> record(handle, edition, edition.state(), Act.RETRACT, story, StaffActor.ENGINE));
  }

  private Decision onState(Act act, EditionId id, StaffActor actor) {
    return database.inTransaction(handle -> onState(handle, act, id, actor));
  }

  private Decision onState(Handle handle, Act act, EditionId id, StaffActor actor) {
    return inLock(
        handle,
        act,
        id,
        (_, edition, next) -> {
          boolean letter = edition.edition().isLetter();
          if (next == EditionState.APPROVED && !letter && usable(handle, id) == 0) {
            return new Decision.Impossible("The edition has no story to send.");
          }
          record(handle, edition, next, act, null, actor);
          return done(handle, id);
        });
  }

  private Decision onStory(
      Act act, EditionId id, StoryId story, StaffActor actor, CardChange change) {
    Optional<StoredEdition> known =
        database.jdbi().withExtension(EditionDao.class, dao -> dao.find(id.value()));
    if (known.isEmpty()) {
      return new Decision.NoSuchEdition();
    }
    int slots = newsletters.get(known.get().edition().newsletter()).frontPageSlots();
    StoryId canonical = articles.canonical(story);
    Set<StoryId> aliases = articles.aliases(canonical);
    return inLock(
        act,
        id,
        (handle, edition, next) -> {
          List<PooledCard> cards = cards(handle, id);
          Optional<PooledCard> card =
              cards.stream().filter(each -> aliases.contains(each.story())).findFirst();
          if (card.isEmpty()) {
            return new Decision.NoSuchStory();
          }
          if (act == Act.PIN && card.get().card().retractedAt() != null) {
            return new Decision.Impossible("The story was retracted.");
          }
          change(handle, edition, slots, aliases, each -> change.apply(cards, each));
          record(handle, edition, next, act, canonical, actor);
          return done(handle, id);
        });
  }

  private Decision inLock(Act act, EditionId id, Step step) {
    return database.inTransaction(handle -> inLock(handle, act, id, step));
  }

  private Decision inLock(Handle handle, Act act, EditionId id, Step step) {
    Optional<StoredEdition> edition = dao(handle).lock(id.value());
    if (edition.isEmpty()) {
      return new Decision.NoSuchEdition();
    }
    return switch (EditionRules.judge(act, edition.get(), clock.instant())) {
      case EditionRules.Verdict.Refused(String why) -> new Decision.Impossible(why);
      case EditionRules.Verdict.Allowed(EditionState next) ->
          step.take(handle, edition.get(), next);
    };
  }

  /// Changes the cards of these stories and lays out the front page anew.
  private void change(
      Handle handle,
      StoredEdition edition,
      int slots,
      Set<StoryId> stories,
      UnaryOperator<PooledCard> change) {
    List<PooledCard> before = cards(handle, edition.edition().id());
    List<PooledCard> changed =
        before.stream()
            .map(card -> stories.contains(card.story()) ? change.apply(card) : card)
            .toList();
    List<PooledCard> after =
        NextPool.frontPage(changed, slots, diversity, edition.edition().cutOff());
    handle
        .attach(CardDao.class)
        .upsert(
            NextPool.changed(before, after).stream()
                .map(card -> CardRow.of(edition.edition().id(), card))
                .toList());
  }

  /// An approval before the cut-off is the cut-off.
  private void record(
      Handle handle,
      StoredEdition edition,
      EditionState next,
      Act act,
      @Nullable StoryId story,
      StaffActor actor) {
    Instant now = clock.instant();
    Instant cutOff = edition.edition().cutOff();
    if (act == Act.APPROVE && now.isBefore(cutOff)) {
      cutOff = now;
    }
    Long storyValue = story == null ? null : story.value();
    EditionDao dao = dao(handle);
    dao.decide(edition.id(), StoredEdition.text(next), cutOff, actor.name(), now);
    dao.diary(edition.id(), now, actor.name(), act.label(), storyValue);
    Wakeups.announce(handle, "edition");
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

  private static Decision done(Handle handle, EditionId id) {
    return new Decision.Done(dao(handle).find(id.value()).orElseThrow().edition());
  }

  private static long usable(Handle handle, EditionId id) {
    return cards(handle, id).stream().filter(card -> card.card().usable()).count();
  }

  private static List<PooledCard> cards(Handle handle, EditionId id) {
    return handle.attach(CardDao.class).all(id.value());
  }

  private static EditionDao dao(Handle handle) {
    return handle.attach(EditionDao.class);
  }

  private static int pinOf(PooledCard card) {
    return card.pin() == null ? 0 : card.pin();
  }

  @FunctionalInterface
  private interface Step {
    Decision take(Handle handle, StoredEdition edition, EditionState next);
  }

  @FunctionalInterface
  private interface CardChange {
    PooledCard apply(List<PooledCard> cards, PooledCard card);
  }
}
