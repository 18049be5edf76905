package org.paperround.mail;

/// What a reply means, beyond its first digit (mail-standards G2): `HARD` says the mailbox does not
/// exist, `FULL` that it has no room, `BLOCK` that policy refused us (never the reader's fault),
/// `CONFIG` that our own set-up is at fault, `SOFT` everything else that may pass.
public enum ReplyVerdict {
  ACCEPTED,
  SOFT,
  FULL,
  HARD,
  BLOCK,
  CONFIG
}
