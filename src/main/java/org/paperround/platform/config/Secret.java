package org.paperround.platform.config;

/// A configured value that must never be printed. [#toString()] shows stars; [#reveal()] is called
/// only where the value is used.
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "***";
  }
}
