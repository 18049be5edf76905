package org.paperround.newsletter;

import java.io.Serial;
import java.util.List;

/// A newsletter that cannot be offered as described; the message names every problem, one a line.
public final class InvalidNewsletterException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  InvalidNewsletterException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
