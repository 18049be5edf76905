package org.paperround.edition;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.FrontPage;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.database.Witness;

/// How an act is taken: in one transaction that holds the edition's row, as [EditionRules] allow
/// it, with a new revision and a line in the diary.
final class EditionActs {
  private final Database database;
  private final InstantSource clock;
  private final Witness<EditionChange> witness;
  private final FrontPage.Diversity diversity;

  EditionActs(EditionParts parts, FrontPage.Diversity diversity) {
    this.database = parts.database();
    this.clock = parts.clock();
    this.witness = parts::note;
    this.diversity = diversity;
  }

  @FunctionalInterface
  interface Step {
    /// `next`: the edition's state after the act.
    Decision take(Handle handle, StoredEdition edition, EditionState next);
  }

  Decision take(Act act, EditionId id, Step step) {
    return database.inTransaction(handle -> take(handle, act, id, step));
  }

  Decision take(Handle handle, Act act, EditionId id, Step step) {
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

  /// Stores these cards of the edition, with the front page laid out anew.
  void store(
      Handle handle,
      StoredEdition edition,
      int slots,
      List<PooledCard> before,
      List<PooledCard> changed) {
    List<PooledCard> after =
        NextPool.frontPage(changed, slots, diversity, edition.edition().cutOff());
    handle
        .attach(CardDao.class)
        .upsert(
            NextPool.changed(before, after).stream()
                .map(card -> CardRow.of(edition.edition().id(), card))
                .toList());
  }

  /// A new revision and its line. An approval before the cut-off is the cut-off.
  void record(Handle handle, StoredEdition edition, Taken taken, Difference difference) {
    Instant now = clock.instant();
    Instant cutOff = edition.edition().cutOff();
    if (taken.act() == Act.APPROVE && now.isBefore(cutOff)) {
      cutOff = now;
    }
    StoryId story = taken.story();
    String actor = taken.actor().name();
    EditionDao dao = dao(handle);
    dao.decide(edition.id(), StoredEdition.text(taken.next()), cutOff, actor, now);
    dao.diary(edition.id(), now, actor, taken.act().label(), story == null ? null : story.value());
    witness.note(
        handle,
        taken.change(
            edition,
            difference.with("cut_off", edition.edition().cutOff().toString(), cutOff.toString())));
    Wakeups.announce(handle, "edition");
  }

  /// An act that [EditionRules] allow, and the state of the edition after it.
  record Taken(Act act, EditionState next, @Nullable StoryId story, StaffActor actor) {
    private EditionChange change(StoredEdition edition, Difference difference) {
      Difference all =
          difference.with("state", StoredEdition.text(edition.state()), StoredEdition.text(next));
      String subject =
          act == Act.MERGE || act == Act.SPLIT ? "story " + story : "edition " + edition.id();
      return new EditionChange(actor, act.done(), subject, all.before(), all.after());
    }
  }

  static Decision done(Handle handle, EditionId id) {
    return new Decision.Done(dao(handle).find(id.value()).orElseThrow().edition());
  }

  static List<PooledCard> cards(Handle handle, EditionId id) {
    return handle.attach(CardDao.class).all(id.value());
  }

  private static EditionDao dao(Handle handle) {
    return handle.attach(EditionDao.class);
  }
}
