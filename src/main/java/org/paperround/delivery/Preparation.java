package org.paperround.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.digest.Candidates;
import org.paperround.edition.EditionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what the claims of an edition will ask for while its audience is still being frozen, or
/// while all is held, or others are claimed (docs/adr/0036): its pool, its mail in the newsletter's
/// language, the editions of the days before. Nothing depends on it: what is not there when it is
/// needed, the claim makes. For one thread, beside that of the claims.
final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  /// The latest of each kind; more would push each other out of the claims' caches.
  private static final int MOST = 4;

  private final Collaborators with;
  private final Choosing choosing;
  private final Histories histories;
  private final Set<PoolVersion> tried = new HashSet<>();

  /// `choosing` and `histories` are those of the claims: what is made stays in their caches.
  Preparation(Collaborators with, Choosing choosing, Histories histories) {
    this.with = with;
    this.choosing = choosing;
    this.histories = histories;
  }

  /// Each version of an edition is tried once, alerts first. Returns how many are ready by it.
  int run() {
    Instant now = with.clock().instant();
    List<OpenEdition> open =
        with.editions().in(EditionState.APPROVED, EditionState.SENDING).stream()
            .filter(edition -> edition.expiresAt().isAfter(now))
            .map(edition -> OpenEdition.of(with, edition))
            .sorted(
                Comparator.comparingInt(Priorities::of)
                    .thenComparing(one -> one.edition().cutOff(), Comparator.reverseOrder()))
            .limit(MOST)
            .toList();
    tried.retainAll(open.stream().map(Preparation::version).collect(Collectors.toSet()));
    int ready = 0;
    for (OpenEdition one : open) {
      ready += tried.add(version(one)) && succeeds(one) ? 1 : 0;
    }
    return ready;
  }

  private static PoolVersion version(OpenEdition open) {
    return PoolVersion.of(open.edition());
  }

  private boolean succeeds(OpenEdition open) {
    try {
      return prepare(open);
    } catch (RuntimeException e) {
      LOG.warn("Edition {} was not prepared; its first claim tries again", open.id(), e);
      return false;
    }
  }

  private boolean prepare(OpenEdition open) {
    Unprepared pool = new Unprepared();
    choosing.candidates(open.edition(), pool);
    pool.prepare();
    Optional<Candidates> candidates = choosing.candidates(open.edition(), new Unprepared());
    if (candidates.isEmpty()) {
      // It was changed meanwhile, and is another version by now.
      return false;
    }
    Unprepared mail = new Unprepared();
    choosing.plan(open, candidates.get().pool(), open.newsletter().locale(), mail);
    mail.prepare();
    histories.prepare(open.edition(), candidates.get());
    return true;
  }
}
