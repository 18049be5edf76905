package org.paperround.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// An SMTP server that does what a test writes down: one script per connection, the last one again
/// for every further connection. It can answer in pieces, late, wrongly or not at all, and it
/// records every command and every message. A script that fails keeps its fault for [#close()], so
/// that a test cannot pass by accident.
public final class ScriptedSmtpServer implements AutoCloseable {
  /// What happens on one connection, after the TCP handshake.
  @FunctionalInterface
  public interface Script {
    void run(Talk talk) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<Script> scripts;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public ScriptedSmtpServer(Script... scripts) throws IOException {
    this.scripts = List.of(scripts);
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Every command line received, on whichever connection.
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /// Every message received whole, dots unstuffed.
  public List<String> messages() {
    return List.copyOf(messages);
  }

  public int connections() {
    return sockets.size();
  }

  /// Stops, and fails the test when a script did.
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    if (!faults.isEmpty()) {
      throw new AssertionError("a script failed", faults.getFirst());
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        int number = sockets.size();
        sockets.add(socket);
        Script script = scripts.get(Math.min(number, scripts.size() - 1));
        Thread.ofVirtual().start(() -> run(script, socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void run(Script script, Socket socket) {
    try (socket) {
      script.run(new Talk(socket));
    } catch (EOFException e) {
      // The client left. What it should have said is asserted by the test.
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      if (!server.isClosed()) {
        faults.add(e);
      }
    }
  }

  /// One connection, in a script's hand.
  public final class Talk {
    private Socket socket;
    private InputStream in;

    private Talk(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      socket.setTcpNoDelay(true);
    }

    /// Sends these lines, each ended by CRLF, in one piece.
    public void say(String... lines) throws IOException {
      sayRaw(String.join("\r\n", lines) + "\r\n");
    }

    /// Sends exactly this. Called again, it is another TCP segment.
    public void sayRaw(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }

    /// Greets and answers EHLO with these extensions.
    public void greet(String... extensions) throws IOException {
      say("220 scripted.test ESMTP");
      hear("EHLO");
      sayExtensions(extensions);
    }

    public void sayExtensions(String... extensions) throws IOException {
      if (extensions.length == 0) {
        say("250 scripted.test");
        return;
      }
      StringBuilder reply = new StringBuilder("250-scripted.test\r\n");
      for (int i = 0; i < extensions.length; i++) {
        boolean last = i + 1 == extensions.length;
        reply.append("250").append(last ? ' ' : '-').append(extensions[i]).append("\r\n");
      }
      sayRaw(reply.toString());
    }

    /// Reads one command, which must begin so; returns it whole.
    public String hear(String begin) throws IOException {
      String line = readLine();
      if (line == null) {
        throw new EOFException("the client left instead of saying " + begin);
      }
      commands.add(line);
      if (!line.startsWith(begin)) {
        throw new AssertionError("heard " + line + " where " + begin + " was expected");
      }
      return line;
    }

    /// Hears MAIL, RCPT and DATA and answers each so.
    public void envelope(String mail, String rcpt, String data) throws IOException {
      hear("MAIL FROM:");
      say(mail);
      hear("RCPT TO:");
      say(rcpt);
      hear("DATA");
      say(data);
    }

    /// Hears all three before it answers any: deadlocks with a client that does not pipeline.
    public void pipelinedEnvelope(String mail, String rcpt, String data) throws IOException {
      hear("MAIL FROM:");
      hear("RCPT TO:");
      hear("DATA");
      say(mail, rcpt, data);
    }

    /// Takes a whole message and returns it.
    public String message() throws IOException {
      StringBuilder message = new StringBuilder();
      while (true) {
        String line = readLine();
        if (line == null) {
          throw new EOFException("the client left inside its message");
        }
        if (line.equals(".")) {
          messages.add(message.toString());
          return message.toString();
        }
        message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
    }

    /// Takes one message with everything in order.
    public void accept(String reply) throws IOException {
      envelope("250 2.1.0 Ok", "250 2.1.5 Ok", "354 Go on");
      message();
      say(reply);
    }

    /// Waits until the client has ended the connection, whatever it says before.
    public void awaitEnd() throws IOException {
      socket.setSoTimeout(30_000);
      while (readLine() != null) {
        // a last word
      }
    }

    /// Resets the connection: the client sees it broken, not ended.
    public void cut() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /// Waits until the test opens the latch; a test that never does fails.
    public void await(CountDownLatch latch) throws InterruptedException {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the test never opened the latch");
      }
    }

    /// Switches to TLS as the server. What the client sent in clear and was not read is lost.
    public void secure(SSLContext context) throws IOException {
      SSLSocket secured =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, "client", socket.getPort(), true);
      secured.setUseClientMode(false);
      secured.startHandshake();
      socket = secured;
      in = new BufferedInputStream(secured.getInputStream());
    }

    private @Nullable String readLine() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
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
  }
}
