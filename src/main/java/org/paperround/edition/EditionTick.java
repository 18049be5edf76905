package org.paperround.edition;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.article.Articles;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the engine does to editions by itself: opens, ranks, and closes them at the cut-off. Tables
/// decide what is due; every step checks the row under its lock, so a tick that comes twice, late
/// or on several nodes does no harm.
final class EditionTick {
  /// A collecting edition is ranked anew this often; the desk need not see more.
  static final Duration RANKING_INTERVAL = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(EditionTick.class);

  private final Database database;
  private final InstantSource clock;
  private final Newsletters newsletters;
  private final PoolRanking ranking;
  private final Alarms alarms;
  private final Articles articles;
  private final EditionAlarms reports;
  private final AlertEditions breaking;

  EditionTick(EditionParts parts, PoolRanking ranking) {
    this.database = parts.database();
    this.clock = parts.clock();
    this.newsletters = parts.newsletters();
    this.ranking = ranking;
    this.alarms = parts.alarms();
    this.articles = parts.articles();
    this.reports = new EditionAlarms(alarms);
    this.breaking = new AlertEditions(parts, ranking);
  }

  int run() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Map<NewsletterId, Newsletter> offers =
        newsletters.all().stream().collect(Collectors.toMap(Newsletter::id, offer -> offer));
    int changed = 0;
    Set<String> wrong = new HashSet<>();
    for (Newsletter newsletter : offers.values()) {
      if (newsletter.active()) {
        changed +=
            switch (newsletter.kind()) {
              case DIGEST -> guarded(newsletter, wrong, () -> open(newsletter, now));
              case ALERT -> guarded(newsletter, wrong, () -> breaking.open(newsletter, now));
            };
      }
    }
    for (StoredEdition edition : open()) {
      Newsletter newsletter = offers.get(edition.edition().newsletter());
      if (newsletter != null) {
        changed += guarded(newsletter, wrong, () -> step(edition, newsletter, now));
      }
    }
    openFaults().stream().filter(cause -> !wrong.contains(cause)).forEach(alarms::resolve);
    return changed;
  }

  /// A fault with one newsletter keeps no other from its cut-off.
  private int guarded(Newsletter newsletter, Set<String> wrong, IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (RuntimeException e) {
      if (Database.isAway(e)) {
        throw e;
      }
      String cause = Causes.fault(newsletter);
      if (wrong.add(cause) && !openFaults().contains(cause)) {
        LOG.error("The editions of {} cannot be advanced", newsletter.slug(), e);
      }
      alarms.raise(cause, newsletter.name() + " stands still: the log has the fault; " + e);
      return 0;
    }
  }

  private Set<String> openFaults() {
    return alarms.open().stream()
        .map(Alarms.OpenAlarm::cause)
        .filter(cause -> cause.startsWith(Causes.FAULT))
        .collect(Collectors.toSet());
  }

  /// The edition that is planned for `cutOff`, made when there is none; ranked while it collects.
  Edition build(Newsletter newsletter, Instant cutOff) {
    Instant planned = cutOff.truncatedTo(ChronoUnit.MICROS);
    insert(newsletter, planned, false);
    StoredEdition edition = planned(newsletter, planned).orElseThrow();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant asOf = now.isBefore(edition.edition().cutOff()) ? now : edition.edition().cutOff();
    rank(edition, newsletter, asOf, asOf);
    return find(edition.id()).edition();
  }

  /// Ranks it at once, if the engine would rank it again.
  void rankNow(EditionId id) {
    StoredEdition edition = find(id.value());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant cutOff = edition.edition().cutOff();
    boolean open = now.isBefore(cutOff);
    if (!edition.alert() && (open || edition.state() == EditionState.COLLECTING)) {
      rank(edition, newsletters.get(edition.edition().newsletter()), open ? now : cutOff, now);
    }
  }

  /// As [Editions#alert].
  Decision alert(
      Newsletter newsletter, StoryId story, @Nullable String headline, StaffActor actor) {
    return breaking.order(newsletter, story, headline, actor);
  }

  private int open(Newsletter newsletter, Instant now) {
    int changed = 0;
    Instant next = Newsletters.nextAfter(newsletter, now);
    if (planned(newsletter, next).isEmpty()) {
      EditionDao.NewEdition edition = newEdition(newsletter, next, true, now);
      int moved = database.jdbi().withExtension(EditionDao.class, dao -> dao.move(edition));
      changed += moved > 0 ? moved : insert(newsletter, next, true);
    }
    return changed + openLate(newsletter, now);
  }

  /// An edition that should have been opened while no engine ran. Only where the newsletter had
  /// editions before the one that was due: a new offer, or one with a new schedule, missed nothing.
  private int openLate(Newsletter newsletter, Instant now) {
    Instant latest = Newsletters.latestAt(newsletter, now);
    Instant beforeThat = Newsletters.latestAt(newsletter, latest.minusNanos(1));
    Optional<Instant> last =
        database
            .jdbi()
            .withExtension(EditionDao.class, dao -> dao.lastPlanned(newsletter.id().value(), now));
    boolean wasMissed = last.isPresent() && !last.get().isAfter(beforeThat);
    return wasMissed ? insert(newsletter, latest, true) : 0;
  }

  private int step(StoredEdition edition, Newsletter newsletter, Instant now) {
    boolean collecting = edition.state() == EditionState.COLLECTING;
    boolean due = !now.isBefore(edition.edition().cutOff());
    if (collecting && due) {
      return close(edition, newsletter, now);
    }
    if (!collecting && now.isAfter(edition.edition().expiresAt())) {
      return end(edition, newsletter, Ending.TOO_LATE, now);
    }
    return switch (edition.state()) {
      case COLLECTING, HELD ->
          edition.alert()
              ? endIfTakenBack(edition, newsletter, now)
              : rankNowAndThen(edition, newsletter, due, now);
      case APPROVED, SENDING, STOPPED, SENT, MISSED, SKIPPED -> 0;
    };
  }

  /// No ranking takes a story that its source took back out of an alert that waits for approval.
  private int endIfTakenBack(StoredEdition edition, Newsletter newsletter, Instant now) {
    boolean takenBack =
        database
            .jdbi()
            .withHandle(handle -> {
              Set<StoryId> story =
                  handle.attach(CardDao.class).all(edition.id()).stream()
                      .map(PooledCard::story)
                      .collect(Collectors.toSet());
              return !articles.retracted(handle, story).isEmpty();
            });
    if (!takenBack || end(edition, newsletter, Ending.TAKEN_BACK, now) == 0) {
      return 0;
    }
    reports.letGo(edition.edition(), newsletter);
    return 1;
  }

  /// Held editions too, up to their cut-off, so that they are current when they are let go.
  private int rankNowAndThen(
      StoredEdition edition, Newsletter newsletter, boolean due, Instant now) {
    Instant asOf = due ? edition.edition().cutOff() : now;
    Instant rankedAt = edition.rankedAt();
    if (rankedAt != null && !rankedAt.isBefore(asOf)) {
      return 0;
    }
    Instant before = due ? asOf.minusNanos(1000) : now.minus(RANKING_INTERVAL);
    boolean mine =
        database
                .jdbi()
                .withExtension(
                    EditionDao.class, dao -> dao.claimRanking(edition.id(), asOf, before))
            > 0;
    return mine && rank(edition, newsletter, asOf, now) ? 1 : 0;
  }

  private int close(StoredEdition edition, Newsletter newsletter, Instant now) {
    if (!newsletter.active()) {
      return end(edition, newsletter, Ending.NOT_OFFERED, now);
    }
    if (now.isAfter(edition.edition().plannedAt().plus(newsletter.lateLimit()))) {
      return end(edition, newsletter, Ending.TOO_LATE, now);
    }
    RankedPool ranked = read(edition, edition.edition().cutOff(), now);
    Optional<EditionState> next =
        database.inTransaction(handle -> closeInLock(handle, edition.id(), newsletter, ranked));
    next.ifPresent(state -> reports.report(state, edition.edition(), newsletter));
    return next.isPresent() ? 1 : 0;
  }

  private Optional<EditionState> closeInLock(
      Handle handle, long id, Newsletter newsletter, RankedPool ranked) {
    StoredEdition locked = dao(handle).lock(id).orElseThrow();
    if (locked.state() != EditionState.COLLECTING
        || locked.edition().cutOff().isAfter(clock.instant())) {
      return Optional.empty();
    }
    List<PooledCard> cards = store(handle, locked, newsletter, ranked);
    if (cards.stream().noneMatch(card -> card.card().usable())) {
      decide(handle, locked, Ending.NO_STORY);
      return Optional.of(EditionState.SKIPPED);
    }
    EditionState next = EditionRules.withoutEditor(newsletter);
    if (next == EditionState.SKIPPED) {
      decide(handle, locked, Ending.NOT_APPROVED);
    } else {
      decide(handle, locked, next);
    }
    return Optional.of(next);
  }

  /// Why nothing of an edition is sent, as its diary says it.
  private enum Ending {
    TOO_LATE(EditionState.MISSED, "its time passed before it could go out"),
    TAKEN_BACK(EditionState.SKIPPED, "its story was taken back"),
    NOT_OFFERED(EditionState.SKIPPED, "its newsletter is not on offer any more"),
    NO_STORY(EditionState.SKIPPED, "there was no story to send"),
    NOT_APPROVED(EditionState.SKIPPED, "it was not approved by its cut-off");

    private final EditionState state;
    private final String why;

    Ending(EditionState state, String why) {
      this.state = state;
      this.why = why;
    }
  }

  /// Ends an edition of which nothing is sent, if it still is as it was seen.
  private int end(StoredEdition seen, Newsletter newsletter, Ending ending, Instant now) {
    boolean ended =
        database.inTransaction(handle -> {
          StoredEdition locked = dao(handle).lock(seen.id()).orElseThrow();
          if (locked.state() != seen.state() || locked.edition().cutOff().isAfter(now)) {
            return false;
          }
          decide(handle, locked, ending);
          return true;
        });
    if (ended && seen.state() != EditionState.STOPPED) {
      reports.report(ending.state, seen.edition(), newsletter);
    }
    return ended ? 1 : 0;
  }

  private void decide(Handle handle, StoredEdition edition, Ending ending) {
    decide(handle, edition, ending.state);
    dao(handle).note(edition.id(), ending.why);
  }

  private void decide(Handle handle, StoredEdition edition, EditionState next) {
    String actor = StaffActor.ENGINE.name();
    Instant now = clock.instant();
    EditionDao dao = dao(handle);
    dao.decide(edition.id(), StoredEdition.text(next), edition.edition().cutOff(), actor, now);
    dao.diary(edition.id(), now, actor, StoredEdition.text(next), null);
    Wakeups.announce(handle, "edition");
  }

  private boolean rank(
      StoredEdition edition, Newsletter newsletter, Instant asOf, Instant horizon) {
    if (edition.state() != EditionState.COLLECTING && edition.state() != EditionState.HELD) {
      return false;
    }
    RankedPool ranked = read(edition, asOf, horizon);
    return database.inTransaction(handle -> {
      StoredEdition locked = dao(handle).lock(edition.id()).orElseThrow();
      if (locked.state() != EditionState.COLLECTING && locked.state() != EditionState.HELD) {
        return false;
      }
      store(handle, locked, newsletter, ranked);
      return true;
    });
  }

  private RankedPool read(StoredEdition edition, Instant asOf, Instant horizon) {
    Edition facts = edition.edition();
    Optional<Instant> previous =
        database
            .jdbi()
            .withExtension(
                EditionDao.class,
                dao ->
                    dao.previousCutOff(facts.newsletter().value(), edition.id(), facts.cutOff()));
    List<PooledCard> cards =
        database.jdbi().withExtension(CardDao.class, dao -> dao.all(edition.id()));
    return ranking.rank(facts, previous, cards, asOf, horizon);
  }

  /// The ranking was read before the lock: what was taken back since, or became part of another of
  /// its stories, does not come in by it.
  private List<PooledCard> store(
      Handle handle, StoredEdition locked, Newsletter newsletter, RankedPool read) {
    Set<StoryId> stories =
        read.stories().stream().map(ranked -> ranked.story().id()).collect(Collectors.toSet());
    Set<StoryId> gone = new HashSet<>(articles.retracted(handle, stories));
    articles
        .canonical(handle, stories)
        .forEach((story, now) -> {
          if (!now.equals(story) && stories.contains(now)) {
            gone.add(story);
          }
        });
    RankedPool ranked = read.without(gone);
    CardDao dao = handle.attach(CardDao.class);
    List<PooledCard> present = dao.all(locked.id());
    NextPool.Outcome next =
        NextPool.join(locked, present, ranked, newsletter.frontPageSlots(), ranking.diversity());
    dao.delete(locked.id(), next.deleted());
    dao.upsert(
        NextPool.changed(present, next.cards()).stream()
            .map(card -> CardRow.of(locked.edition().id(), card))
            .toList());
    dao(handle).ranked(locked.id(), ranked.asOf(), next.nextOrdinal());
    return next.cards();
  }

  private int insert(Newsletter newsletter, Instant planned, boolean scheduled) {
    if (planned(newsletter, planned).isPresent()) {
      return 0;
    }
    EditionDao.NewEdition edition = newEdition(newsletter, planned, scheduled, clock.instant());
    return database.inTransaction(handle -> {
      Optional<Long> id = dao(handle).insert(edition);
      id.ifPresent(value ->
          dao(handle).diary(value, clock.instant(), StaffActor.ENGINE.name(), "collecting", null));
      return id.isPresent() ? 1 : 0;
    });
  }

  private static EditionDao.NewEdition newEdition(
      Newsletter newsletter, Instant planned, boolean scheduled, Instant now) {
    LocalDate date = planned.atZone(newsletter.zone()).toLocalDate();
    Instant expiresAt = planned.plus(newsletter.maxAge()).plus(newsletter.lateLimit());
    return new EditionDao.NewEdition(
        newsletter.id().value(), date, planned, scheduled, expiresAt, now);
  }

  private Optional<StoredEdition> planned(Newsletter newsletter, Instant planned) {
    return database
        .jdbi()
        .withExtension(EditionDao.class, dao -> dao.planned(newsletter.id().value(), planned));
  }

  private StoredEdition find(long id) {
    return database.jdbi().withExtension(EditionDao.class, dao -> dao.find(id)).orElseThrow();
  }

  private List<StoredEdition> open() {
    return database.jdbi().withExtension(EditionDao.class, EditionDao::open);
  }

  private static EditionDao dao(Handle handle) {
    return handle.attach(EditionDao.class);
  }
}
