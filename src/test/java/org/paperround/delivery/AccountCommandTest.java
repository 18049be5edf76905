package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.CommandLine;
import org.paperround.testing.TestDatabase;

/// `edition account`: its exit status says whether the account closes, its last line the equation.
class AccountCommandTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void anAccountThatIsOpenIsStatusOneAndAClosedOneStatusZeroWithItsReasons() {
    List<SubscriberId> readers = press.readers(4);
    Edition edition = press.send();
    press.unsubscribe(readers.get(0));
    press.unsubscribe(readers.get(1));
    press.deliveries.tick();

    CommandLine.Ran open = account(edition.id().toString());

    assertThat(open.status()).isEqualTo(1);
    assertThat(open.out().lines())
        .containsExactly(
            "reason skipped.unsubscribed=2",
            "account edition="
                + edition.id()
                + " eligible=4 sent=0 skipped=2 suppressed=0 failed=0 uncertain=0 waiting=2"
                + " closed=false");

    press.unsubscribe(readers.get(2));
    press.execute(
        "UPDATE subscription SET paused_until = '2030-01-01' WHERE subscriber_id = "
            + readers.get(3).value());
    press.deliveries.tick();
    press.claim(edition, 4, press.node());
    CommandLine.Ran closed = account("latest");

    assertThat(closed.status()).isZero();
    assertThat(closed.out().lines())
        .containsExactly(
            "reason skipped.paused=1",
            "reason skipped.unsubscribed=3",
            "account edition="
                + edition.id()
                + " eligible=4 sent=0 skipped=4 suppressed=0 failed=0 uncertain=0 waiting=0"
                + " closed=true");
  }

  /// As a fault of ours would leave it.
  @Test
  void anAccountOfWhichARowIsMissingDoesNotClose() {
    List<SubscriberId> readers = press.readers(2);
    Edition edition = press.send();
    readers.forEach(press::unsubscribe);
    press.deliveries.tick();
    press.execute("DELETE FROM delivery WHERE subscriber_id = " + readers.getFirst().value());

    CommandLine.Ran ran = account(edition.id().toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains("eligible=2 ", "skipped=1 ", "waiting=0 ")
        .endsWith("closed=false");
  }

  @Test
  void anEditionWithoutAnAudienceIsStatusOneAndSaysSo() {
    Edition edition = press.approve();

    CommandLine.Ran ran = account(edition.id().toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).as("nothing that a script takes for an account").isEmpty();
  }

  @Test
  void anEditionThatThereIsNotIsStatusTwo() {
    assertThat(account("999")).isEqualTo(new CommandLine.Ran(2, ""));
    assertThat(account("latest")).isEqualTo(new CommandLine.Ran(2, ""));
    assertThat(account("seven")).isEqualTo(new CommandLine.Ran(2, ""));
  }

  private CommandLine.Ran account(String edition) {
    return CommandLine.on(database, "edition", "account", edition);
  }
}
