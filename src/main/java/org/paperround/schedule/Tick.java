package org.paperround.schedule;

import java.time.Duration;

/// Work that is done every `interval` on one of the nodes. It finds in the tables what is due, so
/// that it may come twice, late, or after a pause.
public record Tick(String name, Duration interval, Runnable work) {
  public Tick {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a tick needs a name");
    }
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "the tick " + name + " comes every " + interval + ": a second is the least");
    }
  }
}
