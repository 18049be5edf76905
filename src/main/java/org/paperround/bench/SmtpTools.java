package org.paperround.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Postfix's `smtp-sink` and `smtp-source`, the yardstick of sending: programs of the package
/// postfix, each run as a process of its own.
final class SmtpTools {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private SmtpTools() {}

  /// Where a program is: on the PATH, or among those of the system's administrator.
  static Optional<Path> find(String name) {
    String path = String.valueOf(System.getenv("PATH")) + ":/usr/sbin:/usr/local/sbin";
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// A sink that listens on `port` of the loopback until it is destroyed.
  static Process sink(Path program, int port) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("-u", "nobody")); // it does not run as root
    }
    command.addAll(List.of("127.0.0.1:" + port, "256"));
    Process sink =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listens(port)) {
      if (!sink.isAlive() || System.nanoTime() > deadline) {
        sink.destroy();
        throw new IOException(program + " does not listen on port " + port);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return sink;
  }

  /// Sends one message again and again over so many connections, each used to the end; returns how
  /// long it took.
  static Duration source(Path program, int port, int connections, int messages, Path message)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            program.toString(),
            "-d",
            "-s",
            String.valueOf(connections),
            "-m",
            String.valueOf(messages),
            "-f",
            "bounce@news.example",
            "-t",
            "reader@reader.example",
            "-F",
            message.toString(),
            "127.0.0.1:" + port);
    long begun = System.nanoTime();
    Process source = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(source.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (source.waitFor() != 0) {
      throw new IOException(program + " failed: " + said.strip());
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
