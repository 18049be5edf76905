package org.paperround.staff;

/// That something is done could not be written down, so it must not be done: it is thrown out of
/// the act's transaction, or before what was asked for is shown.
public final class NotAuditedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAuditedException(Throwable cause) {
    super("the audit log took no entry", cause);
  }
}
