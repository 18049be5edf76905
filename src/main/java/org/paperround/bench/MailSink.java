package org.paperround.bench;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An SMTP server that takes every mail and hands it on before it answers 250. Offers PIPELINING,
/// 8BITMIME and SMTPUTF8. Thread-safe.
public final class MailSink implements Closeable {
  private final ServerSocket server;
  private final Duration perMessage;
  private final Taking taking;
  private final Set<Socket> sessions = ConcurrentHashMap.newKeySet();
  private final Thread acceptor = Thread.ofPlatform().name("sink").daemon().unstarted(this::accept);

  /// What is done with a mail before it is acknowledged, on the session's thread: the message as it
  /// was before dot-stuffing, with CRLF. A [NotNow] refuses it for the moment.
  @FunctionalInterface
  public interface Taking {
    void take(List<String> recipients, byte[] message) throws IOException;
  }

  /// Answered with 451 as asking for less.
  public static final class NotNow extends IOException {
    @Serial private static final long serialVersionUID = 1L;
  }

  /// Listens on the loopback; port 0 takes a free one. Each message takes `perMessage` longer.
  public MailSink(int port, Duration perMessage, Taking taking) throws IOException {
    this.perMessage = perMessage;
    this.taking = taking;
    this.server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    acceptor.start();
  }

  /// Appends a line `recipient TAB Message-ID` for each recipient to a file: one write of whole
  /// lines, so that lines of several sessions never mix, and none is lost with this process.
  public static Taking log(Path file) throws IOException {
    FileOutputStream log = new FileOutputStream(file.toFile(), true);
    return (recipients, message) -> {
      StringBuilder lines = new StringBuilder();
      String id = messageId(message);
      recipients.forEach(to -> lines.append(to).append('\t').append(id).append('\n'));
      byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
      synchronized (log) {
        log.write(bytes);
      }
    };
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket session : sessions) {
      session.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sessions.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new MailSinkSession(socket, perMessage, taking).run();
    } catch (IOException e) {
      // The client went away, as a killed one does. What was acknowledged was handed on.
    } finally {
      sessions.remove(socket);
    }
  }

  /// Of the header, also when the field is folded; empty when there is none.
  static String messageId(byte[] message) {
    String text = new String(message, 0, headerLength(message), StandardCharsets.ISO_8859_1);
    return text.replaceAll("\r\n(?=[ \t])", "")
        .lines()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith("message-id:"))
        .map(field -> field.substring(field.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static int headerLength(byte[] message) {
    for (int i = 3; i < message.length; i++) {
      if (message[i] == '\n' && message[i - 1] == '\r' && message[i - 2] == '\n') {
        return i;
      }
    }
    return message.length;
  }
}
