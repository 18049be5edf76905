package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperround.edition.Card;

/// Counts how many readers were sent each card of an edition: when its account closes, and every
/// five minutes before.
final class Exposures {
  private static final Duration EVERY = Duration.ofMinutes(5);

  private final Collaborators with;

  Exposures(Collaborators with) {
    this.with = with;
  }

  boolean stale(OpenEdition open) {
    Instant before = with.clock().instant().minus(EVERY);
    return with.database()
        .jdbi()
        .withExtension(ShownStoriesDao.class, dao -> dao.stale(open.id().value(), before));
  }

  /// Counts the edition anew.
  void count(OpenEdition open) {
    long id = open.id().value();
    Map<Integer, Long> stories =
        with.editions().pool(open.id()).cards().stream()
            .collect(Collectors.toMap(Card::ordinal, card -> card.story().value()));
    Instant now = with.clock().instant();
    with.database()
        .inLongTransaction(handle -> {
          ShownStoriesDao dao = handle.attach(ShownStoriesDao.class);
          List<ShownStoriesDao.Shown> shown =
              dao.shown(id, open.edition().date()).stream()
                  .filter(row -> stories.containsKey(row.ordinal()))
                  .toList();
          dao.store(
              id,
              shown.stream().map(ShownStoriesDao.Shown::ordinal).toList(),
              shown.stream().map(row -> stories.getOrDefault(row.ordinal(), 0L)).toList(),
              shown.stream().map(ShownStoriesDao.Shown::readers).toList(),
              shown.stream().map(ShownStoriesDao.Shown::tracked).toList());
          return dao.counted(id, now);
        });
  }
}
