package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.testing.CuttingProxy;
import org.paperround.testing.TestDatabase;

/// Promise 2 when the database goes away while a node renews its lease, before the server has done
/// it and after: a run of [EveryStatementTest] need not come by it. The engine lives on, so it
/// knows what the relay said: nobody is lost and nobody gets a copy.
class RenewalAwayTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int READERS = 60;

  private static final String RENEWAL = "UPDATE node SET heartbeat_at";

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nobodyIsLostAndNobodyIsMailedTwice(boolean done) throws IOException {
    URI direct = URI.create(database.url().substring("jdbc:".length()));
    try (CuttingProxy proxy = new CuttingProxy(direct.getPort());
        Press press = new Press(proxy.url(database.url()))) {
      press.publish(6);
      press.readers(READERS);
      Edition edition = press.approve();
      proxy.arm(new CuttingProxy.Cut(RENEWAL, RENEWAL, done));
      press.start(3);

      await()
          .atMost(LONG)
          .ignoreExceptions() // the looker-on loses its connections, too
          .until(() -> proxy.cut() && press.account(edition).closed() && sent(press, edition));
      assertThat(press.relay.recipients()).hasSize(READERS).doesNotHaveDuplicates();
      assertThat(press.account(edition))
          .isEqualTo(new Account(edition.id(), READERS, READERS, 0, 0, 0, 0, 0, Map.of(), true));
      assertThat(press.count("attempts <> 1", edition.id())).isZero();
    }
  }

  private static boolean sent(Press press, Edition edition) {
    return press.engine.editions().find(edition.id()).orElseThrow().state() == EditionState.SENT;
  }
}
