package org.paperround.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// What limits the sending now, for an operator: the groups and relays that asked us to slow down,
/// or answer slowly, slowest first, and how many mails a warm-up plan has for today and still
/// allows (`today`, `left`; empty without a plan).
public record SendingLimits(List<Slowed> slowed, OptionalInt today, OptionalInt left) {
  public SendingLimits {
    slowed = slowed.stream().sorted(Comparator.comparingDouble(Slowed::perSecond)).toList();
  }

  /// A group, single domain or relay, the mails a second it gets now from all nodes, what it got
  /// before, and since when.
  public record Slowed(String group, double perSecond, double usual, Instant since) {
    static Slowed of(String group, Pace pace, Instant now) {
      return new Slowed(group, pace.limit(now), pace.reference(), pace.cutAt());
    }
  }
}
