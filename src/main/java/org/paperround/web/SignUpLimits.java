package org.paperround.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.paperround.mail.EmailAddress;

/// How often one network, and one mailbox, may ask in an hour (mail-standards I8). Per node.
/// Thread-safe.
final class SignUpLimits {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final TimeMeter meter;
  private final int perNetwork;
  private final int perAddress;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(WINDOW.multipliedBy(2)).build();

  SignUpLimits(WebConfig config, InstantSource clock) {
    this.meter = new ClockMeter(clock);
    this.perNetwork = config.signUpsPerNetwork();
    this.perAddress = config.signUpsPerAddress();
  }

  boolean allowsNetwork(String prefix) {
    return take("network " + prefix, perNetwork);
  }

  boolean allowsAddress(EmailAddress address) {
    return take("address " + mailbox(address), perAddress);
  }

  /// Many mailboxes can be written in many ways; for a limit, not for identity (mail-standards E4),
  /// a tag and dots do not count.
  private static String mailbox(EmailAddress address) {
    String local = address.local().replaceFirst("\\+.*$", "").replace(".", "");
    return (local + "@" + address.domain()).toLowerCase(Locale.ROOT);
  }

  private boolean take(String key, int capacity) {
    return buckets
        .get(
            key,
            _ ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, WINDOW))
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
