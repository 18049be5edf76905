package org.paperround.subscriber;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// How many mails that ask for a confirmation an address may get in a day, whoever asks for them
/// and for what, so that nobody can flood another's inbox through our forms. Works in the caller's
/// transaction.
final class ConfirmationLimit {
  static final int MAILS_PER_DAY = 3;

  private ConfirmationLimit() {}

  /// Whether the address of this hash may get one more now. If so it is counted.
  static boolean allows(Handle handle, byte[] hash, Instant now) {
    Instant after = now.minus(Duration.ofDays(1));
    return handle.attach(ConfirmationMailDao.class).count(hash, now, after, MAILS_PER_DAY) == 1;
  }

  /// Forgets what no longer counts; returns of how many addresses.
  static int forget(Handle handle, Instant now) {
    return handle.attach(ConfirmationMailDao.class).forgetBefore(now.minus(Duration.ofDays(1)));
  }
}
