package org.paperround.edition;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.Articles;
import org.paperround.article.Withdrawn;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes out of editions that no ranking changes any more, also while they are being sent, what may
/// not be shown any more: a card whose article was taken back, or put under a later embargo. In the
/// name of the source, as an editor's retraction is in the editor's.
final class Withdrawals {
  private static final Logger LOG = LoggerFactory.getLogger(Withdrawals.class);

  private final Database database;
  private final InstantSource clock;
  private final Newsletters newsletters;
  private final Articles articles;
  private final Alarms alarms;
  private final EditionActs acts;

  Withdrawals(EditionParts parts, EditionActs acts) {
    this.database = parts.database();
    this.clock = parts.clock();
    this.newsletters = parts.newsletters();
    this.articles = parts.articles();
    this.alarms = parts.alarms();
    this.acts = acts;
  }

  /// Returns how many editions changed. A fault with one keeps no other from it.
  int run() {
    Instant now = clock.instant();
    int changed = 0;
    Set<String> failing = new HashSet<>();
    for (long edition : affected(now)) {
      try {
        changed += takeOut(edition, now) ? 1 : 0;
      } catch (RuntimeException e) {
        if (Database.isAway(e)) {
          throw e;
        }
        LOG.error("What was taken back is still in edition {}; tried again", edition, e);
        String cause = Causes.withdrawing(edition);
        failing.add(cause);
        alarms.raise(
            cause,
            "A story that was taken back cannot be taken out of edition "
                + edition
                + "; stop it while it is being sent. "
                + e);
      }
    }
    end(failing);
    return changed;
  }

  /// Also where there is nothing to take out any more, for whatever reason.
  private void end(Set<String> failing) {
    alarms.open().stream()
        .map(Alarms.OpenAlarm::cause)
        .filter(cause -> cause.startsWith(Causes.WITHDRAWING) && !failing.contains(cause))
        .forEach(alarms::resolve);
  }

  private Set<Long> affected(Instant now) {
    return database
        .jdbi()
        .withHandle(handle -> {
          List<CardDao.Shown> shown = handle.attach(CardDao.class).shown(now);
          Map<ArticleId, Withdrawn> withdrawn =
              withdrawn(
                  handle,
                  shown.stream()
                      .map(card -> new ArticleId(card.article()))
                      .collect(Collectors.toSet()),
                  now);
          return shown.stream()
              .filter(card ->
                  concerns(
                      withdrawn.get(new ArticleId(card.article())), card.embargoedUntil(), now))
              .map(CardDao.Shown::edition)
              .collect(Collectors.toCollection(TreeSet::new));
        });
  }

  private boolean takeOut(long id, Instant now) {
    int slots = CardDesk.slots(database, newsletters, new EditionId(id)).orElseThrow();
    return database.inTransaction(handle -> {
      StoredEdition edition = handle.attach(EditionDao.class).lock(id).orElseThrow();
      List<PooledCard> cards = EditionActs.cards(handle, edition.edition().id());
      Map<ArticleId, Withdrawn> withdrawn =
          withdrawn(
              handle,
              cards.stream().map(card -> card.card().article()).collect(Collectors.toSet()),
              now);
      List<PooledCard> stale =
          cards.stream()
              .filter(card ->
                  card.card().usable()
                      && concerns(
                          withdrawn.get(card.card().article()), card.card().embargoedUntil(), now))
              .toList();
      for (PooledCard card : stale) {
        Withdrawn why = Objects.requireNonNull(withdrawn.get(card.card().article()));
        takeOut(handle, edition, slots, card, why);
      }
      return !stale.isEmpty();
    });
  }

  private void takeOut(
      Handle handle, StoredEdition edition, int slots, PooledCard card, Withdrawn why) {
    Instant now = clock.instant();
    List<PooledCard> before = EditionActs.cards(handle, edition.edition().id());
    List<PooledCard> after =
        before.stream()
            .map(other ->
                other.card().ordinal() == card.card().ordinal() ? without(card, why, now) : other)
            .toList();
    acts.store(handle, edition, slots, before, after);
    StaffActor actor = why.source() == null ? StaffActor.ENGINE : StaffActor.source(why.source());
    Act act = why.takenBack() ? Act.RETRACT : Act.EMBARGO;
    acts.record(
        handle,
        edition,
        new EditionActs.Taken(act, edition.state(), card.story(), actor),
        Difference.of(before, after));
  }

  private static PooledCard without(PooledCard card, Withdrawn why, Instant now) {
    return why.takenBack() ? card.takenOut(now) : card.embargoed(why.embargoedUntil());
  }

  /// Whether a card with this embargo says too much. One that ends earlier by now is left as the
  /// edition was approved.
  private static boolean concerns(
      @Nullable Withdrawn article, @Nullable Instant embargoedUntil, Instant now) {
    if (article == null || article.takenBack()) {
      return article != null;
    }
    Instant until = article.embargoedUntil();
    return until != null
        && until.isAfter(now)
        && (embargoedUntil == null || embargoedUntil.isBefore(until));
  }

  private Map<ArticleId, Withdrawn> withdrawn(Handle handle, Set<ArticleId> ids, Instant now) {
    return articles.withdrawn(handle, ids, now).stream()
        .collect(Collectors.toMap(Withdrawn::article, Function.identity()));
  }
}
