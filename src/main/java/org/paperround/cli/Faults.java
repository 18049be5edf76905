package org.paperround.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jdbi.v3.core.ConnectionException;
import org.paperround.app.BrokenThemeException;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.database.EmbeddedServerException;

/// Says a fault in words at the edge, once. A fault nobody foresaw keeps its stack trace.
final class Faults {
  private Faults() {}

  static String explain(Exception fault) {
    return switch (fault) {
      case ConfigurationException _,
          EmbeddedServerException _,
          UsageException _,
          BrokenThemeException _ ->
          String.valueOf(fault.getMessage());
      case ConnectionException lost ->
          "The database cannot be reached: "
              + root(lost).getMessage()
              + ". Check the address, the user and that PostgreSQL runs.";
      default -> {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text, true));
        yield "Something unforeseen went wrong; nothing more was done. Please report this:\n"
            + text;
      }
    };
  }

  static int exitCode(Exception fault) {
    return switch (fault) {
      case ConfigurationException _,
          EmbeddedServerException _,
          UsageException _,
          BrokenThemeException _,
          ConnectionException _ ->
          2;
      default -> 1;
    };
  }

  private static Throwable root(Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
