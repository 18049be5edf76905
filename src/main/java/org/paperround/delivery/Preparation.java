package org.paperround.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.digest.Candidates;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what the claims of an edition will ask for while its audience is still frozen, while it is
/// held, or while others are claimed (docs/adr/0036): its pool, its mails in the newsletter's
/// language, the editions of the days before. Nothing depends on it: what is not there when it is
/// needed, the claim makes. For one thread, beside that of the claims.
final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private final Collaborators with;
  private final Choosing choosing;
  private final Histories histories;
  private final Set<Version> tried = new HashSet<>();

  /// `choosing` and `histories` are those of the claims: what is made stays in their caches.
  Preparation(Collaborators with, Choosing choosing, Histories histories) {
    this.with = with;
    this.choosing = choosing;
    this.histories = histories;
  }

  /// Each version of an edition is tried once. Returns how many were made.
  int run() {
    List<Edition> editions = with.editions().in(EditionState.APPROVED, EditionState.SENDING);
    tried.retainAll(editions.stream().map(Version::of).collect(Collectors.toSet()));
    int made = 0;
    for (Edition edition : editions) {
      if (tried.add(Version.of(edition)) && made(OpenEdition.of(with, edition))) {
        made++;
      }
    }
    return made;
  }

  private boolean made(OpenEdition open) {
    try {
      return prepare(open);
    } catch (RuntimeException e) {
      LOG.warn("Edition {} was not prepared; its first claim tries again", open.id(), e);
      return false;
    }
  }

  private boolean prepare(OpenEdition open) {
    Edition edition = open.edition();
    Optional<Candidates> candidates = candidates(edition);
    if (candidates.isEmpty()) {
      // It was changed meanwhile, and is another version by now.
      return false;
    }
    Unprepared unprepared = new Unprepared();
    choosing.plan(open, candidates.get().pool(), open.newsletter().locale(), unprepared);
    unprepared.prepare();
    histories.prepare(edition, candidates.get());
    return true;
  }

  private Optional<Candidates> candidates(Edition edition) {
    Unprepared unprepared = new Unprepared();
    Optional<Candidates> known = choosing.candidates(edition, unprepared);
    if (known.isPresent()) {
      return known;
    }
    unprepared.prepare();
    return choosing.candidates(edition, new Unprepared());
  }

  /// One state of an edition's pool.
  private record Version(EditionId edition, int revision) {
    static Version of(Edition edition) {
      return new Version(edition.id(), edition.revision());
    }
  }
}
