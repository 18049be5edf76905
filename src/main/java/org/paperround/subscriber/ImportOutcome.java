package org.paperround.subscriber;

/// What came of one reader of a list.
public enum ImportOutcome {
  /// Gets the newsletter from now on.
  ADDED,
  /// Had asked for it and not answered the mail that asks back: the list's evidence is the answer,
  /// and they get it from now on.
  CONFIRMED,
  /// Nothing says when they agreed: a mail asks them.
  ASKED,
  /// Has it already; nothing was changed.
  PRESENT,
  /// Nothing says when they agreed, and they were asked, or asked for it, before, or have been
  /// asked for other things as often as a day allows: a mail still waits for their answer, and
  /// nothing was changed.
  WAITING,
  /// Left it before: only they themselves may come back.
  LEFT,
  /// The address is never mailed: it bounced, complained, was erased, or the operator says so.
  SUPPRESSED;

  /// Whether the reader gets the newsletter by this.
  public boolean begins() {
    return this == ADDED || this == CONFIRMED;
  }
}
