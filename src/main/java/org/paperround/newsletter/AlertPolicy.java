package org.paperround.newsletter;

import java.time.Duration;

/// What an alert newsletter asks of a breaking story. `perDay`: the most alerts a reader gets in a
/// day of theirs, over all alert newsletters, unless the reader chose another number. `again`: how
/// long after an alert the same story makes none again by itself, however it develops. `fresh`: how
/// long after an article came out, or was changed last, its breaking flag still counts, so that a
/// source which is added alerts nobody to old news.
public record AlertPolicy(int perDay, Duration again, Duration fresh) {
  /// The most alerts a day that a newsletter may send or a reader may choose.
  public static final int MOST_PER_DAY = 20;

  /// A fresh installation's.
  public static final AlertPolicy STANDARD =
      new AlertPolicy(3, Duration.ofHours(3), Duration.ofHours(1));
}
