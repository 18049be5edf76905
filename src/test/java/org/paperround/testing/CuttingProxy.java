package org.paperround.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Stands between an engine and PostgreSQL and takes the database away at chosen steps, once each:
/// before a statement reaches the server, or after the server has done it and before the answer
/// reaches the engine. All connections are lost in that moment, as with a server that restarts; new
/// ones are let through. It reads the protocol of PostgreSQL, version 3, without TLS.
public final class CuttingProxy implements AutoCloseable {
  private static final Pattern WRITES = Pattern.compile("\\b(INSERT|UPDATE|DELETE)\\b");

  private final ServerSocket server;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Cut> armed = ConcurrentHashMap.newKeySet();
  private final Set<Cut> heard = Collections.synchronizedSet(new LinkedHashSet<>());
  private volatile boolean listening;

  /// Before PostgreSQL on `port` of this machine.
  public CuttingProxy(int port) throws IOException {
    this.port = port;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// At the statement that has `at` in it, in a transaction in which one with `in` came before or
  /// is it. `done`: the server does it, and only the answer is lost.
  public record Cut(String in, String at, boolean done) {
    /// Whether it makes a difference on the server that `at` was done.
    public boolean writes() {
      return !in.equals(at) || WRITES.matcher(at).find();
    }
  }

  /// Writes down from now on what is said.
  public void listen() {
    heard.clear();
    listening = true;
  }

  /// Where it could have been taken away since it listens, each step once: each statement, and the
  /// end of each kind of transaction, known by the last thing that it wrote. It listens no more.
  public Set<Cut> heard() {
    listening = false;
    synchronized (heard) {
      return new LinkedHashSet<>(heard);
    }
  }

  /// The next time that it comes; of several, each once.
  public void arm(Cut cut) {
    armed.add(cut);
  }

  /// What has not come yet, and is asked for no more.
  public Set<Cut> disarm() {
    Set<Cut> left = Set.copyOf(armed);
    armed.clear();
    return left;
  }

  /// The database was taken away as often as it was asked for.
  public boolean cut() {
    return armed.isEmpty();
  }

  /// The address of a database on the server, by way of this.
  public String url(String direct) {
    return direct.replaceFirst("//[^/]+/", "//127.0.0.1:" + server.getLocalPort() + "/")
        // each statement with its text, whenever it is said
        + (direct.contains("?") ? "&" : "?")
        + "sslmode=disable&prepareThreshold=0";
  }

  @Override
  public void close() throws IOException {
    server.close();
    loseAll();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(client);
        sockets.add(upstream);
        Session session = new Session(client, upstream);
        Thread.ofVirtual().start(() -> session.run(session::ask));
        Thread.ofVirtual().start(() -> session.run(session::answer));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void loseAll() throws IOException {
    for (Socket socket : sockets) {
      sockets.remove(socket);
      socket.close();
    }
  }

  @FunctionalInterface
  private interface Way {
    void run() throws IOException;
  }

  /// One connection, in both directions.
  private final class Session {
    private final Socket client;
    private final Socket upstream;
    private final StringBuilder transaction = new StringBuilder();
    private String written = "";
    private volatile boolean loseAnswer;

    Session(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void run(Way way) {
      try (client;
          upstream) {
        way.run();
      } catch (IOException e) {
        // either end has gone, and takes the other with it
      } finally {
        sockets.remove(client);
        sockets.remove(upstream);
      }
    }

    void ask() throws IOException {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(client.getInputStream(), 1 << 16));
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(upstream.getOutputStream(), 1 << 16));
      byte[] startup = in.readNBytes(in.readInt() - 4);
      out.writeInt(startup.length + 4);
      out.write(startup);
      out.flush();
      while (true) {
        int type = in.readUnsignedByte();
        byte[] body = in.readNBytes(in.readInt() - 4);
        if (type == 'P' || type == 'Q') {
          said(type, new String(body, StandardCharsets.UTF_8));
        }
        write(out, type, body);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }

    private void said(int type, String statement) throws IOException {
      if (statement.contains("BEGIN")) {
        transaction.setLength(0);
      }
      transaction.append(statement).append('\n');
      if (type == 'P') {
        hear(statement);
      }
      for (Cut cut : armed) {
        if (statement.contains(cut.at())
            && transaction.indexOf(cut.in()) >= 0
            && armed.remove(cut)) {
          lose(cut);
          return;
        }
      }
    }

    private void lose(Cut cut) throws IOException {
      if (cut.done()) {
        loseAnswer = true;
      } else {
        loseAll();
        throw new IOException("cut before " + cut.at());
      }
    }

    /// As it stands in the message, ends included, so that no other statement has it in it.
    private void hear(String said) {
      String statement =
          said.substring(said.indexOf('\0'), said.indexOf('\0', said.indexOf('\0') + 1) + 1);
      if (statement.contains("BEGIN")) {
        written = "";
      }
      boolean end = statement.equals("\0COMMIT\0");
      if (listening && !statement.equals("\0\0") && !(end && written.isEmpty())) {
        heard.add(new Cut(end ? written : statement, statement, true));
      }
      if (WRITES.matcher(statement).find()) {
        written = statement;
      }
    }

    void answer() throws IOException {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(upstream.getInputStream(), 1 << 16));
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(client.getOutputStream(), 1 << 16));
      while (true) {
        int type = in.readUnsignedByte();
        byte[] body = in.readNBytes(in.readInt() - 4);
        if (loseAnswer && type == 'Z') {
          loseAll();
          throw new IOException("cut after the answer");
        }
        if (!loseAnswer) {
          write(out, type, body);
        }
        if (in.available() == 0) {
          out.flush();
        }
      }
    }

    private static void write(DataOutputStream out, int type, byte[] body) throws IOException {
      out.writeByte(type);
      out.writeInt(body.length + 4);
      out.write(body);
    }
  }
}
