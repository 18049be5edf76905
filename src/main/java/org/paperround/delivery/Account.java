package org.paperround.delivery;

import java.util.Map;
import org.paperround.edition.EditionId;

/// The account of one edition: at every instant `eligible = sent + skipped + suppressed + failed +
/// uncertain + waiting` (docs/adr/0006). `reasons` holds the parts of skipped, suppressed and
/// failed (`skipped.paused` -> 3). `agrees` says that `sent` equals the readers with an accepted
/// attempt.
public record Account(
    EditionId edition,
    long eligible,
    long sent,
    long skipped,
    long suppressed,
    long failed,
    long uncertain,
    long waiting,
    Map<String, Long> reasons,
    boolean agrees) {
  public Account {
    reasons = Map.copyOf(reasons);
  }

  /// Every reader of the audience is in exactly one column.
  public boolean adds() {
    return eligible == sent + skipped + suppressed + failed + uncertain + waiting;
  }

  /// The equation holds, and what is sent was accepted.
  public boolean closes() {
    return adds() && agrees;
  }

  /// The account closes and nobody waits any more.
  public boolean closed() {
    return closes() && waiting == 0;
  }

  /// The machine-readable line: `account edition=7 eligible=200 sent=198 ...`.
  public String line() {
    return "account edition="
        + edition
        + " eligible="
        + eligible
        + " sent="
        + sent
        + " skipped="
        + skipped
        + " suppressed="
        + suppressed
        + " failed="
        + failed
        + " uncertain="
        + uncertain
        + " waiting="
        + waiting
        + " closed="
        + closed();
  }
}
