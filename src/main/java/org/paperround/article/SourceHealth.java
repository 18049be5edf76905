package org.paperround.article;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/// A source and how it is doing; `failureReason` is a sentence for the operator, null while it
/// works. `lastFetchedAt` is when it was last read, well or not, `nextFetchAt` when it is next
/// (null: at once), for what is read. `keys` is how many keys may push to it, `toldUntil` until
/// when a hub tells of its news.
public record SourceHealth(
    long id,
    String slug,
    String name,
    String owner,
    String url,
    boolean ownPortal,
    double weight,
    String defaultSection,
    boolean active,
    @Nullable Instant lastFetchedAt,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant nextFetchAt,
    @Nullable Instant failingSince,
    @Nullable String failureReason,
    int consecutiveFailures,
    int keys,
    @Nullable Instant toldUntil,
    @Nested SourceSettings settings)
    implements DescribedSource {}
