package org.paperround.subscriber;

/// What came of one reader of a list.
public enum ImportOutcome {
  /// Gets the newsletter from now on.
  ADDED,
  /// Nothing says when they agreed: a mail asks them.
  ASKED,
  /// Has it already, or has asked for it; nothing was changed.
  PRESENT,
  /// Left it before: only they themselves may come back.
  LEFT,
  /// The address is never mailed: it bounced, complained, was erased, or the operator says so.
  SUPPRESSED
}
