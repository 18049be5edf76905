package org.paperround.edition;

import java.util.Locale;

/// What an editor can do to an edition; also the word in its diary.
enum Act {
  PIN("pinned a story"),
  UNPIN("unpinned a story"),
  DROP("dropped a story"),
  RESTORE("brought a story back"),
  REWORD("reworded a story"),
  UNDO("undid a change"),
  RETRACT("retracted a story"),
  EMBARGO("put a story under embargo"),
  APPROVE_FIRST("approved an edition, the first of two"),
  APPROVE("approved an edition"),
  HOLD("held an edition"),
  STOP("stopped an edition"),
  RESUME("resumed an edition"),
  SUBJECT("changed subject or preheader"),
  INTRO("changed the intro"),
  RELEASE("let an edition go to everybody"),
  MERGE("merged stories"),
  SPLIT("split a story");

  private final String done;

  Act(String done) {
    this.done = done;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What who did it has done, for a log of all that is done.
  String done() {
    return done;
  }
}
