package org.paperround.delivery;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.paperround.edition.EditionId;

/// What relays said of mails: how many were answered (accepted, refused, or put off for policy),
/// for how many there is no such mailbox, and how many policy blocks. Who asks us to slow down
/// blocks nothing.
record Pulse(long answered, long bounces, long blocks) {
  /// Pure.
  static Pulse of(List<SettleWriting.Settled> settled) {
    long answered = 0;
    long bounces = 0;
    long blocks = 0;
    for (SettleWriting.Settled one : settled) {
      boolean bounce = one.change().reason() == LedgerReason.NO_SUCH_MAILBOX;
      boolean block = Settling.policyBlock(one.settlement()).isPresent();
      answered += block || ended(one) ? 1 : 0;
      bounces += bounce ? 1 : 0;
      blocks += block ? 1 : 0;
    }
    return new Pulse(answered, bounces, blocks);
  }

  private static boolean ended(SettleWriting.Settled one) {
    DeliveryState state = one.change().state();
    return one.settlement().left()
        && (state == DeliveryState.SENT || state == DeliveryState.FAILED);
  }

  /// Adds it to what this node has counted.
  void add(Handle handle, EditionId edition, long node) {
    if (answered > 0) {
      handle.attach(BrakeDao.class).count(edition.value(), node, this);
    }
  }
}
