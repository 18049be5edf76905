package org.paperround.cli;

import java.io.Serial;

/// The command was understood but cannot be done as asked; the message says what to do. Exit code
/// 2.
final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
