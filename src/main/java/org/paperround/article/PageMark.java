package org.paperround.article;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of an article's own page, or that the article came whole by the push API: how the
/// present attempt went, when it was last read (null: never), how often it was tried in vain since,
/// and the validators of its last answer.
record PageMark(
    Outcome outcome,
    @Nullable Instant readAt,
    int attempts,
    @Nullable String etag,
    @Nullable String lastModified) {
  static final PageMark NOT_ASKED = new PageMark(Outcome.NOT_ASKED, null, 0, null, null);

  enum Outcome {
    NOT_ASKED,
    PUSHED,
    READ,
    UNCHANGED,
    FAILED
  }
}
