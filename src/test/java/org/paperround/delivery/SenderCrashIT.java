package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.bench.MailSink;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.ImportedReader;
import org.paperround.testing.TestDatabase;

/// Promise 2 through kill -9: an engine in a process of its own is killed in the middle of a run,
/// again and again, while a sink in another process counts what arrives. Nobody is lost; a reader
/// gets a second copy only if the relay had accepted the first in the last moment, and both carry
/// the same Message-ID (docs/adr/0006, mail-standards F10).
class SenderCrashIT {
  private static final int READERS = 3000;
  private static final int KILLS = 4;
  private static final int CONNECTIONS = 4;
  private static final long SINK_MILLIS = 8;
  private static final Duration LONG = Duration.ofMinutes(4);

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path folder;

  private final InstantSource clock = InstantSource.system();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stopProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void nobodyIsLostAndDuplicatesStayWithinTheBound() throws IOException, InterruptedException {
    Path log = Files.createFile(folder.resolve("sink.log"));
    int port = startSink(log);
    try (Press press = new Press(database.url())) {
      Edition edition = edition(press);
      double rate = 0;
      Process engine = startEngine(port);
      for (int kill = 1; kill <= KILLS; kill++) {
        int seen = kill * READERS / (KILLS + 2);
        int before = arrived(log).size();
        await().atMost(LONG).until(() -> arrived(log).size() > before);
        Instant flowing = clock.instant();
        await().atMost(LONG).until(() -> arrived(log).size() >= seen);
        rate = Math.max(rate, (seen - before) / secondsSince(flowing));
        engine.destroyForcibly().waitFor();
        engine = startEngine(port);
      }
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> press.deliveries.account(edition.id()).filter(Account::closed).isPresent());
      check(press.account(edition), arrived(log), edition, rate);
    }
  }

  private double secondsSince(Instant instant) {
    return Math.max(1, Duration.between(instant, clock.instant()).toMillis()) / 1000.0;
  }

  /// `rate`: how many mails a second arrive while they flow, at their fastest.
  private static void check(Account account, List<String> lines, Edition edition, double rate) {
    assertThat(account)
        .isEqualTo(new Account(edition.id(), READERS, READERS, 0, 0, 0, 0, 0, Map.of(), true));
    Map<String, Set<String>> messageIds = new HashMap<>();
    for (String line : lines) {
      String[] parts = line.split("\t");
      messageIds.computeIfAbsent(parts[0], _ -> new HashSet<>()).add(parts[1]);
    }
    assertThat(messageIds).as("nobody is lost").hasSize(READERS);
    assertThat(messageIds.values())
        .as("a copy is the same message")
        .allMatch(ids -> ids.size() == 1);
    long duplicates = lines.size() - READERS;
    long allowed = Math.round(KILLS * (CONNECTIONS + Math.ceil(rate * 0.05)));
    System.err.println(
        "crash test: duplicates=" + duplicates + " allowed=" + allowed + " rate=" + rate);
    assertThat(duplicates).as("duplicates").isBetween(0L, allowed);
  }

  private Edition edition(Press press) {
    press.clock.set(clock.instant());
    press.publish(6);
    press
        .engine
        .subscribers()
        .importConfirmed(
            press.newsletter.id(),
            IntStream.range(0, READERS).mapToObj(this::reader).toList(),
            clock.instant());
    return press.approve();
  }

  private ImportedReader reader(int number) {
    return new ImportedReader(
        EmailAddress.of("reader" + number + "@reader.example"),
        "",
        Locale.ENGLISH,
        ZoneId.of("Europe/London"),
        null,
        null,
        Set.of(),
        Set.of(),
        false,
        clock.instant(),
        "a form");
  }

  private int startSink(Path log) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    start(
        MailSink.class,
        Map.of(),
        Integer.toString(port),
        Long.toString(SINK_MILLIS),
        log.toString());
    await().atMost(LONG).until(() -> listens(port));
    return port;
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Process startEngine(int port) throws IOException {
    return start(
        SenderProcess.class,
        Map.of(
            "PAPERROUND_DATABASE_URL", database.url(),
            "PAPERROUND_LINKS_KEYS", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "PAPERROUND_MAIL_DOMAIN", "news.example",
            "PAPERROUND_RELAY_HOST", "127.0.0.1",
            "PAPERROUND_RELAY_PORT", Integer.toString(port),
            "PAPERROUND_RELAY_TLS", "none",
            "PAPERROUND_RELAY_CONNECTIONS", Integer.toString(CONNECTIONS),
            "PAPERROUND_DELIVERY_LEASE", "2s",
            "PAPERROUND_CANARY_WATCH", "0s"));
  }

  private Process start(Class<?> main, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("errors.log").toFile()));
    if (main == SenderProcess.class) {
      builder.redirectOutput(
          ProcessBuilder.Redirect.appendTo(folder.resolve("engine.log").toFile()));
    }
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static List<String> arrived(Path log) {
    try {
      // the last line may be half written while the sink works
      String text = Files.readString(log);
      int end = text.lastIndexOf('\n');
      return end < 0 ? List.of() : List.of(text.substring(0, end).split("\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
