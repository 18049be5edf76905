package org.paperround.subscriber;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.database.Wakeups;

/// That the address of a reader is mailed no more, and why; `newsletter`: of what, if it was said
/// of one.
record Suppression(
    SubscriberId subscriber,
    SuppressionReason reason,
    String evidence,
    @Nullable NewsletterId newsletter) {
  /// In the caller's transaction; false when nothing changed.
  boolean apply(Handle handle, Provenance provenance) {
    Optional<SubscriberRow> locked = handle.attach(SubscriberDao.class).lock(subscriber.value());
    if (locked.isEmpty()) {
      return false;
    }
    String code = reason.code();
    boolean added =
        handle.attach(SuppressionDao.class).add(subscriber.value(), code, evidence, provenance.at())
            > 0;
    if (added) {
      ConsentLog.write(
          handle, locked.get(), newsletter, ConsentLog.Event.SUPPRESSED, code, provenance);
    }
    if (reason == SuppressionReason.COMPLAINT) {
      Leaving.endAll(handle, locked.get(), UnsubscribeCause.COMPLAINT, provenance.of(null));
    }
    Wakeups.announce(handle, Subscribers.TOPIC);
    return added;
  }
}
