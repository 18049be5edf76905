package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;

/// What is known of some readers of a newsletter who give no sign; a few statements for all of
/// them.
final class SunsetFacts {
  private final Collaborators with;

  SunsetFacts(Collaborators with) {
    this.with = with;
  }

  /// A reader with a place in the table (`row`) or without.
  record Fact(
      @Nullable Recipient recipient, SunsetRules.Silence silence, SunsetDao.@Nullable Row row) {}

  Map<SubscriberId, Fact> of(Handle handle, Newsletter newsletter, List<SubscriberId> readers) {
    SunsetDao dao = handle.attach(SunsetDao.class);
    long id = newsletter.id().value();
    long[] ids = readers.stream().mapToLong(SubscriberId::value).toArray();
    Instant now = with.clock().instant();
    Instant since = now.minus(Duration.ofDays(newsletter.sunset().askDays()));
    Map<Long, SunsetDao.Row> rows =
        dao.rows(id, ids).stream()
            .collect(Collectors.toMap(SunsetDao.Row::subscriberId, Function.identity()));
    Instant earliest =
        rows.values().stream().map(SunsetDao.Row::since).reduce(since, SunsetFacts::earlier);
    Known known =
        new Known(
            now,
            rows,
            dao.lastActs(id, ids).stream()
                .collect(Collectors.toMap(SunsetDao.Act::subscriberId, SunsetDao.Act::lastAct)),
            dao.sent(id, since.atZone(ZoneOffset.UTC).toLocalDate(), ids).stream()
                .collect(Collectors.toMap(SunsetDao.Sent::subscriberId, SunsetDao.Sent::sent)),
            with.tracking().lastClicks(handle, readers, earliest),
            with.subscribers().recipients(handle, newsletter.id(), readers));
    return readers.stream().collect(Collectors.toMap(Function.identity(), known::of));
  }

  /// What the statements found, by reader.
  private record Known(
      Instant now,
      Map<Long, SunsetDao.Row> rows,
      Map<Long, Instant> acts,
      Map<Long, Long> sent,
      Map<SubscriberId, Instant> clicks,
      Map<SubscriberId, Recipient> recipients) {
    Fact of(SubscriberId reader) {
      Recipient recipient = recipients.get(reader);
      SunsetDao.Row row = rows.get(reader.value());
      // Who is not in the view does not consent to tracking, or does not get the newsletter.
      Optional<Instant> act =
          Optional.ofNullable(acts.get(reader.value())).filter(_ -> isMailed(recipient));
      SunsetRules.Silence silence =
          new SunsetRules.Silence(
              act.isPresent(),
              isPaused(recipient, now),
              later(act.orElse(Instant.EPOCH), clicks.getOrDefault(reader, Instant.EPOCH)),
              sent.getOrDefault(reader.value(), 0L),
              row == null ? null : SunsetStage.of(row.stage()),
              row == null ? Instant.EPOCH : row.since());
      return new Fact(recipient, silence, row);
    }
  }

  private static boolean isMailed(@Nullable Recipient recipient) {
    return recipient != null && recipient.subscribed() && recipient.suppression() == null;
  }

  private static boolean isPaused(@Nullable Recipient recipient, Instant now) {
    return recipient != null
        && recipient.pausedUntil() != null
        && recipient.pausedUntil().isAfter(now);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
