package org.paperround.edition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of an edition's diary: which revision, who made it, what they did, to which story, and
/// why, where that was said. `ofStories`, `ofWords`: whether it changed what the editor says of
/// stories, or of the mail, and can be undone. `subjects`: those it gave, empty for the lead
/// story's; null where it left them alone.
public record DiaryEntry(
    int revision,
    Instant at,
    String actor,
    String action,
    @Nullable Long story,
    @Nullable String note,
    boolean ofStories,
    boolean ofWords,
    @Nullable List<String> subjects) {
  /// As long as the edition's state allows it, and nobody has said the same anew.
  public boolean undoable() {
    return ofStories || ofWords;
  }
}
