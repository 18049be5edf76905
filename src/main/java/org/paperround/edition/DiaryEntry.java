package org.paperround.edition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of an edition's diary: which revision, who made it, what they did, to which story, and
/// why, where that was said; whether it changed something that could be undone. `subjects`: those
/// it gave, empty for the lead story's; null where it left the words alone.
public record DiaryEntry(
    int revision,
    Instant at,
    String actor,
    String action,
    @Nullable Long story,
    @Nullable String note,
    boolean undoable,
    @Nullable List<String> subjects) {}
