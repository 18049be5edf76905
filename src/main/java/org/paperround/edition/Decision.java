package org.paperround.edition;

/// What came of an editor's act. Nothing changes unless it is [Done].
public sealed interface Decision {
  record Done(Edition edition) implements Decision {}

  record NoSuchEdition() implements Decision {}

  /// The story is not in this edition's pool; for an alert: there is no such story, or it was taken
  /// back.
  record NoSuchStory() implements Decision {}

  /// The act does not fit the edition's state; `why` is a sentence for the editor.
  record Impossible(String why) implements Decision {}
}
