package org.paperround.mail;

import java.util.List;

/// Tells which answers to a mail speak against the relay that gave them, so that another one should
/// take its share: our set-up is refused there, it has no room or a fault of its own, or it refuses
/// without saying anything that is known. What is said of a mailbox, of one mail, or of our
/// standing does not; nor does one mail that is put off for a while. Pure.
final class RelayFaults {
  private static final List<ReplyRule<Boolean>> RULES =
      List.of(
          ReplyRule.of(
              false, "[45]..", ".*", "gr[ae]y ?-?list", "451 4.3.0 Greylisted, try again later"),
          ReplyRule.of(true, "4..", "4\\.3\\..*", "", "452 4.3.1 Insufficient system storage"),
          ReplyRule.of(true, "452", "", "", "452 Insufficient system storage"),
          ReplyRule.of(false, "4..", ".*", "", "450 4.2.0 Try again later"),
          ReplyRule.of(
              false, "5..", "5\\.[126]\\..*", "", "553 5.6.7 SMTPUTF8 is not supported here"),
          ReplyRule.of(
              false,
              "5..",
              ".*",
              "mailbox|recipient|user|account|address",
              "550 Requested action not taken: mailbox unavailable"),
          ReplyRule.of(true, "5..", ".*", "", "554 Transaction failed"),
          ReplyRule.of(false, ".*", ".*", "", "250 2.0.0 Ok"));

  private RelayFaults() {}

  static boolean isOne(RelayReply reply) {
    return switch (ReplyRules.verdict(reply)) {
      case CONFIG -> true;
      case SOFT -> ReplyRule.first(RULES, reply).verdict();
      case HARD, FULL, BLOCK, ACCEPTED -> false;
    };
  }

  static List<ReplyRule<Boolean>> rules() {
    return RULES;
  }
}
