package org.paperround.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// How a row that waits ends without a transmission.
record Ending(DeliveryState state, @Nullable LedgerReason reason) {
  /// Time ran out for a row whose last transmission has no known outcome.
  static final Ending UNCERTAIN = new Ending(DeliveryState.UNCERTAIN, null);

  static Ending of(LedgerReason reason) {
    return new Ending(reason.state(), reason);
  }

  /// Writes them, by reader; returns how many rows still waited.
  static int write(Handle handle, OpenEdition open, Map<Long, Ending> endings, Instant now) {
    if (endings.isEmpty()) {
      return 0;
    }
    List<Long> readers = new ArrayList<>();
    List<Integer> states = new ArrayList<>();
    List<@Nullable Integer> reasons = new ArrayList<>();
    endings.forEach((reader, ending) -> {
      readers.add(reader);
      states.add(ending.state().code());
      LedgerReason reason = ending.reason();
      reasons.add(reason == null ? null : reason.code());
    });
    return handle
        .attach(LedgerDao.class)
        .end(
            new LedgerDao.Endings(
                open.id().value(), open.edition().date(), readers, states, reasons, now));
  }
}
