package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.paperround.testing.NewsletterFixture.BRIEFING;
import static org.paperround.testing.NewsletterFixture.holding;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paperround.article.StoryId;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayReply;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.newsletter.Newsletter;
import org.paperround.testing.CuttingProxy;
import org.paperround.testing.TestDatabase;

/// One engine that lives on while its database goes away, and runs on it that have all that a run
/// can have: mails that are accepted, one put off, one refused for good, claims given back because
/// an editor took a story out, and those of a node that died. The looker-on has a way of its own to
/// the database. For one thread.
final class CutRun implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final int CONNECTIONS = 2;
  private static final int READERS = 8;
  private static final int ORPHANS = 2;

  private final TestDatabase database = new TestDatabase();
  private final Set<String> deferred = ConcurrentHashMap.newKeySet();
  private final CuttingProxy proxy;
  private final Press press;
  private Set<CuttingProxy.Cut> left = Set.of();
  private int runs;

  CutRun() {
    database.open();
    try {
      proxy = new CuttingProxy(URI.create(database.url().substring("jdbc:".length())).getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    press = new Press(proxy.url(database.url()));
    // A settlement that is repeated is known by the moment of its claim.
    press.clock.goOnBy(Duration.ofMillis(1));
    press.relay.usually(this::answer);
  }

  @Override
  public void close() {
    press.relay.release();
    press.close();
    try {
      proxy.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    database.close();
  }

  private TransmissionOutcome answer(Envelope envelope) {
    String to = envelope.to().toString();
    if (to.startsWith("refused")) {
      return new TransmissionOutcome.Refused(new RelayReply(550, "5.1.1", "No such user"));
    }
    if (to.startsWith("deferred") && deferred.add(to)) {
      return new TransmissionOutcome.Deferred(new RelayReply(450, "4.2.0", "Later"));
    }
    return new TransmissionOutcome.Accepted(new RelayReply(250, "2.0.0", "Taken"));
  }

  /// Where any run can be cut, in its order.
  List<CuttingProxy.Cut> steps(boolean hold) {
    run(hold, () -> {}); // what an engine does once in its life is done
    run(hold, proxy::listen);
    Set<CuttingProxy.Cut> steps = proxy.heard();
    run(hold, proxy::listen);
    steps.retainAll(proxy.heard());
    return steps.stream()
        // a node that cannot begin is begun again by its operator; the driver's own
        .filter(step -> !step.at().contains("INSERT INTO node"))
        .filter(step -> !step.at().contains("pg_catalog.pg_proc"))
        .toList();
  }

  /// Returns which of these the run had no use for. `hold`: what is uncertain waits for a person.
  Set<CuttingProxy.Cut> cut(List<CuttingProxy.Cut> cuts, boolean hold) {
    run(hold, () -> cuts.forEach(proxy::arm));
    return left;
  }

  private void run(boolean hold, Runnable ready) {
    runs++;
    List<StoryId> stories = press.publish(6);
    Edition orphaned = press.send(offer("orphaned", hold, orphans()));
    long dead = press.node();
    assertThat(press.claim(orphaned, ORPHANS, dead).claims()).hasSize(ORPHANS);
    press.execute("UPDATE node SET heartbeat_at = '2020-01-01' WHERE id = " + dead);
    Edition edition = press.approve(offer("edition", hold, readers()));
    press.relay.hold();
    ready.run();
    Sender sender = press.start(CONNECTIONS);
    String live = "state = 1 AND node_id <> " + dead;
    await("claims in hand")
        .atMost(LONG)
        .until(() ->
            rows(edition, live) > 0 && rows(edition, live) + rows(orphaned, live) >= inHand(hold));
    takeOut(stories.getLast(), edition);
    press.relay.release();
    await("all sent").atMost(LONG).until(() -> over(edition, orphaned, hold));
    left = proxy.disarm();
    sender.close();
    forgetLost();
    accounted(orphaned, edition, hold);
  }

  /// The last cut may have been a moment ago: the pool gives out for half a second what it lost.
  private void forgetLost() {
    ((HikariDataSource) press.database().dataSource()).getHikariPoolMXBean().softEvictConnections();
  }

  /// Mails are on the wire, and others wait for their turn; but where what is uncertain is held, no
  /// more are claimed than are on the wire.
  private static int inHand(boolean hold) {
    return hold ? CONNECTIONS : CONNECTIONS + 1;
  }

  /// What waits for its turn is given back.
  private void takeOut(StoryId story, Edition edition) {
    await("the editor's word")
        .atMost(LONG)
        .ignoreExceptions() // the editor loses the database, too
        .until(() -> press.engine.editions().drop(edition.id(), story, StaffActor.CLI) != null);
    String old = "state = 1 AND revision < (SELECT revision FROM edition WHERE id = edition_id)";
    await("claims given back").atMost(LONG).until(() -> rows(edition, old) <= CONNECTIONS);
  }

  /// All that has nothing uncertain is closed. The clock goes on, for what was put off: by a second
  /// where a transaction that nobody hears any more held the reader, by minutes by the relay.
  private boolean over(Edition edition, Edition orphaned, boolean hold) {
    boolean retried =
        rows(orphaned, "state IN (0, 1, 2)") == 0
            && rows(edition, "state IN (0, 1)") == 0
            && rows(edition, "state = 2") > 0;
    press.clock.advance(retried ? Duration.ofMinutes(3) : Duration.ofSeconds(1));
    return sent(edition) && (hold || sent(orphaned));
  }

  private boolean sent(Edition edition) {
    String one = "SELECT count(*) FROM edition WHERE state = 'sent' AND id = " + edition.id();
    return database.number(one) == 1;
  }

  private void accounted(Edition orphaned, Edition edition, boolean hold) {
    int unknown = hold ? ORPHANS : 0;
    assertThat(press.account(orphaned))
        .isEqualTo(
            new Account(
                orphaned.id(), ORPHANS, ORPHANS - unknown, 0, 0, 0, unknown, 0, Map.of(), true));
    Map<String, Long> reasons = Map.of("failed.no-such-mailbox", 1L);
    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), READERS, READERS - 1, 0, 0, 1, 0, 0, reasons, true));
    assertThat(rows(edition, "attempts <> 1")).as("but for the one put off").isEqualTo(1);
    List<String> accepted =
        press.relay.recipients().stream().filter(to -> to.endsWith(domain())).toList();
    assertThat(accepted).hasSize(READERS - 1 + ORPHANS - unknown).doesNotHaveDuplicates();
    assertThat(database.number("SELECT count(*) FROM suppression")).isEqualTo(runs);
  }

  private Newsletter offer(String slug, boolean hold, List<String> readers) {
    Newsletter offer = BRIEFING.slug(slug + runs).build();
    Newsletter defined = press.engine.newsletters().define(hold ? holding(offer) : offer);
    press
        .engine
        .subscribers()
        .importConfirmed(
            defined.id(),
            readers.stream().map(name -> press.someone(name + domain())).toList(),
            press.clock.instant());
    return defined;
  }

  private static List<String> orphans() {
    return IntStream.range(0, ORPHANS).mapToObj(i -> "orphan" + i).toList();
  }

  private static List<String> readers() {
    return Stream.concat(
            Stream.of("refused", "deferred"),
            IntStream.range(2, READERS).mapToObj(i -> "reader" + i))
        .toList();
  }

  private String domain() {
    return "@run" + runs + ".example";
  }

  private long rows(Edition edition, String where) {
    return database.number(
        "SELECT count(*) FROM delivery WHERE edition_id = " + edition.id() + " AND " + where);
  }
}
