package org.paperround.article;

import org.jspecify.annotations.Nullable;

/// A source as reading it needs it.
record SourceRow(
    long id,
    String slug,
    String name,
    String owner,
    String url,
    boolean ownPortal,
    double weight,
    String defaultSection,
    int pollSeconds,
    @Nullable String etag,
    @Nullable String lastModified,
    int consecutiveFailures) {}
