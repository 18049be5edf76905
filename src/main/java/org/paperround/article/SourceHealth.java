package org.paperround.article;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a source is doing; `failureReason` is a sentence for the operator, null while it works.
public record SourceHealth(
    SourceId id,
    String slug,
    String name,
    String url,
    @Nullable Instant lastFetchedAt,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant failingSince,
    @Nullable String failureReason) {}
