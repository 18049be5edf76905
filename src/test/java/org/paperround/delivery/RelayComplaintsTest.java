package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.RelayReply;
import org.paperround.platform.alarm.Alarms;
import org.paperround.testing.TestDatabase;

/// What a relay has against us is told, and told again when it comes back after hours of quiet.
class RelayComplaintsTest {
  private static final RelayReply BLOCKED = new RelayReply(550, "5.7.1", "blocked");
  private static final RelayReply DENIED = new RelayReply(554, "5.7.1", "Relay access denied");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void aSecondEpisodeIsToldAgainWhicheverNodeHearsIt() {
    try (Press press = new Press(database.url())) {
      RelayComplaints here = new RelayComplaints(press.with.alarms(), press.clock);
      here.hear(BounceClass.BLOCK, BLOCKED);
      here.hear(BounceClass.CONFIG, DENIED);
      assertThat(mailed(press)).containsExactly("relay-blocks", "relay-configuration");

      press.clock.advance(RelayComplaints.QUIET);
      new RelayComplaints(press.with.alarms(), press.clock).hear(BounceClass.BLOCK, BLOCKED);
      press.deliveries.check();
      assertThat(press.alarms()).as("not a moment early").hasSize(2);

      press.clock.advance(Duration.ofSeconds(1));
      press.deliveries.check();
      assertThat(press.alarms()).as("heard by another node").containsExactly("relay-blocks");
      assertThat(mailed(press)).isEmpty();

      press.clock.advance(RelayComplaints.QUIET);
      press.deliveries.check();
      assertThat(press.alarms()).isEmpty();
      here.hear(BounceClass.BLOCK, BLOCKED);
      assertThat(mailed(press)).containsExactly("relay-blocks");
    }
  }

  private static List<String> mailed(Press press) {
    return press
        .database()
        .inTransaction(handle -> press.with.alarms().takeUnmailed(handle, 10))
        .stream()
        .map(Alarms.OpenAlarm::cause)
        .sorted()
        .toList();
  }
}
