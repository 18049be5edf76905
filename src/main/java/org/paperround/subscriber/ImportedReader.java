package org.paperround.subscriber;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;

/// A reader who opted in elsewhere; `consentAt` and `consentEvidence` prove it. `alerts` are wishes
/// of the subscription, `textOnly` is of all mails.
public record ImportedReader(
    EmailAddress address,
    String name,
    Locale locale,
    ZoneId zone,
    @Nullable Integer hour,
    Set<DayOfWeek> days,
    @Nullable Integer maxStories,
    @Nullable Instant pausedUntil,
    Set<Interest> follows,
    Set<Mute> mutes,
    AlertWishes alerts,
    boolean textOnly,
    boolean trackingConsent,
    Instant consentAt,
    String consentEvidence) {
  public ImportedReader {
    days = Set.copyOf(days);
    follows = Set.copyOf(follows);
    mutes = Set.copyOf(mutes);
  }

  /// One who gets every edition from now on, mutes for ever, and wants alerts and mails as they
  /// are.
  public ImportedReader(
      EmailAddress address,
      String name,
      Locale locale,
      ZoneId zone,
      @Nullable Integer hour,
      @Nullable Integer maxStories,
      Set<Interest> follows,
      Set<Interest> mutes,
      boolean trackingConsent,
      Instant consentAt,
      String consentEvidence) {
    this(
        address,
        name,
        locale,
        zone,
        hour,
        EnumSet.allOf(DayOfWeek.class),
        maxStories,
        null,
        follows,
        mutes.stream().map(Mute::forEver).collect(Collectors.toUnmodifiableSet()),
        AlertWishes.STANDARD,
        false,
        trackingConsent,
        consentAt,
        consentEvidence);
  }
}
