package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.delivery.Account;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.config.Settings;
import org.paperround.subscriber.ImportedReader;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.ScriptedSmtpServer;
import org.paperround.testing.StoryFixture;
import org.paperround.testing.TestDatabase;

/// A node that is told to stop (SIGTERM) ends by itself, whatever it is busy with: what is on the
/// wire is finished, the rest is free at once, nobody is lost and nobody mailed twice
/// (docs/how-to/run-several-nodes.md). Nodes are processes of their own.
class StoppingIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int READERS = 200;
  private static final int ANSWERED_AT_ONCE = 10;
  private static final int CONNECTIONS = 2;

  /// That of a process which a signal has ended.
  private static final int BY_SIGTERM = 128 + 15;

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path folder;

  private final List<Process> nodes = new ArrayList<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> withheld = new CopyOnWriteArrayList<>();
  private final CountDownLatch answers = new CountDownLatch(1);
  private ScriptedSmtpServer relay;
  private Paperround engine;
  private Edition edition;
  private Path log;

  @BeforeEach
  void anApprovedEdition() throws IOException {
    relay = new ScriptedSmtpServer(this::session);
    log = Files.createFile(folder.resolve("nodes.log"));
    engine =
        new Paperround(Config.read(new Settings(settings(), Map.of())), InstantSource.system());
    Instant now = Instant.now();
    Newsletter newsletter = engine.newsletters().define(NewsletterFixture.BRIEFING.build());
    new StoryFixture(engine.database()).publish(6, now);
    engine
        .subscribers()
        .importConfirmed(
            newsletter.id(),
            IntStream.range(0, READERS).mapToObj(StoppingIT::reader).toList(),
            now);
    edition = engine.editions().build(newsletter, now);
    engine.editions().approve(edition.id(), StaffActor.CLI);
  }

  @AfterEach
  void close() throws IOException {
    nodes.forEach(Process::destroyForcibly);
    engine.close();
    relay.close();
  }

  @Test
  void whatIsOnTheWireIsFinishedAndTheRestIsFreeAtOnce() throws Exception {
    Process node = inTheMiddleOfTheRun();

    node.destroy();
    await().atMost(LONG).until(() -> Files.readString(log).contains("Stopping: "));
    answers.countDown();

    assertThat(ended(node)).isEqualTo(BY_SIGTERM);
    assertThat(rows("state = 1")).as("claimed").isZero();
    assertThat(rows("state = 3")).as("sent").isEqualTo(taken.size());
    assertThat(rows("state = 0")).as("free").isEqualTo(READERS - taken.size());
    assertThat(database.number("SELECT count(*) FROM node WHERE stopped_at IS NULL")).isZero();
    start();
    assertThat(closed()).isEqualTo(everybodySent());
    assertThat(taken).hasSize(READERS).doesNotHaveDuplicates();
  }

  @Test
  void aRelayThatDoesNotAnswerKeepsNobodyElseWaiting() throws Exception {
    Process node = inTheMiddleOfTheRun();

    node.destroy();

    assertThat(ended(node)).isEqualTo(BY_SIGTERM);
    assertThat(rows("state = 1")).as("on the wire").isEqualTo(CONNECTIONS);
    assertThat(rows("state = 0")).as("free").isEqualTo(READERS - taken.size());
    List<String> unknown = List.copyOf(withheld);
    answers.countDown();
    start();
    assertThat(closed()).isEqualTo(everybodySent());
    List<String> once = new ArrayList<>(taken);
    unknown.forEach(once::remove);
    assertThat(once).as("but for those without an answer").hasSize(READERS);
    assertThat(once).doesNotHaveDuplicates();
  }

  @Test
  void anAudienceThatWasBeingMadeIsMadeAnew() throws Exception {
    answers.countDown();
    try (Handle editor = database.get().jdbi().open()) {
      editor.begin();
      editor.execute("SELECT FROM edition WHERE id = ? FOR UPDATE", edition.id().value());
      Process node = start();
      await().atMost(LONG).until(this::somebodyWaitsForALock);

      node.destroy();

      assertThat(ended(node)).isEqualTo(BY_SIGTERM);
      assertThat(database.number("SELECT count(*) FROM node WHERE stopped_at IS NULL"))
          .as("in order")
          .isZero();
      editor.rollback();
    }
    start();
    assertThat(closed()).isEqualTo(everybodySent());
    assertThat(taken).hasSize(READERS).doesNotHaveDuplicates();
  }

  /// A node whose every connection waits for an answer, with more in hand.
  private Process inTheMiddleOfTheRun() throws IOException {
    Process node = start();
    await()
        .atMost(LONG)
        .until(() -> withheld.size() == CONNECTIONS && rows("state = 1") > CONNECTIONS);
    return node;
  }

  private Process start() throws IOException {
    Process node = NodeProcess.start(settings(), "sender", log);
    nodes.add(node);
    return node;
  }

  /// By itself: how soon is promised (ten seconds), and not measured here.
  private static int ended(Process node) throws InterruptedException {
    assertThat(node.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).as("ended by itself").isTrue();
    return node.exitValue();
  }

  private long rows(String where) {
    return database.number("SELECT count(*) FROM delivery WHERE " + where);
  }

  private boolean somebodyWaitsForALock() {
    return database.number(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """)
        > 0;
  }

  private Account closed() {
    return await()
        .atMost(LONG)
        .until(
            () -> engine.deliveries().account(edition.id()),
            account -> account.filter(Account::closed).isPresent())
        .orElseThrow();
  }

  private Account everybodySent() {
    return new Account(edition.id(), READERS, READERS, 0, 0, 0, 0, 0, Map.of(), true);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("database.url", database.url());
    settings.put("links.keys", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    settings.put("mail.domain", "news.example");
    settings.put("relay.host", "127.0.0.1");
    settings.put("relay.port", Integer.toString(relay.port()));
    settings.put("relay.tls", "none");
    settings.put("relay.connections", Integer.toString(CONNECTIONS));
    // All readers are of one domain.
    settings.put("throttle.domain-share", "100");
    settings.put("delivery.all-due-at-once", "true");
    settings.put("delivery.lease", "5s");
    return settings;
  }

  private static ImportedReader reader(int number) {
    return ReaderFixture.agreed(
        EmailAddress.of("reader" + number + "@reader.example"),
        "Anna",
        Instant.now().minus(Duration.ofDays(9)),
        "a form");
  }

  /// Takes every mail, and answers the later ones only when the test says so.
  private void session(ScriptedSmtpServer.Talk talk) throws IOException, InterruptedException {
    try {
      talk.greet("PIPELINING", "8BITMIME", "SMTPUTF8");
      converse(talk);
    } catch (SocketException e) {
      throw new EOFException("the client left");
    }
  }

  private void converse(ScriptedSmtpServer.Talk talk) throws IOException, InterruptedException {
    String command = talk.hear("");
    while (!command.equals("QUIT")) {
      if (command.startsWith("MAIL FROM:")) {
        take(talk);
      } else {
        talk.say("250 2.0.0 Ok");
      }
      command = talk.hear("");
    }
    talk.say("221 2.0.0 Bye");
  }

  private void take(ScriptedSmtpServer.Talk talk) throws IOException, InterruptedException {
    String recipient = talk.hear("RCPT TO:").replaceAll(".*<(.*)>.*", "$1");
    talk.hear("DATA");
    talk.say("250 2.1.0 Ok", "250 2.1.5 Ok", "354 Go on");
    talk.message();
    taken.add(recipient);
    if (taken.size() > ANSWERED_AT_ONCE && answers.getCount() > 0) {
      withheld.add(recipient);
      answers.await();
    }
    talk.say("250 2.0.0 Taken");
  }
}
