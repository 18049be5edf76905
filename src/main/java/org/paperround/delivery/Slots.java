package org.paperround.delivery;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// Turns readers' hours and zones into instants: one row per distinct pair, computed by java.time.
final class Slots {
  private final boolean allAtOnce;

  Slots(boolean allAtOnce) {
    this.allAtOnce = allAtOnce;
  }

  void add(Handle handle, Rule rule, List<FreezeDao.ZoneHour> wanted) {
    handle
        .attach(FreezeDao.class)
        .addSlots(
            rule.edition().id().value(),
            wanted.stream().map(FreezeDao.ZoneHour::zone).toList(),
            wanted.stream().map(FreezeDao.ZoneHour::hour).toList(),
            wanted.stream().map(slot -> due(rule, slot).toString()).toList());
  }

  Instant due(Rule rule, FreezeDao.ZoneHour slot) {
    if (allAtOnce) {
      return rule.notBefore();
    }
    ZoneId zone = DueTime.zone(slot.zone(), rule.newsletter().zone());
    if (DueTime.isQuietHours(slot.hour())) {
      return DueTime.afterQuiet(rule.notBefore(), zone, DueTime.quietHours(slot.hour()));
    }
    Instant due =
        DueTime.of(rule.edition().cutOff(), zone, slot.hour(), rule.newsletter().maxAge());
    return due.isBefore(rule.notBefore()) ? rule.notBefore() : due;
  }

  /// `notBefore`: when the edition was approved, or the reader chose anew.
  record Rule(Edition edition, Newsletter newsletter, Instant notBefore) {}
}
