package org.paperround.subscriber;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a reader chose beside the button of the confirmation page; all else stays as it is. `hour`
/// null: when the edition is published.
public record FirstChoices(
    @Nullable Integer hour,
    Set<DayOfWeek> days,
    ZoneId zone,
    Locale locale,
    Set<Interest> follows) {
  public FirstChoices {
    days = Set.copyOf(days);
    follows = Set.copyOf(follows);
  }

  /// These choices and the rest of what the reader has. What is muted at that moment stays away.
  public Preferences on(Preferences present, Instant now) {
    Set<Interest> muted = Mute.holding(present.mutes(), LocalDate.ofInstant(now, zone));
    return new Preferences(
        present.subscriber(),
        present.newsletter(),
        present.maskedAddress(),
        present.name(),
        present.subscribed(),
        follows.stream().filter(interest -> !muted.contains(interest)).collect(Collectors.toSet()),
        present.mutes(),
        hour,
        days,
        present.maxStories(),
        present.pausedUntil(),
        zone,
        locale,
        present.trackingConsent(),
        present.alerts(),
        present.textOnly());
  }
}
