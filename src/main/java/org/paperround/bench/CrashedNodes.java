package org.paperround.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Nodes that schedule and send, each a process of its own, to be killed. For one thread.
final class CrashedNodes implements Closeable {
  static final String LOG = "nodes.log";
  private static final String ROLES = "scheduler,sender";
  private static final long STOP_SECONDS = 20;

  private final MeasuredEngine.Factory engines;
  private final InetSocketAddress relay;
  private final Path log;
  private final List<Process> nodes = new CopyOnWriteArrayList<>();

  /// They end with this process, too.
  private final Thread onExit =
      new Thread(() -> nodes.forEach(Process::destroyForcibly), "crashed-nodes");

  CrashedNodes(MeasuredEngine.Factory engines, InetSocketAddress relay, Path log) {
    this.engines = engines;
    this.relay = relay;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  void start(int count) throws IOException {
    for (int number = 0; number < count; number++) {
      nodes.add(started(number));
    }
  }

  int count() {
    return nodes.size();
  }

  /// `kill -9`, and a new process in its place.
  void kill(int number) throws IOException, InterruptedException {
    nodes.get(number).destroyForcibly().waitFor();
    nodes.set(number, started(number));
  }

  /// A node that ended by itself has failed.
  boolean allAlive() {
    return nodes.stream().allMatch(Process::isAlive);
  }

  private Process started(int number) throws IOException {
    Map<String, String> settings = MadeUpPortal.sending(relay.getPort(), CrashBench.CONNECTIONS);
    settings.put("delivery.node-name", "bench-" + (number + 1));
    settings.put("relay.host", relay.getHostString());
    return engines.serve(settings, ROLES, log);
  }

  /// Stops them in order.
  @Override
  public void close() {
    nodes.forEach(Process::destroy);
    for (Process node : nodes) {
      try {
        if (!node.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          node.destroyForcibly();
        }
      } catch (InterruptedException e) {
        node.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
