package org.paperround.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// One client of a [MailSink]. Reads by the buffer, not by the byte: a sink is to be cheaper than
/// what it measures. For one thread.
final class MailSinkSession {
  private final InputStream in;
  private final OutputStream out;
  private final Duration perMessage;
  private final MailSink.Taking taking;
  private final List<String> recipients = new ArrayList<>();
  private final ByteArrayOutputStream replies = new ByteArrayOutputStream(200);
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  /// The line that was read last, with its line end.
  private byte[] line = new byte[1_000];

  private int length;

  MailSinkSession(Socket socket, Duration perMessage, MailSink.Taking taking) throws IOException {
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.perMessage = perMessage;
    this.taking = taking;
  }

  /// Returns when the client said QUIT, or went.
  void run() throws IOException {
    reply("220 sink.example ESMTP");
    while (readLine()) {
      if (!answer(new String(line, 0, length, StandardCharsets.UTF_8).strip())) {
        break;
      }
    }
    flush();
  }

  private boolean answer(String command) throws IOException {
    switch (command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
      case "EHLO" -> reply("250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8");
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
    byte[] message = readMessage();
    if (!perMessage.isZero()) {
      LockSupport.parkNanos(perMessage.toNanos());
    }
    try {
      taking.take(List.copyOf(recipients), message);
      reply("250 2.0.0 Taken");
    } catch (MailSink.NotNow e) {
      reply("451 4.7.1 Rate limit exceeded, slow down");
    }
    recipients.clear();
  }

  private byte[] readMessage() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream(40_000);
    while (readLine()) {
      if (line[0] != '.') {
        message.write(line, 0, length);
      } else if (length == 3 && line[1] == '\r') {
        return message.toByteArray();
      } else {
        message.write(line, 1, length - 1); // RFC 5321 4.5.2
      }
    }
    throw new IOException("cut before the final dot");
  }

  /// False at the end of the stream.
  private boolean readLine() throws IOException {
    length = 0;
    while (true) {
      if (at == end && !fill()) {
        return false;
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      boolean whole = at < end;
      at += whole ? 1 : 0;
      append(from, at - from);
      if (whole) {
        return true;
      }
    }
  }

  private void append(int from, int count) {
    if (length + count > line.length) {
      line = Arrays.copyOf(line, 2 * (length + count));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }

  /// Replies to pipelined commands leave together, as RFC 2920 3.2 wishes: when nothing more is
  /// there to be answered.
  private boolean fill() throws IOException {
    flush();
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
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
