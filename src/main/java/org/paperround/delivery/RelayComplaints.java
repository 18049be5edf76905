package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.paperround.mail.RelayReply;
import org.paperround.mail.ReplyVerdict;
import org.paperround.platform.alarm.Alarms;

/// Tells the operator what the relay, or who is behind it, has against us. Policy blocks and faults
/// of our own set-up are never the reader's fault (mail-standards A2, G3). At most one word a
/// minute for each kind; when nothing was heard for some hours, it is over. Thread-safe.
final class RelayComplaints {
  private static final Duration EVERY = Duration.ofMinutes(1);

  /// A newsletter of every morning tells anew each morning that it is still so.
  static final Duration QUIET = Duration.ofHours(6);

  private static final String BLOCKS = "relay-blocks";
  private static final String CONFIGURATION = "relay-configuration";

  private final Alarms alarms;
  private final InstantSource clock;
  private final Map<ReplyVerdict, Instant> told = new EnumMap<>(ReplyVerdict.class);

  RelayComplaints(Alarms alarms, InstantSource clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  /// Ends what no node has heard for [#QUIET], whichever had told it.
  static void end(Alarms alarms, Instant now) {
    alarms.resolveUnlessSince(BLOCKS, now.minus(QUIET));
    alarms.resolveUnlessSince(CONFIGURATION, now.minus(QUIET));
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
    Instant now = clock.instant();
    Instant last = told.get(verdict);
    if (last != null && now.isBefore(last.plus(EVERY))) {
      return;
    }
    told.put(verdict, now);
    boolean block = verdict == ReplyVerdict.BLOCK;
    alarms.raise(
        block ? BLOCKS : CONFIGURATION,
        "The relay, or a receiver behind it, says that "
            + (block ? "policy refuses" : "our set-up is refused")
            + ": "
            + reply.words()
            + ". No reader was suppressed for it.");
  }
}
