package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.paperround.edition.EditionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Outcomes that the database refused by themselves, again and again: out of the way of the others,
/// and tried again every minute. Their rows stay claimed, so nobody sends them again meanwhile;
/// when the process ends they are taken over as after a crash. One thread changes it, any may ask.
final class SetAside {
  /// More at once are no fault of single outcomes: then all wait, and nothing is sent.
  static final int MOST = 10;

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Collaborators with;
  private final Deque<Refused> refused = new ConcurrentLinkedDeque<>();

  SetAside(Collaborators with) {
    this.with = with;
  }

  int size() {
    return refused.size();
  }

  /// False when there is no room: it has to stay where it is.
  boolean add(Settlement settlement, Throwable fault) {
    if (refused.size() >= MOST) {
      return false;
    }
    EditionId edition = edition(settlement);
    LOG.error("An outcome of edition {} cannot be written; it is tried every minute", edition);
    with.alarms()
        .raise(
            cause(edition),
            "An outcome of edition "
                + edition
                + " cannot be written, though others can; it is tried again every minute, and its"
                + " reader's row stays claimed: "
                + fault);
    later(settlement);
    return true;
  }

  /// One whose time has come. It is in hand until it is [#later] or [#settled].
  Optional<Settlement> due() {
    Refused first = refused.peek();
    if (first == null || first.at().isAfter(with.clock().instant())) {
      return Optional.empty();
    }
    return Optional.of(first.settlement());
  }

  /// It was refused again.
  void later(Settlement settlement) {
    refused.removeIf(one -> one.settlement().equals(settlement));
    refused.add(new Refused(settlement, with.clock().instant().plus(AGAIN)));
  }

  /// It is in the ledger.
  void settled(Settlement settlement) {
    refused.removeIf(one -> one.settlement().equals(settlement));
    EditionId edition = edition(settlement);
    if (refused.stream().noneMatch(one -> edition(one.settlement()).equals(edition))) {
      with.alarms().resolve(cause(edition));
    }
  }

  private static EditionId edition(Settlement settlement) {
    return settlement.claim().facts().edition().id();
  }

  static String cause(EditionId edition) {
    return "settle-refused:" + edition;
  }

  private record Refused(Settlement settlement, Instant at) {}
}
