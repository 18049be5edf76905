package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of an edition beside its account. `left`: readers who left by a link of its mails
/// and did not take that back. `returned`: mails that came back after a relay had accepted them.
/// `complaints`: readers who complained when this was the newsletter's latest mail to them. How
/// many had each card was `counted` then; null: not yet.
public record EditionReport(
    List<OfCard> cards,
    long left,
    Map<BounceClass, Long> returned,
    long complaints,
    @Nullable Instant counted) {
  public EditionReport {
    cards = List.copyOf(cards);
    returned = Map.copyOf(returned);
  }

  /// One card: `readers` were sent it, `observed` of them in a mail whose clicks are seen, of whom
  /// `clicked` did so as far as can be told a person; `left` of those who left had it.
  public record OfCard(int ordinal, long readers, long observed, long clicked, long left) {}
}
