package org.paperround.tracking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.paperround.article.StoryId;
import org.paperround.edition.EditionId;
import org.paperround.platform.database.Database;
import org.paperround.subscriber.SubscriberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clicks: the facade of this package. Thread-safe.
public final class Tracking {
  private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);

  private final Database database;
  private final Counter recorded;
  private final Counter lost;

  public Tracking(Database database, MeterRegistry meters) {
    this.database = database;
    this.recorded = meters.counter("paperround.tracking.clicks");
    this.lost = meters.counter("paperround.tracking.lost");
  }

  /// Records a click if the reader consents to tracking now; else records nothing. Never throws for
  /// the reader's sake: a click that cannot be stored is lost, and counted.
  public void clicked(Click click) {
    try {
      int stored =
          database.jdbi().withExtension(ClickDao.class, dao -> dao.add(ClickDao.Row.of(click)));
      recorded.increment(stored);
    } catch (JdbiException e) {
      lost.increment();
      LOG.warn("a click could not be stored and is lost; the reader was sent on", e);
    }
  }

  /// Human clicks per story; a story that nobody clicked is not in it.
  public Map<StoryId, Long> clicks(Set<StoryId> stories) {
    long[] ids = stories.stream().mapToLong(StoryId::value).toArray();
    return database.jdbi().withExtension(ClickDao.class, dao -> dao.perStory(ids)).stream()
        .collect(
            Collectors.toUnmodifiableMap(
                count -> new StoryId(count.storyId()), ClickDao.Count::clicks));
  }

  /// What these readers clicked since then, each card once; in the caller's transaction. Whether a
  /// reader still consents is the caller's to ask.
  public List<HumanClick> clicksOf(Handle handle, Collection<SubscriberId> readers, Instant since) {
    long[] ids = readers.stream().mapToLong(SubscriberId::value).toArray();
    return handle.attach(ClickDao.class).ofReaders(ids, since).stream()
        .map(ClickDao.Clicked::toHumanClick)
        .toList();
  }

  /// When each of these readers last clicked anything, since then; who did not is not in it. In the
  /// caller's transaction.
  public Map<SubscriberId, Instant> lastClicks(
      Handle handle, Collection<SubscriberId> readers, Instant since) {
    long[] ids = readers.stream().mapToLong(SubscriberId::value).toArray();
    return handle.attach(ClickDao.class).last(ids, since).stream()
        .collect(
            Collectors.toUnmodifiableMap(
                last -> new SubscriberId(last.subscriberId()), ClickDao.Last::at));
  }

  /// Which of these readers clicked which card of this edition, each card once.
  public List<HumanClick> clicksOn(EditionId edition, Collection<SubscriberId> readers) {
    long[] ids = readers.stream().mapToLong(SubscriberId::value).toArray();
    return database
        .jdbi()
        .withExtension(ClickDao.class, dao -> dao.ofEdition(edition.value(), ids))
        .stream()
        .map(ClickDao.Clicked::toHumanClick)
        .toList();
  }

  /// How many readers clicked each card of this edition; one that nobody clicked is not in it.
  public Map<Integer, Long> clicksPerCard(EditionId edition) {
    return database.jdbi().withExtension(ClickDao.class, dao -> dao.perCard(edition.value()));
  }

  /// Deletes the clicks before then, some thousands at a time; returns how many. Idempotent, safe
  /// on several nodes at once.
  public long forgetBefore(Instant before) {
    return database.deletePiecemeal(ClickDao.class, (dao, most) -> dao.deleteBefore(before, most));
  }

  /// That a reader clicked a card, as far as can be told a person.
  public record HumanClick(SubscriberId subscriber, EditionId edition, int cardOrdinal) {}

  /// One click on one card. `machine`: no person did it, as far as the request shows.
  public record Click(
      SubscriberId subscriber,
      EditionId edition,
      int cardOrdinal,
      StoryId story,
      boolean machine,
      Instant at) {}
}
