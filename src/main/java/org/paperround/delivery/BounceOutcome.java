package org.paperround.delivery;

/// What became of a mail that came back: `known`, that this delivery had come back before, and
/// nothing was done; `suppressed`, that the reader's address is not mailed any more because of it.
public record BounceOutcome(BounceClass kind, boolean known, boolean suppressed) {}
