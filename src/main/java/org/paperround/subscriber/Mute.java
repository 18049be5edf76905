package org.paperround.subscriber;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a reader does not want; `until` is the first day, where the reader is, on which it comes
/// again, null: for ever. Written `topic:NHS`, or `2026-12-24/topic:NHS` with an end.
public record Mute(Interest interest, @Nullable LocalDate until) {
  /// One without an end.
  public static Mute forEver(Interest interest) {
    return new Mute(interest, null);
  }

  /// Reads what [#toString] writes.
  ///
  /// @throws IllegalArgumentException when it is not written so
  public static Mute parse(String text) {
    int slash = text.indexOf('/');
    if (slash != "2026-12-24".length() || !Character.isDigit(text.charAt(0))) {
      return forEver(Interest.parse(text));
    }
    try {
      return new Mute(
          Interest.parse(text.substring(slash + 1)), LocalDate.parse(text.substring(0, slash)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a mute ends on a day like 2026-12-24: " + text, e);
    }
  }

  /// Whether it holds on this day.
  public boolean holds(LocalDate day) {
    return until == null || day.isBefore(until);
  }

  /// What is muted on this day.
  public static Set<Interest> holding(Set<Mute> mutes, LocalDate day) {
    return mutes.stream()
        .filter(mute -> mute.holds(day))
        .map(Mute::interest)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return until == null ? interest.toString() : until + "/" + interest;
  }
}
