package org.paperround.subscriber;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;

/// What a reader chose for one newsletter (hour, days, number of stories, pause, alerts) and for
/// all of them (follows, mutes, zone, language, tracking, text only). `hour` null: when the edition
/// is published.
public record Preferences(
    SubscriberId subscriber,
    NewsletterId newsletter,
    String maskedAddress,
    String name,
    boolean subscribed,
    Set<Interest> follows,
    Set<Mute> mutes,
    @Nullable Integer hour,
    Set<DayOfWeek> days,
    @Nullable Integer maxStories,
    @Nullable Instant pausedUntil,
    ZoneId zone,
    Locale locale,
    boolean trackingConsent,
    AlertWishes alerts,
    boolean textOnly) {
  public Preferences {
    follows = Set.copyOf(follows);
    mutes = Set.copyOf(mutes);
    days = Set.copyOf(days);
    if (hour != null && (hour < 0 || hour > 23)) {
      throw new IllegalArgumentException("hour " + hour + " is not between 0 and 23");
    }
    if (maxStories != null && (maxStories < 1 || maxStories > 40)) {
      throw new IllegalArgumentException("stories " + maxStories + " is not between 1 and 40");
    }
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a reader gets it on at least one day of the week");
    }
  }

  /// The same with other follows and mutes.
  public Preferences withInterests(Set<Interest> others, Set<Mute> unwanted) {
    return with(others, unwanted, days, pausedUntil);
  }

  /// The same, on these days of the week.
  public Preferences onDays(Set<DayOfWeek> newDays) {
    return with(follows, mutes, newDays, pausedUntil);
  }

  /// The same, paused until then; null: not paused.
  public Preferences pausedUntil(@Nullable Instant until) {
    return with(follows, mutes, days, until);
  }

  private Preferences with(
      Set<Interest> newFollows,
      Set<Mute> newMutes,
      Set<DayOfWeek> newDays,
      @Nullable Instant newPausedUntil) {
    return new Preferences(
        subscriber,
        newsletter,
        maskedAddress,
        name,
        subscribed,
        newFollows,
        newMutes,
        hour,
        newDays,
        maxStories,
        newPausedUntil,
        zone,
        locale,
        trackingConsent,
        alerts,
        textOnly);
  }
}
