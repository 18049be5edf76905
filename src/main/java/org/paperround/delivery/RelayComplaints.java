package org.paperround.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.paperround.mail.RelayReply;
import org.paperround.mail.ReplyVerdict;
import org.paperround.platform.alarm.Alarms;

/// Tells the operator what the relay, or who is behind it, has against us. Policy blocks and faults
/// of our own set-up are never the reader's fault (mail-standards A2, G3). At most one word a
/// minute for each kind. Thread-safe.
final class RelayComplaints {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Alarms alarms;
  private final Map<ReplyVerdict, Long> toldNanos = new EnumMap<>(ReplyVerdict.class);

  RelayComplaints(Alarms alarms) {
    this.alarms = alarms;
  }

  void hear(List<Settlement> settlements) {
    for (Settlement settlement : settlements) {
      Settling.policyBlock(settlement).ifPresent(reply -> tell(ReplyVerdict.BLOCK, reply));
      Settling.complaint(settlement, ReplyVerdict.CONFIG)
          .ifPresent(reply -> tell(ReplyVerdict.CONFIG, reply));
    }
  }

  /// What came back of mails that a relay had accepted.
  void hear(BounceClass kind, RelayReply reply) {
    switch (kind) {
      case BLOCK -> tell(ReplyVerdict.BLOCK, reply);
      case CONFIG -> tell(ReplyVerdict.CONFIG, reply);
      case HARD, DISABLED, FULL, SOFT, MAIL -> {}
    }
  }

  /// `verdict`: BLOCK or CONFIG.
  private synchronized void tell(ReplyVerdict verdict, RelayReply reply) {
    long now = System.nanoTime();
    Long told = toldNanos.get(verdict);
    if (told != null && now - told < EVERY.toNanos()) {
      return;
    }
    toldNanos.put(verdict, now);
    boolean block = verdict == ReplyVerdict.BLOCK;
    String enhanced = reply.enhanced() == null ? "" : reply.enhanced() + " ";
    alarms.raise(
        block ? "relay-blocks" : "relay-configuration",
        "The relay, or a receiver behind it, says that "
            + (block ? "policy refuses" : "our set-up is refused")
            + ": "
            + reply.code()
            + " "
            + enhanced
            + reply.text()
            + ". No reader was suppressed for it.");
  }
}
