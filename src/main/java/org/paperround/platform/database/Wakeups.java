package org.paperround.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wakes loops on every node when a fact was committed: LISTEN and NOTIFY on one channel, the
/// payload being the topic. Only a hint: a lost notification costs at most one poll of the loop
/// that waits. Thread-safe.
public final class Wakeups implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
  private static final int WAIT_MILLIS = 500;

  private final Database database;
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
  private final Thread thread =
      Thread.ofPlatform().name("wakeups").daemon().unstarted(this::listen);
  private volatile boolean running;

  public Wakeups(Database database) {
    this.database = database;
  }

  /// Announces `topic` when the transaction of `handle` commits.
  public static void announce(Handle handle, String topic) {
    handle
        .createQuery("SELECT pg_notify('paperround', :topic)")
        .bind("topic", topic)
        .mapTo(String.class)
        .list();
  }

  public void on(String topic, Runnable wake) {
    listeners.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>()).add(wake);
  }

  public void start() {
    running = true;
    thread.start();
  }

  private void listen() {
    while (running) {
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN paperround");
        PGConnection listening = connection.unwrap(PGConnection.class);
        while (running) {
          dispatch(listening.getNotifications(WAIT_MILLIS));
        }
        statement.execute("UNLISTEN *");
      } catch (SQLException e) {
        LOG.debug("LISTEN was interrupted; loops go on polling", e);
        pause();
      }
    }
  }

  private void dispatch(PGNotification[] notifications) {
    for (PGNotification notification : notifications) {
      listeners.getOrDefault(notification.getParameter(), List.of()).forEach(Runnable::run);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }
}
