package org.paperround.edition;

/// Where an edition is. `COLLECTING` fills itself until the cut-off; `APPROVED` waits for its
/// freeze; `HELD` waits for a person; `SENDING` has a frozen audience; `STOPPED` sends nothing
/// until resumed; `SENT` closed its account; `MISSED` came too late; of `SKIPPED` nothing is sent
/// for a reason that its diary has.
public enum EditionState {
  COLLECTING,
  APPROVED,
  HELD,
  SENDING,
  STOPPED,
  SENT,
  MISSED,
  SKIPPED;

  /// Readers have it, or are getting it, and nobody stopped it.
  public boolean isPublished() {
    return switch (this) {
      case SENDING, SENT -> true;
      case COLLECTING, APPROVED, HELD, STOPPED, MISSED, SKIPPED -> false;
    };
  }

  /// Nothing can happen to it any more.
  public boolean isOver() {
    return switch (this) {
      case SENT, MISSED, SKIPPED -> true;
      case COLLECTING, APPROVED, HELD, SENDING, STOPPED -> false;
    };
  }
}
