package org.paperround.delivery;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.ranking.SubjectTest;
import org.paperround.subscriber.SubscriberId;

/// Which of an edition's subjects the next reader gets (docs/adr/0025). Counted beside the sending
/// and kept in memory, so that nobody's mail waits for a count: until there is one, and while the
/// database does not give one, the last one known holds, at first none. Thread-safe.
final class SubjectTrials {
  /// So often clicks are counted anew: readers whose morning comes later profit.
  static final Duration EVERY = Duration.ofMinutes(1);

  private final Collaborators with;
  private volatile Map<Key, SubjectTest> known = Map.of();

  SubjectTrials(Collaborators with) {
    this.with = with;
  }

  /// The same reader gets the same, as long as the counts are the same.
  int next(Edition edition, SubscriberId reader) {
    if (!edition.triesSubjects()) {
      return 0;
    }
    SubjectTest test = known.get(Key.of(edition));
    return (test == null ? unknown(edition) : test).draw(random(edition, reader));
  }

  /// Counts every edition that is being sent under several subjects.
  void count() {
    Map<Key, SubjectTest> counted = new HashMap<>();
    for (Edition edition : with.editions().in(EditionState.SENDING)) {
      if (edition.triesSubjects()) {
        counted.put(Key.of(edition), SubjectCounts.present(with.database(), edition).test());
      }
    }
    known = Map.copyOf(counted);
  }

  private static SubjectTest unknown(Edition edition) {
    return SubjectTest.ofEdition(
        Collections.nCopies(edition.words().subjects().size(), new SubjectTest.Arm(0, 0)));
  }

  /// Mixed, because neighbouring seeds give streams that overlap.
  private static SplittableRandom random(Edition edition, SubscriberId reader) {
    long ofReader = new SplittableRandom(~reader.value()).nextLong();
    long ofWords =
        new SplittableRandom(edition.id().value() << 16 ^ edition.words().since()).nextLong();
    return new SplittableRandom(ofReader ^ ofWords);
  }

  /// An edition under one wording.
  private record Key(EditionId edition, int since) {
    static Key of(Edition edition) {
      return new Key(edition.id(), edition.words().since());
    }
  }
}
