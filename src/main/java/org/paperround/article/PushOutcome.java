package org.paperround.article;

import java.util.List;

/// What became of one pushed article.
public sealed interface PushOutcome {
  /// It is stored as it was pushed. `url` is its canonical address; `revision` rises with each
  /// Update; `retracted` says that it belongs to a story that was taken back, and is not shown.
  record Stored(
      Change change, ArticleId id, StoryId story, String url, int revision, boolean retracted)
      implements PushOutcome {}

  /// What storing it changed. `UNCHANGED` is also the answer to an older version of what we have.
  enum Change {
    CREATED,
    UPDATED,
    UNCHANGED
  }

  /// It is not an article as we take them: its problems, by the names of their fields, and how many
  /// `more` there are.
  record Refused(List<Problem> problems, int more) implements PushOutcome {
    public Refused {
      problems = List.copyOf(problems);
    }

    /// With the first `most` problems.
    Refused cut(int most) {
      int shown = Math.min(most, problems.size());
      return new Refused(problems.subList(0, shown), more + problems.size() - shown);
    }
  }

  /// It is in order, but cannot be stored beside what we have; `sentence` says why.
  record Conflict(String sentence) implements PushOutcome {}

  /// It is in order, and a fault of ours kept us from storing it; the log says more.
  record Failed() implements PushOutcome {}

  /// `field` as it is written (`image.url`, `keyPoints[2]`), empty where it is the whole;
  /// `sentence` says what is wrong and what would be right.
  record Problem(String field, String sentence) {}
}
