package org.paperround.subscriber;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;

/// One reader at the moment of sending. `address` is null once erased; `confirmedAt` null when
/// there is no valid opt-in.
public record Recipient(
    SubscriberId subscriber,
    @Nullable EmailAddress address,
    String name,
    Locale locale,
    ZoneId zone,
    Set<Interest> follows,
    Set<Mute> mutes,
    boolean trackingConsent,
    boolean subscribed,
    @Nullable Instant confirmedAt,
    Set<DayOfWeek> days,
    @Nullable Integer maxStories,
    @Nullable Instant pausedUntil,
    @Nullable SuppressionReason suppression,
    AlertWishes alerts,
    boolean textOnly) {
  public Recipient {
    follows = Set.copyOf(follows);
    mutes = Set.copyOf(mutes);
    days = Set.copyOf(days);
  }

  /// What this reader does not want at this moment.
  public Set<Interest> mutedAt(Instant now) {
    return Mute.holding(mutes, LocalDate.ofInstant(now, zone));
  }
}
