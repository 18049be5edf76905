package org.paperround.subscriber;

import org.jspecify.annotations.Nullable;

/// A confirmed subscription as a list tells it: to which newsletter, everything an import takes,
/// and why the address is not mailed, if so.
public record ExportedReader(
    String newsletter, ImportedReader reader, @Nullable SuppressionReason suppression) {}
