package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayFaultsTest {
  private static final Pattern LINE = Pattern.compile("(\\d{3}) (?:(\\d\\.\\d+\\.\\d+) )?(.*)");

  @Test
  void everyRowDecidesItsOwnSample() {
    assertThat(RelayFaults.rules())
        .allSatisfy(rule ->
            assertThat(ReplyRule.first(RelayFaults.rules(), reply(rule.sample()))).isSameAs(rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "554 5.7.1 <a***@reader.example>: Relay access denied",
        "530 5.7.0 Authentication required",
        "550 5.7.26 This mail has been blocked because the sender is unauthenticated",
        "452 4.3.1 Insufficient system storage",
        "452 Insufficient system storage",
        "451 4.3.0 Queue file write error",
        "554 Transaction failed"
      })
  void whatNobodyWouldGetThroughSpeaksAgainstTheRelay(String line) {
    assertThat(RelayFaults.isOne(reply(line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "250 2.0.0 Ok",
        "550 5.1.1 No such user here",
        "552 5.2.2 Mailbox is full",
        "550 5.7.1 Message rejected due to policy: blocked",
        "450 4.2.0 Greylisted, see later",
        "451 4.3.0 Greylisting in action",
        "452 4.2.2 Mailbox has no room",
        "451 4.7.1 Not now",
        "550 5.5.0 Requested action not taken: mailbox unavailable",
        "553 5.6.7 the relay does not take addresses with letters outside ASCII"
      })
  void whatIsSaidOfOneReaderOrMailDoesNot(String line) {
    assertThat(RelayFaults.isOne(reply(line))).isFalse();
  }

  private static RelayReply reply(String line) {
    Matcher parts = LINE.matcher(line);
    assertThat(parts.matches()).isTrue();
    return new RelayReply(Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3));
  }
}
