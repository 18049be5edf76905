package org.paperround.delivery;

import java.util.Locale;
import java.util.regex.Pattern;
import org.paperround.mail.RelayReply;
import org.paperround.mail.ReplyRules;

/// How a mail came back that a relay had accepted (mail-standards G2), `code` as the ledger holds
/// it. `DISABLED` is the mailbox that is there but takes nothing (5.2.1): it may come back. `MAIL`:
/// this one was refused for itself, too large or not understood (RFC 3463 3.3 to 3.7).
public enum BounceClass {
  HARD(1),
  DISABLED(2),
  FULL(3),
  SOFT(4),
  BLOCK(5),
  CONFIG(6),
  MAIL(7);

  private static final Pattern OF_THE_MAIL = Pattern.compile("[45]\\.(2\\.3|3\\.4|[56]\\..*)");

  private static final Pattern DISABLED_WORDS =
      Pattern.compile("\\b(disabled|inactive)\\b", Pattern.CASE_INSENSITIVE);

  private final int code;

  BounceClass(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// Nothing follows from it for the reader, whatever came before.
  boolean isNotOfTheReader() {
    return this == BLOCK || this == CONFIG || this == MAIL;
  }

  /// The mailbox is not there, or takes nothing.
  public boolean isForGood() {
    return this == HARD || this == DISABLED;
  }

  /// As metrics and logs call it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static BounceClass of(int code) {
    for (BounceClass known : values()) {
      if (known.code == code) {
        return known;
      }
    }
    throw new IllegalArgumentException("no bounce class has code " + code);
  }

  /// What the words of the receiver mean; the same rules as for a relay's words in the session.
  public static BounceClass of(RelayReply reply) {
    return switch (ReplyRules.verdict(reply)) {
      case HARD -> isDisabled(reply) ? DISABLED : HARD;
      case FULL -> FULL;
      case BLOCK -> BLOCK;
      case CONFIG -> CONFIG;
      case SOFT, ACCEPTED ->
          reply.enhanced() != null && OF_THE_MAIL.matcher(reply.enhanced()).matches() ? MAIL : SOFT;
    };
  }

  /// By its code or, where that does not say that there is no such mailbox (5.1.x), by its words.
  private static boolean isDisabled(RelayReply reply) {
    String enhanced = reply.enhanced();
    if ("5.2.1".equals(enhanced)) {
      return true;
    }
    return (enhanced == null || !enhanced.startsWith("5.1."))
        && DISABLED_WORDS.matcher(reply.text()).find();
  }
}
