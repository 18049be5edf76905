package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Replies as large providers send them, and what they mean (mail-standards G2, G4).
class ReplyRulesTest {
  private static final Pattern LINE =
      Pattern.compile("(\\d{3})(?: (\\d\\.\\d{1,3}\\.\\d{1,3}))?(?: (.*))?");

  @Test
  void everyRowDecidesItsOwnSample() {
    assertThat(ReplyRules.rules())
        .allSatisfy(rule ->
            assertThat(ReplyRule.first(ReplyRules.rules(), reply(rule.sample()))).isEqualTo(rule));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ACCEPTED | 250
          ACCEPTED | 252 2.1.5 Cannot VRFY user
          HARD   | 550 5.1.1 The email account that you tried to reach does not exist.
          HARD   | 550 5.1.1 User unknown
          HARD   | 550 5.2.1 The email account that you tried to reach is disabled.
          HARD   | 553 5.1.3 bad address syntax
          HARD   | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found
          HARD   | 556 5.1.10 Domain does not accept mail (null MX)
          HARD   | 554 delivery error: dd This user doesn't have a yahoo.com account
          HARD   | 550 User a***@reader.example not listed in Domino Directory, is not listed in Public Name
          HARD   | 550 unknown user
          HARD   | 550 5.5.0 Requested action not taken: user unknown
          SOFT   | 550 Requested action not taken: mailbox unavailable
          SOFT   | 450 4.1.1 User unknown in local table
          SOFT   | 450 5.1.1 User unknown
          SOFT   | 421 4.3.2 Service shutting down
          SOFT   | 421 4.4.2 before the message was handed over: closed
          SOFT   | 451 4.7.1 Greylisting in action
          SOFT   | 452 4.3.1 Insufficient system storage
          SOFT   | 550 5.4.5 Daily user sending quota exceeded.
          SOFT   | 450 4.2.1 The user is receiving mail too quickly.
          SOFT   | 553 5.6.7 the relay does not take such addresses
          SOFT   | 552 5.3.4 Message too big
          SOFT   | 550 5.4.1 Recipient address rejected: Access denied.
          SOFT   | 999 what
          FULL   | 452 4.2.2 The email account that you tried to reach is over quota.
          FULL   | 552 5.2.2 no room
          FULL   | 554 Mailbox quota exceeded
          FULL   | 550 inbox is full
          BLOCK  | 550 5.7.1 Our system has detected that this message is likely unsolicited mail
          BLOCK  | 550 5.1.1 Rejected, see our policy
          BLOCK  | 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org
          BLOCK  | 421 4.7.28 Our system has detected an unusual rate
          BLOCK  | 451 4.7.650 The mail server has been temporarily rate limited due to IP reputation
          BLOCK  | 550 SPF check failed
          BLOCK  | 550 5.7.1 user unknown
          BLOCK  | 550 your host has no PTR record
          CONFIG | 550 5.7.26 Unauthenticated email from courier.example is not accepted due to DMARC policy
          CONFIG | 550 5.7.515 Access denied, sending domain does not meet the required level
          CONFIG | 421 4.7.26 This mail is unauthenticated
          CONFIG | 550 5.7.25 The IP address sending this message does not have a PTR record
          CONFIG | 530 5.7.0 Authentication Required
          CONFIG | 554 5.7.1 Relay access denied
          CONFIG | 550 5.1.8 Sender address rejected: Domain not found
          CONFIG | 553 5.7.1 Sender address rejected: not owned by user
          """)
  void aReplyIsReadAsItWasMeant(ReplyVerdict verdict, String reply) {
    assertThat(ReplyRules.verdict(reply(reply))).isEqualTo(verdict);
  }

  private static RelayReply reply(String line) {
    Matcher matcher = LINE.matcher(line);
    assertThat(matcher.matches()).isTrue();
    String text = matcher.group(3);
    return new RelayReply(
        Integer.parseInt(matcher.group(1)), matcher.group(2), text == null ? "" : text);
  }
}
