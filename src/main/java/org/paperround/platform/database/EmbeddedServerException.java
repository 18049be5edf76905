package org.paperround.platform.database;

import java.io.Serial;

/// The embedded PostgreSQL cannot start on this machine.
public final class EmbeddedServerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  EmbeddedServerException(Throwable cause) {
    super(
        "The embedded PostgreSQL did not start ("
            + cause.getMessage()
            + "). It needs Linux or macOS, a free port, a folder it may write, and, as root, user"
            + " namespaces (unshare -U). Or give a database of your own: --database"
            + " jdbc:postgresql://HOST/NAME?user=U&password=P",
        cause);
  }
}
