package org.paperround.article;

/// What came of saving a source at the desk. Unless it is [Saved], nothing was changed.
public sealed interface SourceSaving {
  /// `before` is empty texts for a new one.
  record Saved(SourceId id, SourceDraft before, SourceDraft after) implements SourceSaving {
    /// It is at another address, or of another kind: what failed before says nothing of it.
    boolean moved() {
      return !before.text("url").equals(after.text("url"))
          || !before.text("kind").equals(after.text("kind"));
    }
  }

  /// Another source has what this `field` says.
  record Taken(String field, String sentence) implements SourceSaving {}

  /// Somebody changed it since the form was filled: it is like this now.
  record Overtaken(SourceHealth present) implements SourceSaving {}

  /// There is no such source.
  record Unknown() implements SourceSaving {}
}
