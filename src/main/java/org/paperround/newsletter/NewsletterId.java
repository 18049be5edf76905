package org.paperround.newsletter;

/// The id of a newsletter.
public record NewsletterId(long value) {
  public NewsletterId {
    if (value <= 0) {
      throw new IllegalArgumentException("Newsletter id " + value + " is not positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
