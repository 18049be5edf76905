package org.paperround.subscriber;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What readers chose before their last changes, for a day in which the last one can be undone.
/// Works in the caller's transaction, with the reader locked.
final class ChangeHistory {
  static final Duration LIFETIME = Duration.ofDays(1);

  /// What a later version adds is passed over by this one.
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ChangeHistory() {}

  /// Returns by which number the change is known.
  static long remember(Handle handle, Preferences before, Instant at) {
    return handle
        .attach(ChangeHistoryDao.class)
        .add(
            before.subscriber().value(), before.newsletter().value(), json(Choices.of(before)), at);
  }

  /// What `present` was before that change. Empty when it is not the reader's last one, was of
  /// another newsletter, or is older than a day.
  static Optional<Preferences> before(
      Handle handle, Preferences present, long change, Instant now) {
    return handle
        .attach(ChangeHistoryDao.class)
        .before(
            change, present.subscriber().value(), present.newsletter().value(), now.minus(LIFETIME))
        .map(json -> choices(json).put(present));
  }

  private static String json(Choices choices) {
    try {
      return JSON.writeValueAsString(choices);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("choices are texts and numbers", e);
    }
  }

  private static Choices choices(String json) {
    try {
      return JSON.readValue(json, Choices.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an earlier choice cannot be read", e);
    }
  }

  /// The choices as texts and numbers, as they are stored.
  private record Choices(
      String name,
      List<String> follows,
      List<String> mutes,
      @Nullable Integer hour,
      int days,
      @Nullable Integer maxStories,
      @Nullable String pausedUntil,
      String zone,
      String language,
      boolean tracking,
      @Nullable Integer quietFrom,
      @Nullable Integer quietUntil,
      @Nullable Integer alertsPerDay,
      boolean alertsOfFollowed,
      boolean textOnly) {
    static Choices of(Preferences preferences) {
      AlertWishes alerts = preferences.alerts();
      QuietHours quiet = alerts.quiet();
      return new Choices(
          preferences.name(),
          texts(preferences.follows()),
          texts(preferences.mutes()),
          preferences.hour(),
          WeekDays.bits(preferences.days()),
          preferences.maxStories(),
          preferences.pausedUntil() == null ? null : preferences.pausedUntil().toString(),
          preferences.zone().getId(),
          preferences.locale().toLanguageTag(),
          preferences.trackingConsent(),
          quiet == null ? null : quiet.from(),
          quiet == null ? null : quiet.until(),
          alerts.perDay(),
          alerts.onlyFollowed(),
          preferences.textOnly());
    }

    Preferences put(Preferences present) {
      return new Preferences(
          present.subscriber(),
          present.newsletter(),
          present.maskedAddress(),
          name,
          present.subscribed(),
          SubscriberRow.interests(Set.copyOf(follows)),
          SubscriberRow.mutes(Set.copyOf(mutes)),
          hour,
          WeekDays.of(days),
          maxStories,
          pausedUntil == null ? null : Instant.parse(pausedUntil),
          ZoneId.of(zone),
          Locale.forLanguageTag(language),
          tracking,
          AlertWishes.of(quietFrom, quietUntil, alertsPerDay, alertsOfFollowed),
          textOnly);
    }

    private static List<String> texts(Set<?> values) {
      return values.stream().map(Object::toString).sorted().collect(Collectors.toList());
    }
  }
}
