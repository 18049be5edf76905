package org.paperround.edition;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.WordsChange.Said;
import org.paperround.platform.database.Database;
import org.paperround.platform.text.TypedText;

/// What an editor says of an edition's mail as a whole: subjects, preheader, intro; each act can be
/// undone while nobody has said the same anew.
final class WordDesk {
  private static final String SAID_SINCE =
      "Somebody has changed the same words since, so this change is not undone.";

  private final Database database;
  private final EditionActs acts;

  WordDesk(Database database, EditionActs acts) {
    this.database = database;
    this.acts = acts;
  }

  /// As [Editions#words].
  Decision head(EditionId id, List<String> subjects, @Nullable String preheader, StaffActor actor) {
    String fault = Words.fault(subjects, preheader);
    return fault.isEmpty()
        ? say(id, Act.SUBJECT, actor, now -> Optional.of(now.headed(subjects, preheader)))
        : new Decision.Impossible(fault);
  }

  /// As [Editions#introduce].
  Decision introduce(EditionId id, String intro, StaffActor actor) {
    String given = intro.strip();
    String fault = Words.faultOfIntro(given);
    return fault.isEmpty()
        ? say(
            id,
            Act.INTRO,
            actor,
            now -> Optional.of(now.introduced(TypedText.shows(given) ? given : null)))
        : new Decision.Impossible(fault);
  }

  /// Empty when that revision said nothing of the mail.
  Optional<Decision> undo(EditionId id, int revision, StaffActor actor) {
    return database
        .jdbi()
        .withExtension(EditionDao.class, dao -> dao.wordsChange(id.value(), revision))
        .map(CardJson::words)
        .map(change ->
            say(
                id,
                Act.UNDO,
                actor,
                now -> change.stands(now) ? Optional.of(change.undone(now)) : Optional.empty()));
  }

  /// `change` is empty where somebody has said the same anew.
  private Decision say(
      EditionId id, Act act, StaffActor actor, Function<Said, Optional<Said>> change) {
    // Words may be undone as long as they may be said: longer than stories.
    return acts.take(
        act == Act.UNDO ? Act.SUBJECT : act,
        id,
        (handle, edition, next) -> {
          Said before = Said.of(edition.edition().words());
          Optional<Said> after = change.apply(before);
          if (after.isEmpty()) {
            return new Decision.Impossible(SAID_SINCE);
          }
          if (edition.alert() && after.get().subjects().size() > 1) {
            return new Decision.Impossible("An alert has one subject.");
          }
          if (edition.alert() && after.get().intro() != null) {
            return new Decision.Impossible("An alert has no intro: it is one story.");
          }
          if (after.get().equals(before)) {
            // No change: nobody is told of one, and an approval stands.
            return EditionActs.done(handle, id);
          }
          WordsChange said = new WordsChange(before, after.get());
          acts.record(
              handle, edition, new EditionActs.Taken(act, next, null, actor), said.difference());
          store(handle, id, said);
          return EditionActs.done(handle, id);
        });
  }

  /// Words that stay as they are go on being tried on readers.
  private static void store(Handle handle, EditionId id, WordsChange change) {
    Said before = change.before();
    Said after = change.after();
    EditionDao dao = handle.attach(EditionDao.class);
    if (!before.sameHead(after)) {
      List<String> subjects = after.subjects();
      dao.words(
          id.value(),
          subjects.isEmpty() ? null : subjects.getFirst(),
          subjects.stream().skip(1).toList(),
          after.preheader());
    }
    if (!before.sameIntro(after)) {
      dao.intro(id.value(), after.intro());
    }
    dao.keepWords(id.value(), CardJson.words(change));
  }
}
