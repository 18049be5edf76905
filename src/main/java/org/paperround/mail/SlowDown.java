package org.paperround.mail;

import java.util.List;

/// Tells by table which replies ask us to send more slowly: the first row that fits decides. What a
/// reply says of one mailbox (greylisting, quota, a reader who gets too much mail), of our set-up,
/// or of a lost connection asks for no such thing. Pure.
public final class SlowDown {
  private static final String WORDS =
      "rate.?limit|throttl|slow down|too (many|fast|quickly|frequent)|unusual rate|server busy"
          + "|(sending|message|maximum) rate|rate .{0,40}(exceed|limit)|unexpected volume"
          + "|volume of (mail|messages|e-?mail)|resources temporarily unavailable";

  /// What a relay says of itself: how much it takes from us, whoever the mail is for.
  private static final String OWN_WORDS =
      "(maximum|your) sending rate|sending rate exceed|daily (message|sending) quota"
          + "|(too many|concurrent|simultaneous) .{0,24}(connections|sessions)";

  private static final String OWN_END =
      "service (is )?(currently )?(not available|unavailable)|closing|(server|too) busy|load";

  private static final List<ReplyRule<Whom>> RULES =
      List.of(
          ReplyRule.of(Whom.NOBODY, "[235]..", ".*", "", "550 5.7.1 rate limited for good"),
          ReplyRule.of(
              Whom.NOBODY, "4..", ".*", "gr[ae]y ?-?list", "421 4.7.1 Greylisted, try again later"),
          ReplyRule.of(
              Whom.NOBODY, "4..", "4\\.[12]\\..*", "", "450 4.2.1 The user gets mail too quickly"),
          ReplyRule.of(Whom.NOBODY, "4..", "4\\.4\\.[12]", "", "421 4.4.2 idle for too long"),
          ReplyRule.of(
              Whom.NOBODY,
              "421",
              ".*",
              "shut(ting)? ?down|restart|going down|maintenance",
              "421 4.3.2 mx.example shutting down"),
          ReplyRule.of(
              Whom.RELAY,
              "4..",
              ".*",
              OWN_WORDS,
              "454 4.7.0 Throttling failure: Maximum sending rate exceeded"),
          ReplyRule.of(
              Whom.RELAY, "4..", "4\\.(3\\.2|4\\.5)", "", "452 4.3.2 System is not accepting mail"),
          ReplyRule.of(Whom.RELAY, "421", "4\\.3\\..*", "", "421 4.3.1 No room for more"),
          ReplyRule.of(Whom.RELAY, "421", "", OWN_END, "421 mx.example Service not available"),
          ReplyRule.of(
              Whom.RECEIVER, "421", ".*", "", "421 4.7.0 [TSS04] Messages temporarily deferred"),
          ReplyRule.of(
              Whom.RECEIVER, "4..", ".*", WORDS, "451 4.7.500 Server busy. Please try again later"),
          ReplyRule.of(
              Whom.NOBODY,
              "4..",
              "4\\.7\\.(8|9|1[0-2]|2[0-79])",
              "",
              "451 4.7.24 SPF could not be read"),
          ReplyRule.of(Whom.RECEIVER, "4..", "4\\.7\\..*", "", "451 4.7.1 Not now"),
          ReplyRule.of(Whom.NOBODY, ".*", ".*", "", "451 4.3.0 A fault of ours"));

  /// Who is to get less: those who have their mail where this one has it, or the relay itself,
  /// whoever its mails are for.
  public enum Whom {
    NOBODY,
    RECEIVER,
    RELAY
  }

  private SlowDown() {}

  public static Whom whom(RelayReply reply) {
    return ReplyRule.first(RULES, reply).verdict();
  }

  public static boolean asked(RelayReply reply) {
    return whom(reply) != Whom.NOBODY;
  }

  static List<ReplyRule<Whom>> rules() {
    return RULES;
  }
}
