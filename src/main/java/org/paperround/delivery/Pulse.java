package org.paperround.delivery;

import org.paperround.mail.ReplyVerdict;

/// What relays said of mails: how many were answered (accepted, refused, or put off for policy or
/// for our set-up), for how many there is no such mailbox, how many policy blocks, and how many
/// were refused for our set-up or for no reason that is known. Who asks us to slow down blocks
/// nothing.
record Pulse(long answered, long bounces, long blocks, long refusals) {
  /// What one settlement adds to each of them, 0 or 1: `answered` is bit 0, `refusals` bit 3. Pure.
  static int bits(SettleWriting.Settled one) {
    boolean bounce = one.change().reason() == LedgerReason.NO_SUCH_MAILBOX;
    boolean block = Settling.policyBlock(one.settlement()).isPresent();
    boolean refusal = isRefusal(one);
    return (block || refusal || ended(one) ? 1 : 0)
        | (bounce ? 1 << 1 : 0)
        | (block ? 1 << 2 : 0)
        | (refusal ? 1 << 3 : 0);
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
}
