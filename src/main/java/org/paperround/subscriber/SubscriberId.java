package org.paperround.subscriber;

/// The id of a subscriber.
public record SubscriberId(long value) {
  public SubscriberId {
    if (value <= 0) {
      throw new IllegalArgumentException("Subscriber id " + value + " is not positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
