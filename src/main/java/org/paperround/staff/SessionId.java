package org.paperround.staff;

/// The id of a session; it names one and opens nothing.
public record SessionId(long value) {
  public SessionId {
    if (value <= 0) {
      throw new IllegalArgumentException("session id " + value + " is not positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
