package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
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
          Groups groups = groups(handle, now);
          return Optional.of(
              SendingProgress.of(
                  now, rows, new SendingProgress.Speed(most(edition), groups.limits()), groups));
        });
  }

  /// What is allowed in all, or less, if the best minute of this edition and the one before says
  /// so.
  private double most(Edition edition) {
    double before =
        with.editions().published(edition.newsletter(), edition.cutOff(), 2).stream()
            .filter(found -> !found.id().equals(edition.id()) && !found.isLetter())
            .findFirst()
            .map(best::perSecond)
            .orElse(0.0);
    double known = Math.max(before, best.perSecond(edition));
    return throttles
        .limits(ThrottleConfig.TOTAL)
        .atMost(known == 0 ? Limits.NO_RATE : known)
        .perSecond();
  }

  private Groups groups(Handle handle, Instant now) {
    DomainGroups groups = DomainGroups.read(handle, throttles, now);
    Map<Integer, SendingLimits.Slowed> slowed = new HashMap<>();
    Map<Integer, Double> limits = new HashMap<>();
    Map<Integer, Pace> paces = Throttles.paces(handle.attach(ThrottleDao.class));
    for (int code : groups.codes()) {
      Limits whole = throttles.limits(groups.limitsName(code));
      Pace pace = paces.get(code);
      if (pace != null && !pace.over(now)) {
        whole = whole.atMost(pace.limit(now));
        slowed.put(code, pace.slowed(groups.name(code), now));
      }
      if (whole.hasRate()) {
        limits.put(code, whole.perSecond());
      }
    }
    return new Groups(groups, limits, slowed);
  }

  private record Groups(
      DomainGroups groups, Map<Integer, Double> limits, Map<Integer, SendingLimits.Slowed> slowed)
      implements SendingProgress.Naming {
    @Override
    public String name(int group) {
      return groups.name(group);
    }

    @Override
    public SendingLimits.@Nullable Slowed slowed(int group) {
      return slowed.get(group);
    }
  }
}
