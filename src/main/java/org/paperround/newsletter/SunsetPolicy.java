package org.paperround.newsletter;

/// When readers who consented to tracking and click nothing are asked whether they still want the
/// newsletter: after `askDays` days (0: never) in which they were sent at least `leastSent`
/// digests. Without any sign of them it comes weekly `slowerDays` days later, and is paused
/// `pauseDays` after that.
public record SunsetPolicy(int askDays, int leastSent, int slowerDays, int pauseDays) {
  /// A fresh installation's: nobody is asked.
  public static final SunsetPolicy OFF = new SunsetPolicy(0, 8, 14, 56);

  public boolean isOn() {
    return askDays > 0;
  }
}
