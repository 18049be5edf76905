package org.paperround.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.paperround.mail.ReadMail;

/// The demo's mail server (GreenMail): every mail is on disk, as received, before the server
/// answers 250. Files are named by kind and number (`digest-0001.eml`); `envelopes.jsonl` has one
/// line per mail. Loopback only. Thread-safe.
public final class PostOffice implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final InstantSource clock;
  private final GreenMail server;
  private final Map<String, Integer> numbers = new HashMap<>();

  /// Opens the office on `folder`, made when absent; mails of an earlier run stay.
  public PostOffice(int port, Path folder, InstantSource clock) throws IOException {
    this.folder = folder;
    this.clock = clock;
    Files.createDirectories(folder);
    for (Path mail : mails()) {
      String[] parts = mail.getFileName().toString().replace(".eml", "").split("-", 2);
      numbers.merge(parts[0], Integer.parseInt(parts[1]), Math::max);
    }
    ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(10_000);
    this.server = new GreenMail(setup);
    server.start();
    UserManager users = server.getUserManager();
    users.setMessageDeliveryHandler((message, recipient) -> receive(users, message, recipient));
  }

  /// The mails received so far, oldest first within a kind.
  public List<Path> mails() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[a-z]+-\\d+\\.eml"))
          .sorted()
          .toList();
    }
  }

  public Path folder() {
    return folder;
  }

  public int port() {
    return server.getSmtp().getPort();
  }

  /// How many mails of this kind (`digest`, `confirm`, `welcome`) were ever received.
  public synchronized int count(String kind) {
    return numbers.getOrDefault(kind, 0);
  }

  @Override
  public void close() {
    server.stop();
  }

  private GreenMailUser receive(UserManager users, MovingMessage message, MailAddress recipient)
      throws MessagingException, UserException {
    try {
      store(message, recipient);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GreenMailUser user = users.getUserByEmail("everybody@demo.example");
    return user == null ? users.createUser("everybody@demo.example", "everybody", "demo") : user;
  }

  private synchronized void store(MovingMessage message, MailAddress recipient)
      throws IOException, MessagingException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    message.getMessage().writeTo(received);
    byte[] bytes = asReceived(received.toByteArray());
    String kind = kind(ReadMail.parse(bytes));
    String name = "%s-%04d.eml".formatted(kind, numbers.merge(kind, 1, Integer::sum));
    Map<String, String> envelope = new LinkedHashMap<>();
    envelope.put("file", name);
    envelope.put("from", message.getReturnPath().getEmail());
    envelope.put("to", recipient.getEmail());
    envelope.put("at", clock.instant().toString());
    write(folder.resolve(name), bytes, StandardOpenOption.TRUNCATE_EXISTING);
    byte[] line = (JSON.writeValueAsString(envelope) + "\n").getBytes(StandardCharsets.UTF_8);
    write(folder.resolve("envelopes.jsonl"), line, StandardOpenOption.APPEND);
  }

  private static void write(Path file, byte[] bytes, StandardOpenOption how) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    }
  }

  /// What came over the wire: GreenMail puts Return-Path and Received fields in front, and takes
  /// the line break before the final dot as part of the dot, which RFC 5321 4.1.1.4 counts as the
  /// mail's.
  private static byte[] asReceived(byte[] message) {
    int start = 0;
    for (String field : List.of("Return-Path:", "Received:")) {
      if (startsWith(message, start, field)) {
        start = nextField(message, start);
      }
    }
    boolean complete = message.length > 0 && message[message.length - 1] == '\n';
    byte[] wire = Arrays.copyOfRange(message, start, message.length + (complete ? 0 : 2));
    if (!complete) {
      wire[wire.length - 2] = '\r';
      wire[wire.length - 1] = '\n';
    }
    return wire;
  }

  private static boolean startsWith(byte[] message, int start, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    return start + wanted.length <= message.length
        && Arrays.equals(message, start, start + wanted.length, wanted, 0, wanted.length);
  }

  private static int nextField(byte[] message, int start) {
    int at = start;
    do {
      while (at < message.length && message[at] != '\n') {
        at++;
      }
      at++;
    } while (at < message.length && (message[at] == ' ' || message[at] == '\t'));
    return at;
  }

  /// Bulk mail names its list, and is a digest or an alert; a transactional mail says its kind in
  /// the first field of Feedback-ID.
  private static String kind(ReadMail mail) {
    String feedback = mail.header("Feedback-ID");
    if (!mail.header("List-Id").isEmpty()) {
      return feedback.contains(":alert:") ? "alert" : "digest";
    }
    String kind = feedback.split(":", 2)[0].toLowerCase(Locale.ROOT);
    return kind.matches("[a-z]{1,20}") ? kind : "other";
  }
}
