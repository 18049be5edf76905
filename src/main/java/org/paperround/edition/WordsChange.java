package org.paperround.edition;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one act changed of the editor's words for the whole mail, kept in the diary so that it can
/// be undone. Subject and preheader are one thing, the intro another. Stored as JSON.
record WordsChange(Said before, Said after) {
  /// [Words], without when they were said.
  record Said(List<String> subjects, @Nullable String preheader, @Nullable String intro) {
    Said {
      subjects = List.copyOf(subjects);
    }

    static Said of(Words words) {
      return new Said(words.subjects(), words.preheader(), words.intro());
    }

    Said headed(List<String> otherSubjects, @Nullable String otherPreheader) {
      return new Said(otherSubjects, otherPreheader, intro);
    }

    Said introduced(@Nullable String otherIntro) {
      return new Said(subjects, preheader, otherIntro);
    }

    boolean sameHead(Said other) {
      return subjects.equals(other.subjects) && Objects.equals(preheader, other.preheader);
    }

    boolean sameIntro(Said other) {
      return Objects.equals(intro, other.intro);
    }
  }

  /// For a log.
  Difference difference() {
    return Difference.NONE
        .with("subjects", before.subjects(), after.subjects())
        .with("preheader", before.preheader(), after.preheader())
        .with("intro", before.intro(), after.intro());
  }

  /// Whether what it changed is still as it left it.
  boolean stands(Said now) {
    return (before.sameHead(after) || now.sameHead(after))
        && (before.sameIntro(after) || now.sameIntro(after));
  }

  /// `now` without this change; what it did not change stays.
  Said undone(Said now) {
    Said headed = before.sameHead(after) ? now : now.headed(before.subjects(), before.preheader());
    return before.sameIntro(after) ? headed : headed.introduced(before.intro());
  }
}
