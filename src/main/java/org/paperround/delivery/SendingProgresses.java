package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.paperround.edition.Edition;

/// Looks how the sending of an edition goes. A look reads all its rows of the ledger. Thread-safe.
final class SendingProgresses {
  private static final Duration LATELY = Duration.ofMinutes(1);

  private final Collaborators with;
  private final ThrottleConfig throttles;
  private final BestMinutes best;

  SendingProgresses(Collaborators with, ThrottleConfig throttles) {
    this.with = with;
    this.throttles = throttles;
    this.best = new BestMinutes(with);
  }

  /// Empty while it has no audience.
  Optional<SendingProgress> of(Edition edition) {
    Instant now = with.clock().instant();
    return with.database()
        .jdbi()
        .withHandle(handle -> {
          List<SendingProgress.Rows> rows =
              handle
                  .attach(SendingProgressDao.class)
                  .rows(edition.id().value(), edition.date(), now.minus(LATELY))
                  .stream()
                  .map(SendingProgressDao.Row::read)
                  .toList();
          if (rows.isEmpty()) {
            return Optional.empty();
          }
          return Optional.of(SendingProgress.of(now, rows, speed(handle, edition, now)));
        });
  }

  private SendingProgress.Speed speed(Handle handle, Edition edition, Instant now) {
    return new SendingProgress.Speed(
        most(edition),
        DomainGroups.read(handle, throttles, now),
        throttles,
        Throttles.limits(handle, throttles, now).slowed().stream()
            .collect(Collectors.toMap(SendingLimits.Slowed::group, Function.identity())));
  }

  /// What is allowed in all, or less, if the best minute of this edition and the one before says
  /// so.
  private double most(Edition edition) {
    double before = with.before(edition).map(best::perSecond).orElse(0.0);
    double known = Math.max(before, best.perSecond(edition));
    return throttles
        .limits(ThrottleConfig.TOTAL)
        .atMost(known == 0 ? Limits.NO_RATE : known)
        .perSecond();
  }
}
