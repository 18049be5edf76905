package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.paperround.digest.taste.TasteWeights;

/// What the parts of a taste weigh now: the newest that [TasteLearning] adopted, on whatever node,
/// within ten minutes. Thread-safe.
final class PresentWeights {
  private final Collaborators with;
  private final LoadingCache<Boolean, TasteWeights> adopted =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build(_ -> read());

  PresentWeights(Collaborators with) {
    this.with = with;
  }

  /// The standard ones while learning is off, or nothing better was found.
  TasteWeights get() {
    return with.choosing().learning() ? adopted.get(true) : TasteWeights.STANDARD;
  }

  /// As they are stored.
  TasteWeights read() {
    return with.database()
        .jdbi()
        .withExtension(RandomTailDao.class, RandomTailDao::adopted)
        .orElse(TasteWeights.STANDARD);
  }
}
