package org.paperround.delivery;

import java.util.Optional;
import org.paperround.digest.DigestLinks;
import org.paperround.digest.Digests;
import org.paperround.edition.EditionId;

/// The ledger and what is asked of it: the facade of this package. Thread-safe.
public final class Deliveries {
  /// One tick: freezes the audiences of approved editions, marks waiting rows of readers who left
  /// as skipped, expires late ones, takes over from dead nodes, closes accounts. Returns how many
  /// rows or editions changed.
  public int tick() {
    throw new UnsupportedOperationException();
  }

  public Optional<Account> account(EditionId edition) {
    throw new UnsupportedOperationException();
  }

  /// Renders a past delivery again: the same bytes, but for the signature and tracking links. Empty
  /// when nothing was sent.
  public Optional<Digests.AssembledDigest> again(DigestLinks.DeliveryKey key) {
    throw new UnsupportedOperationException();
  }

  /// The HTML of a past delivery, for the browser.
  public Optional<String> view(DigestLinks.DeliveryKey key) {
    throw new UnsupportedOperationException();
  }
}
