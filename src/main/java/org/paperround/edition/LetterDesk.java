package org.paperround.edition;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.article.Articles;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.database.Witness;

/// Makes letters that correct a story. A letter is an approved edition at once: delivery sends it
/// to those who had the story, in whatever edition it stood and under whatever number.
final class LetterDesk {
  private static final int PREHEADER = 150;

  private final Database database;
  private final InstantSource clock;
  private final Newsletters newsletters;
  private final Articles articles;
  private final Witness<EditionChange> witness;

  LetterDesk(EditionParts parts) {
    this.database = parts.database();
    this.clock = parts.clock();
    this.newsletters = parts.newsletters();
    this.articles = parts.articles();
    this.witness = parts::note;
  }

  /// `letter.corrects()` is any edition of the newsletter whose letter it is to be.
  Decision send(Letter letter, String subject, StaffActor actor) {
    StoryId story = articles.canonical(letter.story());
    List<Long> stories = numbers(story);
    return database.inTransaction(handle -> {
      // Whoever opens one of them again for a newcomer is seen here, or sees the letter.
      handle.attach(EditionDao.class).lockWith(stories);
      Optional<StoredEdition> edition =
          handle.attach(EditionDao.class).lock(letter.corrects().value());
      if (edition.isEmpty()) {
        return new Decision.NoSuchEdition();
      }
      List<CardDao.Carried> cards = handle.attach(CardDao.class).carried(stories);
      return refusal(handle, edition.get(), letter, stories, cards)
          .orElseGet(() -> {
            Letter canonical = new Letter(letter.corrects(), story, letter.text(), null);
            return make(handle, edition.get(), canonical, subject, cards, actor);
          });
    });
  }

  /// As [Editions#cardsWith].
  List<LetterCard> cardsWith(StoryId story) {
    List<Long> stories = numbers(articles.canonical(story));
    return database.jdbi().withExtension(CardDao.class, dao -> dao.carried(stories)).stream()
        .map(card -> new LetterCard(new EditionId(card.edition()), card.date(), card.ordinal()))
        .toList();
  }

  /// All under which it may have stood somewhere.
  private List<Long> numbers(StoryId canonical) {
    return articles.aliases(canonical).stream().map(StoryId::value).toList();
  }

  private static Optional<Decision> refusal(
      Handle handle,
      StoredEdition edition,
      Letter letter,
      List<Long> stories,
      List<CardDao.Carried> cards) {
    if (!edition.frozen()) {
      return impossible("Nobody has been sent this edition; retracting the story takes it out.");
    }
    if (cards.stream().noneMatch(card -> card.edition() == edition.id())) {
      return Optional.of(new Decision.NoSuchStory());
    }
    Optional<Long> going =
        cards.stream().filter(CardDao.Carried::going).map(CardDao.Carried::edition).findFirst();
    if (going.isPresent()) {
      return impossible(
          "Edition "
              + going.get()
              + " may still be sent with the story: retract the story first, so that everybody"
              + " who has it is known.");
    }
    return handle
        .attach(EditionDao.class)
        .sameLetter(edition.edition().newsletter().value(), stories, letter.text())
        .flatMap(same -> impossible("This correction is edition " + same + " already."));
  }

  private static Optional<Decision> impossible(String why) {
    return Optional.of(new Decision.Impossible(why));
  }

  private static String beginning(String paragraph) {
    int characters = paragraph.codePointCount(0, paragraph.length());
    return paragraph.substring(0, paragraph.offsetByCodePoints(0, Math.min(PREHEADER, characters)));
  }

  private Decision make(
      Handle handle,
      StoredEdition edition,
      Letter letter,
      String subject,
      List<CardDao.Carried> cards,
      StaffActor actor) {
    Newsletter newsletter = newsletters.get(edition.edition().newsletter());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    EditionDao dao = handle.attach(EditionDao.class);
    Optional<Long> made =
        dao.insertLetter(
            new EditionDao.NewLetter(
                newsletter.id().value(),
                now.atZone(newsletter.zone()).toLocalDate(),
                now,
                now.plus(newsletter.maxAge()).plus(newsletter.lateLimit()),
                actor.name(),
                subject,
                beginning(letter.paragraphs().getFirst()),
                edition.id(),
                letter.story().value(),
                letter.text()));
    if (made.isEmpty()) {
      return new Decision.Impossible(
          "An edition is made at this very moment; look whether it is this correction. If not, try"
              + " again.");
    }
    long id = made.get();
    dao.letterCards(
        id,
        cards.stream().map(CardDao.Carried::edition).toList(),
        cards.stream().map(card -> card.date().toString()).toList(),
        cards.stream().map(CardDao.Carried::ordinal).toList());
    dao.diary(id, now, actor.name(), "correct", letter.story().value());
    witness.note(handle, written(id, letter, subject, actor));
    Wakeups.announce(handle, "edition");
    return new Decision.Done(dao.find(id).orElseThrow().edition());
  }

  private static EditionChange written(long id, Letter letter, String subject, StaffActor actor) {
    Map<String, @Nullable Object> words =
        Map.of(
            "corrects",
            "edition " + letter.corrects(),
            "story",
            letter.story().value(),
            "subject",
            subject,
            "text",
            letter.text());
    return new EditionChange(actor, "wrote a correction", "edition " + id, Map.of(), words);
  }
}
