package org.paperround.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Choice;

/// Writes the verdicts of one claim in its transaction. The rows are locked, so every one must be
/// found; one that is not is a fault and rolls the claim back.
final class ClaimWriting {
  private final Handle handle;
  private final Claims.Batch batch;

  ClaimWriting(Handle handle, Claims.Batch batch) {
    this.handle = handle;
    this.batch = batch;
  }

  void write(Claims.Verdicts verdicts) {
    if (!verdicts.claims().isEmpty()) {
      expect(
          handle.attach(ClaimDao.class).claim(chosen(verdicts.claims())), verdicts.claims().size());
      RandomTails.add(handle, verdicts.claims(), batch.now());
    }
    if (!verdicts.ended().isEmpty()) {
      expect(
          Ending.write(handle, batch.open(), verdicts.ended(), batch.now()),
          verdicts.ended().size());
    }
    if (!verdicts.regrouped().isEmpty()) {
      List<Long> readers = List.copyOf(verdicts.regrouped().keySet());
      int rows =
          handle
              .attach(ClaimDao.class)
              .regroup(
                  batch.edition().id().value(),
                  batch.edition().date(),
                  readers,
                  readers.stream().map(verdicts.regrouped()::get).toList());
      expect(rows, readers.size());
    }
    if (!verdicts.postponed().isEmpty()) {
      int rows =
          handle
              .attach(ClaimDao.class)
              .postpone(
                  batch.edition().id().value(),
                  batch.edition().date(),
                  verdicts.postponed(),
                  verdicts.postponedUntil());
      expect(rows, verdicts.postponed().size());
    }
  }

  private static void expect(int rows, int wanted) {
    if (rows != wanted) {
      throw new IllegalStateException(rows + " of " + wanted + " locked rows were written");
    }
  }

  private ClaimDao.Chosen chosen(List<Claim> claims) {
    List<Claim.Facts> facts = claims.stream().map(Claim::facts).toList();
    List<@Nullable String> updates = new ArrayList<>();
    facts.forEach(fact -> updates.add(updates(fact.cards())));
    return new ClaimDao.Chosen(
        batch.edition().id().value(),
        batch.edition().date(),
        batch.turn().node(),
        batch.now(),
        batch.edition().revision(),
        facts.stream().map(fact -> fact.key().subscriber().value()).toList(),
        facts.stream().map(fact -> fact.plan().id()).toList(),
        facts.stream().map(fact -> ordinals(fact.cards())).toList(),
        updates,
        facts.stream().map(fact -> reasons(fact.cards())).toList(),
        facts.stream().map(fact -> fact.recipient().trackingConsent()).toList(),
        facts.stream().map(Claim.Facts::subject).toList());
  }

  static String ordinals(List<Choice.ChosenCard> cards) {
    return cards.stream()
        .map(card -> Integer.toString(card.ordinal()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static @Nullable String updates(List<Choice.ChosenCard> cards) {
    List<Choice.ChosenCard> updated = cards.stream().filter(Choice.ChosenCard::update).toList();
    return updated.isEmpty() ? null : ordinals(updated);
  }

  /// An array literal; the names in the codes come from feeds and may hold anything.
  private static String reasons(List<Choice.ChosenCard> cards) {
    return cards.stream()
        .map(card -> "\"" + card.reason().code().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
