package org.paperround.delivery;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.Relay;
import org.paperround.testing.FaultyRelay;
import org.paperround.testing.FaultyRelay.Fault;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.ScriptedSmtpServer;
import org.paperround.testing.TestDatabase;

/// Promise 2 before a relay that goes wrong: nobody is lost, and a reader gets a copy only where
/// the relay took a mail and never said so; the copy is the same message.
class FaultyRelayTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void everyCopyIsExplainedByAnAnswerThatNeverCame() throws IOException {
    // 5 % are put off, 1 % are cut, 0.5 % are cut after acceptance, and more
    Map<Fault, Double> shares = new EnumMap<>(Fault.class);
    Set.of(Fault.DEFER_RECIPIENT, Fault.DEFER_DATA, Fault.DEFER_MESSAGE)
        .forEach(fault -> shares.put(fault, 0.05 / 3));
    Set.of(Fault.CUT_AT_RECIPIENT, Fault.CUT_IN_DATA, Fault.CUT_BEFORE_ACCEPTANCE)
        .forEach(fault -> shares.put(fault, 0.01 / 3));
    Set.of(Fault.CUT_AFTER_ACCEPTANCE, Fault.SHUT_DOWN_AT_MAIL, Fault.SHUT_DOWN_AT_MESSAGE)
        .forEach(fault -> shares.put(fault, 0.005));
    shares.put(Fault.IN_PIECES, 0.05);
    FaultyRelay relay = new FaultyRelay(7, shares);

    send(relay, 800);

    assertThat(relay.done().keySet()).as("everything went wrong").isEqualTo(shares.keySet());
  }

  @Test
  void aRelayThatAcceptsAndThenResetsMakesNoMoreThanCopies() throws IOException {
    FaultyRelay relay = new FaultyRelay(1, Map.of(Fault.CUT_AFTER_ACCEPTANCE, 0.4));

    send(relay, 30);

    assertThat(relay.unanswered()).hasSizeGreaterThan(8);
  }

  /// Sends to so many readers, and checks the promise.
  private void send(FaultyRelay relay, int readers) throws IOException {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(relay);
        Press press = new Press(database.url())) {
      press.publish(6);
      press.readers(readers);
      Edition edition = press.send();
      press.start(4, Press.CONFIG, _ -> new Relay(RelayFixture.at(server.port())).connect());
      await().atMost(LONG).until(() -> closed(press, edition));

      assertThat(press.account(edition))
          .isEqualTo(new Account(edition.id(), readers, readers, 0, 0, 0, 0, 0, Map.of(), true));
    }
    Map<String, List<FaultyRelay.Mail>> mails =
        relay.accepted().stream().collect(groupingBy(FaultyRelay.Mail::to));
    assertThat(mails).as("nobody is lost").hasSize(readers);
    assertThat(mails.values())
        .as("a copy is the same message")
        .allMatch(copies -> copies.stream().distinct().count() == 1);
    Map<String, Long> copies =
        mails.entrySet().stream()
            .filter(mail -> mail.getValue().size() > 1)
            .collect(toMap(Map.Entry::getKey, mail -> mail.getValue().size() - 1L));
    assertThat(copies)
        .as("a copy for each answer that never came, and no other")
        .isEqualTo(
            relay.unanswered().stream().collect(groupingBy(Function.identity(), counting())));
  }

  /// What was put off is due when the clock, which stands otherwise, has got there.
  private static boolean closed(Press press, Edition edition) {
    if (press.count("state IN (0, 1)", edition.id()) == 0) {
      press.clock.advance(Duration.ofMinutes(1));
    }
    return press.account(edition).closed();
  }
}
