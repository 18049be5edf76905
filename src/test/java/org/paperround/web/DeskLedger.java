package org.paperround.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.StaffActor;
import org.paperround.subscriber.SubscriberId;
import org.paperround.tracking.Tracking;

/// Sends an edition as far as the ledger goes, without a relay: its audience is frozen by the
/// engine, and each row says that these cards were accepted.
final class DeskLedger {
  private final Site site;

  DeskLedger(Site site) {
    this.site = site;
  }

  /// All of the audience has these cards, by their ordinals; the account is closed by the engine.
  Edition send(EditionId edition, List<Integer> cards) {
    freeze(edition);
    sent(edition, cards);
    site.clock.advance(Duration.ofSeconds(1));
    site.engine().deliveries().tick();
    return site.engine().editions().find(edition).orElseThrow();
  }

  void freeze(EditionId edition) {
    site.engine().editions().approve(edition, StaffActor.CLI);
    site.engine().deliveries().tick();
  }

  /// This reader alone is in the audience, whatever the edition's state.
  void ofOneReader(SubscriberId reader, Edition edition) {
    site.database
        .get()
        .useTransaction(handle -> {
          handle.execute(
              "CREATE TABLE delivery_test PARTITION OF delivery FOR VALUES FROM ('"
                  + edition.date()
                  + "') TO ('"
                  + edition.date().plusDays(1)
                  + "')");
          handle.execute(
              """
              INSERT INTO delivery (subscriber_id, edition_id, edition_date, due_at, late_at, slot, state)
              VALUES (?, ?, ?, ?, ?, 1, 3)
              """,
              reader.value(),
              edition.id().value(),
              edition.date(),
              edition.cutOff(),
              edition.cutOff());
        });
  }

  /// All of the audience has these cards, for these reasons, in a mail that can be made again.
  Edition composed(Edition edition, List<Card> cards, String... reasons) {
    Edition sent = send(edition.id(), cards.stream().map(Card::ordinal).toList());
    long plan =
        site.engine()
            .digests()
            .plan(
                edition,
                site.engine().editions().pool(edition.id()),
                site.engine().newsletters().get(edition.newsletter()),
                Locale.ENGLISH)
            .id();
    site.database
        .get()
        .useTransaction(handle ->
            handle
                .createUpdate("UPDATE delivery SET plan_id = :plan, reasons = :reasons")
                .bind("plan", plan)
                .bind("reasons", reasons)
                .execute());
    return sent;
  }

  /// Who waits has them. The clicks of who consents are seen.
  void sent(EditionId edition, List<Integer> cards) {
    site.database
        .get()
        .useTransaction(handle -> {
          handle
              .createUpdate(
                  """
                  UPDATE delivery d SET state = 3, cards = CAST(:cards AS smallint[]), claimed_at = :now,
                    settled_at = :now, attempts = 1,
                    tracked = (SELECT s.tracking_consent FROM subscriber s WHERE s.id = d.subscriber_id)
                  WHERE edition_id = :edition AND state = 0
                  """)
              .bind("cards", cards.toArray(Integer[]::new))
              .bind("now", site.clock.instant())
              .bind("edition", edition.value())
              .execute();
          handle.execute(
              """
              INSERT INTO attempt (edition_id, subscriber_id, node_id, at, edition_date, number, outcome)
              SELECT edition_id, subscriber_id, 1, claimed_at, edition_date, 1, 0 FROM delivery
              WHERE edition_id = ? AND state = 3
              ON CONFLICT DO NOTHING
              """,
              edition.value());
        });
  }

  void consents(SubscriberId reader) {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE subscriber SET tracking_consent = true WHERE id = ?", reader.value()));
  }

  void clicks(SubscriberId reader, EditionId edition, Card card, boolean machine) {
    site.engine()
        .tracking()
        .clicked(
            new Tracking.Click(
                reader, edition, card.ordinal(), card.story(), machine, site.clock.instant()));
  }

  long count(String sql) {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
