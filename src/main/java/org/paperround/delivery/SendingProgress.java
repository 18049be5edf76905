package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How the sending of one edition goes at one instant. `lastMinute`: mails that relays accepted in
/// the minute before. `overdue`: readers who have waited for more than two minutes since their
/// time. `lastDue`: when the last of those who wait is due; null: nobody waits. `done`: when
/// everybody who waits should have it, at the speed of now or the best there was; null: nobody
/// waits, or that cannot be said. `servers`: by the mail servers that readers are at, most readers
/// first.
public record SendingProgress(
    Instant at,
    long lastMinute,
    long overdue,
    @Nullable Instant lastDue,
    @Nullable Instant done,
    List<Servers> servers) {
  private static final Duration LATE = Duration.ofMinutes(2);

  public SendingProgress {
    servers = List.copyOf(servers);
  }

  /// A domain group. `again`: of those who wait, who was put off once and is tried again;
  /// `returned`: mails of those sent that came back; `slowed`: what it gets since it asked us to
  /// slow down; null: it did not.
  public record Servers(
      String name,
      long sent,
      long waiting,
      long again,
      long failed,
      long returned,
      SendingLimits.@Nullable Slowed slowed) {
    private long readers() {
      return sent + waiting + failed;
    }
  }

  /// Rows of the ledger that are alike. `minute`: when they are due, if they wait; `lately`: how
  /// many were accepted in the last minute.
  record Rows(int group, DeliveryState state, @Nullable Instant minute, Counts counts) {}

  record Counts(long mails, long lately, long returned) {}

  /// What limits it: mails a second in all, and what each group may have, or has since it asked us
  /// to slow down, by its name.
  record Speed(
      double perSecond,
      DomainGroups groups,
      ThrottleConfig throttles,
      Map<String, SendingLimits.Slowed> slowed) {
    double perSecond(int group) {
      SendingLimits.@Nullable Slowed less = slowed.get(groups.name(group));
      Limits limits = throttles.limits(groups.limitsName(group));
      return (less == null ? limits : limits.atMost(less.perSecond())).perSecond();
    }

    Speed atMost(double most) {
      return new Speed(most, groups, throttles, slowed);
    }
  }

  /// Pure.
  static SendingProgress of(Instant at, List<Rows> rows, Speed speed) {
    SortedMap<Instant, Long> turns = turns(rows);
    long overdue = turns.headMap(at.minus(LATE)).values().stream().mapToLong(Long::longValue).sum();
    long lately = rows.stream().mapToLong(row -> row.counts().lately()).sum();
    // Where a queue has built up, the speed of now is what it takes.
    Speed now = overdue == 0 ? speed : speed.atMost(lately / 60.0);
    return new SendingProgress(
        at,
        lately,
        overdue,
        turns.isEmpty() ? null : turns.lastKey(),
        done(at, rows, now),
        servers(rows, speed));
  }

  /// Null where nobody waits, nothing goes out, or it is not known how fast it could.
  private static @Nullable Instant done(Instant at, List<Rows> rows, Speed speed) {
    SortedMap<Instant, Long> turns = turns(rows);
    if (turns.isEmpty() || speed.perSecond() == 0 || speed.perSecond() == Limits.NO_RATE) {
      return null;
    }
    Instant all = end(at, turns, speed.perSecond());
    return byGroup(rows).entrySet().stream()
        .map(group -> end(at, turns(group.getValue()), speed.perSecond(group.getKey())))
        .reduce(all, (one, other) -> one.isAfter(other) ? one : other);
  }

  /// One turn after the other, none before it is due.
  private static Instant end(Instant at, SortedMap<Instant, Long> turns, double perSecond) {
    Instant end = at;
    for (Map.Entry<Instant, Long> turn : turns.entrySet()) {
      Instant begins = turn.getKey().isAfter(end) ? turn.getKey() : end;
      end = begins.plusMillis((long) Math.ceil(turn.getValue() * 1000 / perSecond));
    }
    return end;
  }

  private static SortedMap<Instant, Long> turns(List<Rows> rows) {
    SortedMap<Instant, Long> turns = new TreeMap<>();
    for (Rows row : rows) {
      if (row.minute() != null) {
        turns.merge(row.minute(), row.counts().mails(), Long::sum);
      }
    }
    return turns;
  }

  private static Map<Integer, List<Rows>> byGroup(List<Rows> rows) {
    return rows.stream().collect(Collectors.groupingBy(Rows::group));
  }

  private static List<Servers> servers(List<Rows> rows, Speed speed) {
    return byGroup(rows).entrySet().stream()
        .map(group -> servers(speed.groups().name(group.getKey()), group.getValue(), speed))
        .sorted(Comparator.comparingLong(Servers::readers).reversed().thenComparing(Servers::name))
        .toList();
  }

  private static Servers servers(String name, List<Rows> rows, Speed speed) {
    long sent = 0;
    long waiting = 0;
    long again = 0;
    long failed = 0;
    long returned = 0;
    for (Rows row : rows) {
      long mails = row.counts().mails();
      switch (row.state()) {
        case SENT -> sent += mails;
        case DUE, CLAIMED -> waiting += mails;
        case DEFERRED -> {
          waiting += mails;
          again += mails;
        }
        case FAILED -> failed += mails;
        case SKIPPED, SUPPRESSED, UNCERTAIN -> {}
      }
      returned += row.counts().returned();
    }
    return new Servers(name, sent, waiting, again, failed, returned, speed.slowed().get(name));
  }
}
