package org.paperround.app;

import java.time.Duration;
import java.util.List;
import org.paperround.article.Articles;
import org.paperround.edition.Editions;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.work.Loop;
import org.paperround.schedule.Schedule;
import org.paperround.schedule.Tick;

/// What a node with the role of a scheduler does by itself: polls sources and brings editions on.
/// The loop is what promises a second; the schedule's ticks stand in for it cluster-wide.
final class Clockwork implements AutoCloseable {
  private final Schedule schedule;
  private final Loop editionLoop;

  Clockwork(Database database, Articles articles, Editions editions, Wakeups wakeups) {
    this.schedule =
        new Schedule(
            database,
            List.of(
                new Tick("poll-sources", Duration.ofSeconds(15), articles::pollDue),
                new Tick("edition-tick", Duration.ofSeconds(5), editions::tick)));
    this.editionLoop = new Loop("editions", Duration.ofSeconds(1), () -> editions.tick() < 0);
    wakeups.on("edition", editionLoop::wake);
    wakeups.on("article", editionLoop::wake);
  }

  void start() {
    schedule.start();
    editionLoop.start();
  }

  @Override
  public void close() {
    editionLoop.close();
    schedule.close();
  }
}
