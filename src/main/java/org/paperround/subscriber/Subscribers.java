package org.paperround.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.NewsletterId;

/// People and what they agreed to: the facade of this package. Thread-safe. Every change writes a
/// consent record in the same transaction.
public final class Subscribers {
  /// Records the wish and, unless it is already confirmed, suppressed by complaint or asked too
  /// often, enqueues a confirmation mail. What the caller may show is the same for every address:
  /// that a mail was sent if it can be.
  public void signUp(SignUp request) {
    throw new UnsupportedOperationException();
  }

  /// Confirms what the token names. Works once; a second confirm is
  /// [Confirmation.AlreadyConfirmed].
  public Confirmation confirm(String token, Provenance provenance) {
    throw new UnsupportedOperationException();
  }

  /// What a confirmation link names, without acting (GET shows).
  public Optional<PendingConfirmation> pending(String token) {
    throw new UnsupportedOperationException();
  }

  public Optional<Preferences> preferences(SubscriberId id, NewsletterId newsletter) {
    throw new UnsupportedOperationException();
  }

  public void changePreferences(Preferences preferences, Provenance provenance) {
    throw new UnsupportedOperationException();
  }

  /// Ends the subscription. Idempotent; also when the reader is long gone.
  public UnsubscribeOutcome unsubscribe(
      SubscriberId id, NewsletterId newsletter, UnsubscribeCause cause, Provenance provenance) {
    throw new UnsupportedOperationException();
  }

  /// Suppresses the address of this reader (hard bounce, complaint, operator).
  public void suppress(
      Handle handle, SubscriberId id, SuppressionReason reason, String evidence, Instant at) {
    throw new UnsupportedOperationException();
  }

  /// Locks these readers' rows for the caller's transaction, skipping those that are locked by
  /// another; returns the locked ones. The claim reads [#recipients] in its next statement, so that
  /// it sees what was committed before the lock.
  public Set<SubscriberId> lock(Handle handle, List<SubscriberId> ids) {
    throw new UnsupportedOperationException();
  }

  /// Everything a transmission needs to know of these readers, as of now, for one newsletter. A
  /// reader who is gone has no entry.
  public Map<SubscriberId, Recipient> recipients(
      Handle handle, NewsletterId newsletter, List<SubscriberId> ids) {
    throw new UnsupportedOperationException();
  }

  /// Adds confirmed subscribers with the consent evidence given: the demo's readers, and imports.
  /// Existing ones are left as they are. Returns how many were new.
  public int importConfirmed(NewsletterId newsletter, List<ImportedReader> readers, Instant at) {
    throw new UnsupportedOperationException();
  }

  public Optional<SubscriberId> byAddress(EmailAddress address) {
    throw new UnsupportedOperationException();
  }
}
