package org.paperround.app;

import java.io.Serial;
import java.util.List;

/// Mails could not be made as a theme or a template wants them; the message has a line for each
/// fault, which begins with its file and line.
public final class BrokenThemeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public BrokenThemeException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
