package org.paperround.delivery;

import java.util.List;
import org.paperround.edition.EditionId;
import org.paperround.mail.ReplyVerdict;

/// What relays said of mails: how many were answered (accepted, refused, or put off for policy or
/// for our set-up), for how many there is no such mailbox, how many policy blocks, and how many
/// were refused for our set-up or for no reason that is known. Who asks us to slow down blocks
/// nothing.
record Pulse(long answered, long bounces, long blocks, long refusals) {
  /// Pure.
  static Pulse of(List<SettleWriting.Settled> settled) {
    long answered = 0;
    long bounces = 0;
    long blocks = 0;
    long refusals = 0;
    for (SettleWriting.Settled one : settled) {
      boolean bounce = one.change().reason() == LedgerReason.NO_SUCH_MAILBOX;
      boolean block = Settling.policyBlock(one.settlement()).isPresent();
      boolean refusal = isRefusal(one);
      answered += block || refusal || ended(one) ? 1 : 0;
      bounces += bounce ? 1 : 0;
      blocks += block ? 1 : 0;
      refusals += refusal ? 1 : 0;
    }
    return new Pulse(answered, bounces, blocks, refusals);
  }

  /// What is put off for our set-up counts with its first try: a few readers whose receiver refuses
  /// it until the edition expires must not weigh as many.
  private static boolean isRefusal(SettleWriting.Settled one) {
    return one.change().reason() == LedgerReason.REFUSED
        || (one.facts().number() == 1
            && Settling.complaint(one.settlement(), ReplyVerdict.CONFIG).isPresent());
  }

  private static boolean ended(SettleWriting.Settled one) {
    DeliveryState state = one.change().state();
    return one.settlement().left()
        && (state == DeliveryState.SENT || state == DeliveryState.FAILED);
  }

  /// Adds it to what this node has counted.
  void add(SettleDao dao, EditionId edition, long node) {
    if (answered > 0) {
      dao.count(edition.value(), node, this);
    }
  }
}
