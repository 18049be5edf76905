package org.paperround.delivery;

import java.time.LocalDate;

/// How many digests of a newsletter's editions of one date were accepted by relays, and how many of
/// these have come back since.
public record SentOnDay(LocalDate day, long sent, long bounced) {
  /// A date on which none was sent.
  public static SentOnDay nothing(LocalDate day) {
    return new SentOnDay(day, 0, 0);
  }
}
