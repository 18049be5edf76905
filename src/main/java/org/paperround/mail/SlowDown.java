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

  private static final List<ReplyRule<Boolean>> RULES =
      List.of(
          ReplyRule.of(false, "[235]..", ".*", "", "550 5.7.1 rate limited for good"),
          ReplyRule.of(
              false, "4..", ".*", "gr[ae]y ?-?list", "421 4.7.1 Greylisted, try again later"),
          ReplyRule.of(
              false, "4..", "4\\.[12]\\..*", "", "450 4.2.1 The user gets mail too quickly"),
          ReplyRule.of(false, "4..", "4\\.4\\.[12]", "", "421 4.4.2 idle for too long"),
          ReplyRule.of(true, "421", ".*", "", "421 4.7.0 [TSS04] Messages temporarily deferred"),
          ReplyRule.of(
              true, "4..", "4\\.(3\\.2|4\\.5)", "", "452 4.3.2 System is not accepting mail"),
          ReplyRule.of(true, "4..", ".*", WORDS, "451 4.7.500 Server busy. Please try again later"),
          ReplyRule.of(
              false, "4..", "4\\.7\\.(8|9|1[0-2]|2[0-79])", "", "451 4.7.24 SPF could not be read"),
          ReplyRule.of(true, "4..", "4\\.7\\..*", "", "451 4.7.1 Not now"),
          ReplyRule.of(false, ".*", ".*", "", "451 4.3.0 A fault of ours"));

  private SlowDown() {}

  public static boolean asked(RelayReply reply) {
    return ReplyRule.first(RULES, reply).verdict();
  }

  static List<ReplyRule<Boolean>> rules() {
    return RULES;
  }
}
