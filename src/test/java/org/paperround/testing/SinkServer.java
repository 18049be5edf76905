package org.paperround.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// An SMTP server that takes every mail and remembers only that it did: one line `recipient TAB
/// Message-ID` per recipient in the log file, written before the 250. Runs inside a test, or as a
/// process of its own so that it outlives an engine that is killed: `java -cp ...
/// org.paperround.testing.SinkServer PORT MILLIS_PER_MESSAGE LOG`; it then prints `sink port=N` on
/// stdout once it listens (PORT 0 takes a free one). Offers PIPELINING, 8BITMIME and SMTPUTF8.
public final class SinkServer implements AutoCloseable {
  private final ServerSocket server;
  private final Duration perMessage;
  private final FileOutputStream log;
  private final Set<Socket> sessions = ConcurrentHashMap.newKeySet();
  private final Thread acceptor = Thread.ofPlatform().name("sink").daemon().unstarted(this::accept);

  public SinkServer(int port, Duration perMessage, Path log) throws IOException {
    this.perMessage = perMessage;
    this.log = new FileOutputStream(log.toFile(), true);
    this.server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    acceptor.start();
  }

  /// Serves until the process is stopped.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SinkServer sink =
        new SinkServer(
            Integer.parseInt(arguments[0]),
            Duration.ofMillis(Long.parseLong(arguments[1])),
            Path.of(arguments[2]));
    System.out.println("sink port=" + sink.port());
    sink.acceptor.join();
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
    log.close();
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
      new Session(socket).run();
    } catch (IOException e) {
      // The client went away, as a killed one does. What was accepted is in the log.
    } finally {
      sessions.remove(socket);
    }
  }

  /// One write of whole lines, so that lines of several sessions never mix.
  private synchronized void record(List<String> recipients, String messageId) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String recipient : recipients) {
      lines.append(recipient).append('\t').append(messageId).append('\n');
    }
    log.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private final class Session {
    private final InputStream in;
    private final OutputStream out;
    private final List<String> recipients = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(200);
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream(200);

    Session(Socket socket) throws IOException {
      this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      this.out = socket.getOutputStream();
    }

    void run() throws IOException {
      reply("220 sink.test ESMTP");
      while (true) {
        // Replies to pipelined commands leave together, as RFC 2920 3.2 wishes.
        if (in.available() == 0) {
          flush();
        }
        String command = readLine();
        if (command == null) {
          return;
        }
        if (!answer(command)) {
          flush();
          return;
        }
      }
    }

    private boolean answer(String command) throws IOException {
      String verb = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "EHLO" -> reply("250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8");
        case "HELO", "NOOP" -> reply("250 2.0.0 Ok");
        case "MAIL", "RSET" -> {
          recipients.clear();
          reply("250 2.1.0 Ok");
        }
        case "RCPT" -> {
          recipients.add(command.substring(command.indexOf('<') + 1, command.lastIndexOf('>')));
          reply("250 2.1.5 Ok");
        }
        case "DATA" -> takeMessage();
        case "QUIT" -> {
          reply("221 2.0.0 Bye");
          return false;
        }
        default -> reply("502 5.5.1 Not known here");
      }
      return true;
    }

    private void takeMessage() throws IOException {
      if (recipients.isEmpty()) {
        reply("503 5.5.1 RCPT first");
        return;
      }
      reply("354 Go on");
      flush();
      String messageId = readMessage();
      if (!perMessage.isZero()) {
        LockSupport.parkNanos(perMessage.toNanos());
      }
      record(recipients, messageId);
      reply("250 2.0.0 Taken");
      recipients.clear();
    }

    /// Reads up to the lone dot; returns the Message-ID, also when its field is folded.
    private String readMessage() throws IOException {
      StringBuilder header = new StringBuilder();
      boolean inHeader = true;
      while (true) {
        String text = readLine();
        if (text == null) {
          throw new IOException("cut before the final dot");
        }
        if (text.equals(".")) {
          return messageId(header.toString());
        }
        if (inHeader) {
          inHeader = !text.isEmpty();
          header.append(text.startsWith(" ") || text.startsWith("\t") ? "" : "\n").append(text);
        }
      }
    }

    private static String messageId(String header) {
      return header
          .lines()
          .filter(field -> field.toLowerCase(Locale.ROOT).startsWith("message-id:"))
          .map(field -> field.substring(field.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    }

    private @org.jspecify.annotations.Nullable String readLine() throws IOException {
      line.reset();
      while (true) {
        int octet = in.read();
        if (octet < 0) {
          return null;
        }
        if (octet == '\n') {
          String text = line.toString(StandardCharsets.UTF_8);
          return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
        line.write(octet);
      }
    }

    private void reply(String text) throws IOException {
      replies.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void flush() throws IOException {
      replies.writeTo(out);
      replies.reset();
      out.flush();
    }
  }
}
