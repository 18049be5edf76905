package org.paperround.article;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/// A source and how it is doing; `failureReason` is a sentence for the operator, null while it
/// works. `keys` is how many keys may push to it, `toldUntil` until when a hub tells of its news.
public record SourceHealth(
    String slug,
    String owner,
    String url,
    boolean ownPortal,
    double weight,
    String defaultSection,
    boolean active,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant failingSince,
    @Nullable String failureReason,
    int keys,
    @Nullable Instant toldUntil,
    @Nested SourceSettings settings) {}
