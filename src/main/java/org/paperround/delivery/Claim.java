package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Choice;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.digest.Plan;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.Recipient;

/// One claimed row on its way to the relay: what its transmission needs, and when its reader's
/// consent was last checked. Thread-safe.
final class Claim {
  private final Facts facts;
  private volatile long checkedNanos;
  private volatile @Nullable LedgerReason withdrawn;

  /// `checkedNanos`: [System#nanoTime()] before the reader was read.
  Claim(Facts facts, long checkedNanos) {
    this.facts = facts;
    this.checkedNanos = checkedNanos;
  }

  Facts facts() {
    return facts;
  }

  long checkedNanos() {
    return checkedNanos;
  }

  /// The reader may still be mailed, as of `nanos`.
  void checked(long nanos) {
    checkedNanos = nanos;
  }

  /// The reader must not be mailed any more.
  void withdraw(LedgerReason reason) {
    withdrawn = reason;
  }

  Optional<LedgerReason> withdrawn() {
    return Optional.ofNullable(withdrawn);
  }

  /// Unchanging. `edition` is as it was locked by the claim, with its revision; `number` counts the
  /// row's transmissions from 1; `subject`: which of the edition's subjects, from 0; `handedOver`:
  /// an earlier one may have arrived; `group`: the code of its domain group.
  record Facts(
      DeliveryKey key,
      Edition edition,
      Newsletter newsletter,
      Plan plan,
      Recipient recipient,
      EmailAddress address,
      List<Choice.ChosenCard> cards,
      List<Choice.AtRandom> atRandom,
      int subject,
      Instant claimedAt,
      long node,
      int number,
      boolean handedOver,
      int group) {
    Facts {
      cards = List.copyOf(cards);
      atRandom = List.copyOf(atRandom);
    }
  }
}
