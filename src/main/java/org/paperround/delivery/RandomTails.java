package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.paperround.digest.Choice;

/// Notes which digests of a claim have a tail in random order, and what each card was worth.
final class RandomTails {
  private RandomTails() {}

  /// In the claim's transaction; a reader who is claimed again has the newer one.
  static void add(Handle handle, List<Claim> claims, Instant now) {
    List<RandomTailDao.Row> rows =
        claims.stream()
            .map(Claim::facts)
            .filter(facts -> !facts.atRandom().isEmpty())
            .map(facts -> row(facts, facts.atRandom(), now))
            .toList();
    if (!rows.isEmpty()) {
      handle.attach(RandomTailDao.class).add(rows);
    }
  }

  private static RandomTailDao.Row row(
      Claim.Facts facts, List<Choice.AtRandom> cards, Instant now) {
    return new RandomTailDao.Row(
        facts.key().edition().value(),
        facts.key().date(),
        facts.key().subscriber().value(),
        now,
        cards.stream().map(Choice.AtRandom::ordinal).toList(),
        cards.stream().map(Choice.AtRandom::position).toList(),
        cards.getFirst().propensity(),
        cards.stream().flatMap(card -> card.parts().stream()).collect(Collectors.toList()));
  }
}
