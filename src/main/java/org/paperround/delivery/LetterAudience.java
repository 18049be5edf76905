package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.paperround.article.StoryId;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;

/// Who gets a letter: exactly those who were shown the story that it corrects, or may have been, as
/// the ledger has it, as far as they are or were subscribed to the letter's newsletter. Whether
/// they may be mailed is asked when their row is claimed, as for every edition.
final class LetterAudience {
  private final Collaborators with;
  private final Slots slots;
  private final ThrottleConfig throttles;

  LetterAudience(Collaborators with, Slots slots, ThrottleConfig throttles) {
    this.with = with;
    this.slots = slots;
    this.throttles = throttles;
  }

  /// How many could be mailed now if a letter of this newsletter corrected the story.
  static long expected(Collaborators with, NewsletterId newsletter, StoryId story) {
    LetterDao.Cards cards = LetterDao.Cards.of(with.editions().cardsWith(story));
    return with.database()
        .inLongTransaction(handle ->
            handle
                .attach(LetterDao.class)
                .mailable(cards, newsletter.value(), with.clock().instant()));
  }

  /// How many had the story, or may have had it.
  static long had(Collaborators with, StoryId story) {
    LetterDao.Cards cards = LetterDao.Cards.of(with.editions().cardsWith(story));
    return with.database().inLongTransaction(handle -> handle.attach(LetterDao.class).shown(cards));
  }

  /// How many they are; empty while a mail with the story is still on its way to somebody.
  OptionalLong insert(Handle handle, OpenEdition open, Instant now) {
    Edition letter = open.edition();
    Newsletter newsletter = open.newsletter();
    LetterDao.Cards cards = LetterDao.Cards.of(with.editions().cardsOf(letter.id()));
    LetterDao dao = handle.attach(LetterDao.class);
    dao.lock(Objects.requireNonNull(letter.letter()).story().value());
    if (dao.underWay(cards)) {
      return OptionalLong.empty();
    }
    slots.add(
        handle,
        new Slots.Rule(letter, newsletter, now),
        List.of(new FreezeDao.ZoneHour(newsletter.zone().getId(), DueTime.WHEN_PUBLISHED)));
    DomainGroups groups = DomainGroups.read(handle, throttles, now);
    List<String> domains = List.copyOf(groups.byDomain().keySet());
    return OptionalLong.of(
        dao.insert(
            cards,
            new LetterDao.Rule(
                letter.id().value(),
                letter.date(),
                newsletter.id().value(),
                Priorities.of(open),
                letter.expiresAt(),
                now,
                domains,
                domains.stream().map(groups::of).toList(),
                with.editions().sameAs(letter.id()).stream().map(EditionId::value).toList())));
  }
}
