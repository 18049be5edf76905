package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.Recipient;

/// How many alerts readers had today, and whether one may have another now (docs/adr/0018): it is
/// not quiet where they are, and their day's number is not used up. Counted in the claim, of locked
/// readers, so two alerts on two nodes never both take the last one.
final class AlertLimits {
  /// An edition's rows may be claimed for so long after its date.
  private static final int DAYS = 8;

  private final Newsletter newsletter;
  private final boolean limited;
  private final boolean quietHours;
  private final Instant now;
  private final Map<Long, Integer> today;

  /// `limited`: it is an alert. `quietHours`: whether those of readers count. `today`: alerts that
  /// a reader had or may have had, by reader.
  private AlertLimits(
      Newsletter newsletter,
      boolean limited,
      boolean quietHours,
      Instant now,
      Map<Long, Integer> today) {
    this.newsletter = newsletter;
    this.limited = limited;
    this.quietHours = quietHours;
    this.now = now;
    this.today = today;
  }

  /// Reads what the locked readers of one claim had; must be in a statement after the one that
  /// locked them.
  static AlertLimits read(
      Handle handle, Claims.Batch batch, boolean quietHours, Collection<Recipient> readers) {
    Newsletter newsletter = batch.open().newsletter();
    // A letter puts right what the reader had: it is no alert more.
    boolean limited = newsletter.kind() == Newsletter.Kind.ALERT && !batch.edition().isLetter();
    return new AlertLimits(
        newsletter,
        limited,
        quietHours,
        batch.now(),
        limited ? today(handle, batch, List.copyOf(readers)) : Map.of());
  }

  private static Map<Long, Integer> today(
      Handle handle, Claims.Batch batch, List<Recipient> readers) {
    return handle
        .attach(ClaimDao.class)
        .alertsSince(
            batch.edition().id().value(),
            batch.edition().date().minusDays(DAYS),
            Priorities.ALERT,
            readers.stream().map(reader -> reader.subscriber().value()).toList(),
            readers.stream().map(reader -> began(reader.zone(), batch.now()).toString()).toList());
  }

  /// When the day began that it is in `zone`.
  static Instant began(ZoneId zone, Instant now) {
    LocalDate day = now.atZone(zone).toLocalDate();
    return day.atStartOfDay(zone).toInstant();
  }

  /// Why the reader gets no alert now, if so. A row that was handed over before may have arrived:
  /// it counts already, and only sending it again makes sure.
  Optional<LedgerReason> refusal(ClaimDao.Picked row, Recipient reader) {
    if (!limited || row.handedOver()) {
      return Optional.empty();
    }
    if (quietHours && DueTime.isQuiet(now, reader.zone(), reader.alerts().quietHours())) {
      return Optional.of(LedgerReason.QUIET_HOURS);
    }
    Integer wished = reader.alerts().perDay();
    int most = wished == null ? newsletter.alerts().perDay() : wished;
    return today.getOrDefault(reader.subscriber().value(), 0) >= most
        ? Optional.of(LedgerReason.FATIGUE)
        : Optional.empty();
  }
}
