package org.paperround.web.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// So many acts an hour for each key, on this node. Thread-safe.
public final class RateLimit {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final TimeMeter meter;
  private final int perHour;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(WINDOW.multipliedBy(2)).build();

  public RateLimit(InstantSource clock, int perHour) {
    this.meter = new ClockMeter(clock);
    this.perHour = perHour;
  }

  /// Counts one act of this key; false when there were too many.
  public boolean allows(String key) {
    return buckets
        .get(
            key,
            _ ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(perHour).refillGreedy(perHour, WINDOW))
                    .withCustomTimePrecision(meter)
                    .build())
        .tryConsume(1);
  }

  private record ClockMeter(InstantSource clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
