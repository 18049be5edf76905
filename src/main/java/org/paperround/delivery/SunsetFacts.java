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
      @Nullable Recipient recipient, SunsetRules.Silence silence, SunsetDao.@Nullable Row row) {
    Fact of(long digests) {
      return new Fact(recipient, silence.of(digests), row);
    }
  }

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
            with.tracking().lastClicks(handle, readers, earliest),
            with.subscribers().recipients(handle, newsletter.id(), readers));
    Map<SubscriberId, Fact> facts =
        readers.stream().collect(Collectors.toMap(Function.identity(), known::of));
    count(dao, newsletter, facts, now);
    return facts;
  }

  /// What was sent to those for whom it matters: of a list of which most readers click that is
  /// little to count.
  private static void count(
      SunsetDao dao, Newsletter newsletter, Map<SubscriberId, Fact> facts, Instant now) {
    long[] silent =
        facts.entrySet().stream()
            .filter(
                one -> SunsetRules.isCounted(newsletter.sunset(), one.getValue().silence(), now))
            .mapToLong(one -> one.getKey().value())
            .toArray();
    if (silent.length == 0) {
      return;
    }
    Instant since = now.minus(Duration.ofDays(newsletter.sunset().askDays()));
    dao.sent(newsletter.id().value(), since.atZone(ZoneOffset.UTC).toLocalDate(), silent)
        .forEach(sent ->
            facts.computeIfPresent(
                new SubscriberId(sent.subscriberId()), (_, fact) -> fact.of(sent.sent())));
  }

  /// What the statements found, by reader.
  private record Known(
      Instant now,
      Map<Long, SunsetDao.Row> rows,
      Map<Long, Instant> acts,
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
              0,
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
