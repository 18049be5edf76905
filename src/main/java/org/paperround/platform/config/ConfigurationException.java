package org.paperround.platform.config;

import java.io.Serial;
import java.util.List;

/// The configuration cannot be used. The message names every problem found, one per line, each with
/// what to do; it never holds a secret value.
public final class ConfigurationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public ConfigurationException(List<String> problems) {
    super(
        "The configuration has "
            + problems.size()
            + " problem(s):\n  - "
            + String.join("\n  - ", problems));
  }
}
