package org.paperround.mail;

import java.util.List;

/// Classifies replies by table: the first row that fits decides (mail-standards A2, G2; RFC 3463,
/// RFC 5321 4.2, RFC 7372). Precision first: a reader is only called gone by words or codes about
/// the mailbox itself, policy words outweigh such codes, and what no row knows is soft. Pure.
public final class ReplyRules {
  /// What we did wrong, by code: missing or broken authentication of our mail (5.7.25 to 5.7.30,
  /// RFC 7372 5.7.20 to 5.7.24, Microsoft's 5.7.515), our sign-in (5.7.8, 5.7.9...), our envelope
  /// sender (5.1.7, 5.1.8).
  private static final String OUR_FAULT = "[45]\\.(7\\.(2[0-7]|29|30|515|8|9|10|11|12)|1\\.[78])";

  private static final String OUR_FAULT_WORDS =
      "relay(ing)? (access )?(is )?(denied|not permitted|prohibited|not allowed)|unable to relay"
          + "|not permitted to relay|authentication (is )?required|must (first )?authenticate"
          + "|must issue a starttls|encryption required|sender (address )?(rejected|denied|refused)"
          + "|sender verif|domain of sender|not (allowed|authori[sz]ed|permitted) to send"
          + "|(helo|ehlo) (command )?rejected|need fully-qualified hostname";

  private static final String LATER_WORDS =
      "gr[ae]y ?-?list|try again later|rate that prevents|too quickly|sending quota"
          + "|(daily|hourly|message) .{0,20}quota";

  private static final String POLICY_WORDS =
      "spam|\\bblocked\\b|block ?-?list|blacklist|black list|deny ?list|polic(y|ies)|reputation"
          + "|\\bdmarc\\b|\\bspf\\b|\\bdkim\\b|\\bptr\\b|reverse dns|\\brbl\\b|dnsbl|unsolicited"
          + "|\\bbanned\\b|\\blisted (at|on|by)\\b|\\bis listed\\b|\\bvirus|\\bmalware|phish"
          + "|\\babus|content (was )?reject|rate limit|throttl|junk";

  private static final String FULL_WORDS =
      "(over|exceed(s|ed)?|above) (its |the |their )?(mailbox |disk |storage )?quota"
          + "|quota (is )?(exceeded|full|reached)|over-?quota"
          + "|(mailbox|inbox|mail ?box|account) (is )?(full|over)|mailbox size limit"
          + "|out of (storage|disk|mailbox) ?space";

  private static final String GONE_WORDS =
      "(user|mailbox|recipient|account|address|addressee|local ?part)"
          + " (is |was )?(unknown|not known|not found|unrecogni[sz]ed|disabled|inactive)"
          + "|(unknown|invalid|no such|non-?existent)"
          + " (local )?(user|mailbox|recipient|account|address|addressee|local ?part|person)"
          + "|(does not|doesn't) exist|(does not|doesn't) have an? .{0,40}account"
          + "|(account|mailbox|address|user) (has been |is |was )?(closed|deactivated|terminated)"
          + "|no mailbox here|not a valid (mailbox|user|recipient)|no longer (valid|exists|in use)"
          + "|not listed in (domino|public name)";

  private static final List<ReplyRule<ReplyVerdict>> RULES =
      List.of(
          ReplyRule.of(ReplyVerdict.ACCEPTED, "2..", ".*", "", "250 2.0.0 queued as 12345"),
          ReplyRule.of(ReplyVerdict.CONFIG, "53[0458]", ".*", "", "535 5.7.8 credentials invalid"),
          ReplyRule.of(
              ReplyVerdict.CONFIG,
              "[45]..",
              OUR_FAULT,
              "",
              "550 5.7.26 This mail has been blocked because the sender is unauthenticated"),
          ReplyRule.of(
              ReplyVerdict.CONFIG,
              "[45]..",
              ".*",
              OUR_FAULT_WORDS,
              "554 5.7.1 <a***@reader.example>: Relay access denied"),
          ReplyRule.of(
              ReplyVerdict.SOFT,
              "4..",
              ".*",
              "gr[ae]y ?-?list",
              "451 4.7.1 Greylisted, please try again later"),
          ReplyRule.of(
              ReplyVerdict.BLOCK,
              "[45]..",
              ".*",
              POLICY_WORDS,
              "550 5.1.1 Message refused: your IP is on a blocklist"),
          ReplyRule.of(
              ReplyVerdict.BLOCK, "[45]..", "[45]\\.7\\..*", "", "550 5.7.1 Message not accepted"),
          ReplyRule.of(
              ReplyVerdict.SOFT,
              "[45]..",
              ".*",
              LATER_WORDS,
              "550 5.2.1 The user is receiving mail at a rate that prevents more"),
          ReplyRule.of(
              ReplyVerdict.FULL, "[45]..", "[45]\\.2\\.2", "", "452 4.2.2 Mailbox has no room"),
          ReplyRule.of(ReplyVerdict.FULL, "[45]..", ".*", FULL_WORDS, "552 Mailbox is full"),
          ReplyRule.of(ReplyVerdict.SOFT, "4..", ".*", "", "450 4.1.1 user unknown, for now"),
          ReplyRule.of(
              ReplyVerdict.HARD,
              "5..",
              "5\\.(1\\.([1236]|10)|2\\.1)",
              "",
              "550 5.1.1 <a***@reader.example>: Recipient address rejected"),
          ReplyRule.of(
              ReplyVerdict.HARD,
              "55[0134]",
              "|5\\.[01]\\.0|5\\.5\\.0",
              GONE_WORDS,
              "550 No such user here"),
          ReplyRule.of(
              ReplyVerdict.SOFT,
              ".*",
              ".*",
              "",
              "550 Requested action not taken: mailbox unavailable"));

  private ReplyRules() {}

  public static ReplyVerdict verdict(RelayReply reply) {
    return ReplyRule.first(RULES, reply).verdict();
  }

  static List<ReplyRule<ReplyVerdict>> rules() {
    return RULES;
  }
}
