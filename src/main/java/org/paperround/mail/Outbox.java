package org.paperround.mail;

import org.jdbi.v3.core.Handle;

/// The transactional outbox: a mail is committed with its cause and handed to the relay soon after,
/// by whichever node finds it. At least once; the Message-ID derives from the row, so a second copy
/// is recognisable. Thread-safe.
public final class Outbox {
  /// Stores the mail in the caller's transaction.
  public void enqueue(Handle handle, TransactionalMail mail) {
    throw new UnsupportedOperationException();
  }

  /// Sends what is due, at most a batch; returns how many were settled. Called by a loop of the
  /// sender role.
  public int sendDue() {
    throw new UnsupportedOperationException();
  }

  /// How many mails wait.
  public long waiting() {
    throw new UnsupportedOperationException();
  }
}
