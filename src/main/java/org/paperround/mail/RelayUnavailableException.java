package org.paperround.mail;

import java.io.Serial;

/// No session with the relay could be had; the message says which step failed and what the server
/// said.
public final class RelayUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public RelayUnavailableException(String message) {
    super(message);
  }

  public RelayUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
