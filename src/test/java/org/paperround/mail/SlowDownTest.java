package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowDownTest {
  private static final Pattern LINE = Pattern.compile("(\\d{3}) (?:(\\d\\.\\d+\\.\\d+) )?(.*)");

  @Test
  void everyRowDecidesItsOwnSample() {
    assertThat(SlowDown.rules())
        .allSatisfy(rule ->
            assertThat(ReplyRule.first(SlowDown.rules(), reply(rule.sample()))).isSameAs(rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected volume",
        "421 4.7.28 Our system has detected an unusual rate of unsolicited mail",
        "451 4.7.500 Server busy. Please try again later",
        "450 slow down, please"
      })
  void whoAsksForLessIsHeard(String line) {
    assertThat(SlowDown.whom(reply(line))).isEqualTo(SlowDown.Whom.RECEIVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "421 Too many concurrent SMTP connections",
        "421 4.7.0 mx.example Error: too many connections from 192.0.2.1",
        "432 4.3.2 Concurrent connections limit exceeded",
        "454 4.7.0 Throttling failure: Maximum sending rate exceeded",
        "454 Throttling failure: Daily message quota exceeded.",
        "452 4.3.2 System resources temporarily unavailable",
        "421 4.3.2 Service currently unavailable",
        "421 mx.example Service not available, closing transmission channel",
        "421 4.3.1 Insufficient system storage"
      })
  void whatARelaySaysOfItselfSlowsNoReceiver(String line) {
    assertThat(SlowDown.whom(reply(line))).isEqualTo(SlowDown.Whom.RELAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "450 4.2.1 The user you are trying to contact is receiving mail too quickly",
        "451 4.7.1 Greylisting in action, please come back later",
        "452 4.2.2 The mailbox is over quota",
        "450 4.1.1 user unknown",
        "421 4.3.2 mx.example shutting down",
        "421 mx.example restarting, come back in a minute",
        "421 4.4.2 before the message was handed over: reset",
        "451 not handed over: composing failed",
        "451 4.7.26 unauthenticated mail",
        "550 5.7.1 rate limited",
        "250 2.0.0 Ok"
      })
  void whatIsAboutOneMailboxOrOurselvesSlowsNobody(String line) {
    assertThat(SlowDown.asked(reply(line))).isFalse();
  }

  private static RelayReply reply(String line) {
    Matcher parts = LINE.matcher(line);
    assertThat(parts.matches()).as(line).isTrue();
    return new RelayReply(Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3));
  }
}
