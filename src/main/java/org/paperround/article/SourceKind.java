package org.paperround.article;

import java.util.Locale;

/// How articles come from a source: a feed that is read, a page that lists them, or only by the
/// push API. A feed or a page may be pushed to as well.
public enum SourceKind {
  FEED,
  PAGE,
  PUSH;

  /// As people write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of this word, in whatever case. Throws IllegalArgumentException, with a sentence, for
  /// another.
  public static SourceKind of(String word) {
    for (SourceKind kind : values()) {
      if (kind.word().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("the kind is feed, page or push, not " + word);
  }
}
