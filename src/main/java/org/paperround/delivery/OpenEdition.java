package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.Newsletter;

/// An edition that is to be sent, or whose account is still open, and its newsletter.
record OpenEdition(Edition edition, Newsletter newsletter) {
  EditionId id() {
    return edition.id();
  }

  boolean expired(Instant now) {
    return !edition.expiresAt().isAfter(now);
  }

  static OpenEdition of(Collaborators with, Edition edition) {
    return new OpenEdition(edition, with.newsletters().get(edition.newsletter()));
  }

  /// Those with a frozen audience whose account is open.
  static List<OpenEdition> all(Collaborators with) {
    return with.database().jdbi().withExtension(UpkeepDao.class, UpkeepDao::openAudiences).stream()
        .map(id -> find(with, new EditionId(id)))
        .flatMap(Optional::stream)
        .toList();
  }

  static Optional<OpenEdition> find(Collaborators with, EditionId id) {
    return with.editions().find(id).map(edition -> of(with, edition));
  }
}
