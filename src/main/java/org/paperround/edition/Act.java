package org.paperround.edition;

import java.util.Locale;

/// What an editor can do to an edition; also the word in its diary.
enum Act {
  PIN,
  UNPIN,
  DROP,
  RESTORE,
  REWORD,
  UNDO,
  RETRACT,
  APPROVE_FIRST,
  APPROVE,
  HOLD,
  STOP,
  RESUME,
  SUBJECT,
  INTRO,
  RELEASE,
  MERGE,
  SPLIT;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
