package org.paperround.article;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An article that may not be shown now: taken back, or under embargo until then. `source`: the
/// slug of whose article it is; null when an editor took its story back.
public record Withdrawn(
    ArticleId article,
    @Nullable String source,
    boolean takenBack,
    @Nullable Instant embargoedUntil) {}
