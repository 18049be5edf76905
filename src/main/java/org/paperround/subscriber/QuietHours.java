package org.paperround.subscriber;

import java.time.LocalTime;

/// The hours of a reader's day in which no alert comes: from the first whole hour (0 to 23) until
/// the other, over midnight where that is earlier. Equal ones: alerts come at any hour.
public record QuietHours(int from, int until) {
  /// Of a reader who chose none.
  public static final QuietHours STANDARD = new QuietHours(22, 7);

  public QuietHours {
    if (from < 0 || from > 23 || until < 0 || until > 23) {
      throw new IllegalArgumentException(
          "quiet hours are between 0 and 23, not from " + from + " until " + until);
    }
  }

  /// Whether it is quiet at this time of day; not any more at the very end.
  public boolean covers(LocalTime time) {
    int hour = time.getHour();
    return from <= until ? from <= hour && hour < until : hour >= from || hour < until;
  }
}
