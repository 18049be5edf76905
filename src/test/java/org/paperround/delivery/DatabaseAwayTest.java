package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.edition.Edition;
import org.paperround.testing.CuttingProxy;
import org.paperround.testing.TestDatabase;

/// Promise 2 when the database goes away: at every step of freezing, claiming, sending, settling
/// and closing, before the server has done it and after, when only the answer is lost. The engine
/// lives on, so it knows what the relay said: nobody is lost and nobody gets a copy.
class DatabaseAwayTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int READERS = 60;

  private static final String FREEZE = "INSERT INTO delivery";
  private static final String CLAIM = "SET state = 1, node_id";
  private static final String SETTLE = "INSERT INTO attempt";
  private static final String CLOSE = "UPDATE audience SET closed_at";
  private static final String COMMIT = "COMMIT";

  @RegisterExtension final TestDatabase database = new TestDatabase();

  static Stream<CuttingProxy.Cut> steps() {
    return Stream.of(
            at(FREEZE, "INSERT INTO audience"),
            at(FREEZE, FREEZE),
            at(FREEZE, COMMIT),
            at("UPDATE node SET heartbeat_at", "UPDATE node SET heartbeat_at"),
            at("AS domain_group, h.due_at", "AS domain_group, h.due_at"),
            at("FOR SHARE", "FOR SHARE"),
            at("FOR UPDATE SKIP LOCKED) d", "FOR UPDATE SKIP LOCKED) d"),
            at(CLAIM, CLAIM),
            at(CLAIM, COMMIT),
            at(SETTLE, SETTLE),
            at(SETTLE, "AND d.claimed_at = u.claimed_at"),
            at(SETTLE, COMMIT),
            at(CLOSE, CLOSE),
            at(CLOSE, COMMIT))
        .flatMap(step -> Stream.of(step, new CuttingProxy.Cut(step.in(), step.at(), !step.done())));
  }

  private static CuttingProxy.Cut at(String in, String statement) {
    // What comes first in the transaction has no other before it to be known by.
    boolean first = statement.equals("INSERT INTO audience");
    return new CuttingProxy.Cut(first ? statement : in, statement, false);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void nobodyIsLostAndNobodyIsMailedTwice(CuttingProxy.Cut step) throws IOException {
    URI direct = URI.create(database.url().substring("jdbc:".length()));
    try (CuttingProxy proxy = new CuttingProxy(direct.getPort());
        Press press = new Press(proxy.url(database.url()))) {
      press.publish(6);
      press.readers(READERS);
      Edition edition = press.approve();
      proxy.arm(step);
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
    return press.engine.editions().find(edition.id()).orElseThrow().state()
        == org.paperround.edition.EditionState.SENT;
  }
}
