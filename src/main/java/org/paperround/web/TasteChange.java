package org.paperround.web;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;

/// What "more like this" and "less like this" make of a reader's choices. Pure.
final class TasteChange {
  private TasteChange() {}

  /// Follows it, and no longer leaves it out.
  static Preferences more(Preferences present, Set<Interest> about) {
    Set<Interest> follows = new HashSet<>(present.follows());
    follows.addAll(about);
    return present.withInterests(follows, without(present.mutes(), about));
  }

  /// Leaves it out until that day (null: for ever), and no longer follows it.
  static Preferences less(Preferences present, Set<Interest> about, @Nullable LocalDate until) {
    Set<Interest> follows = new HashSet<>(present.follows());
    follows.removeAll(about);
    Set<Mute> mutes = without(present.mutes(), about);
    about.forEach(interest -> mutes.add(new Mute(interest, until)));
    return present.withInterests(follows, mutes);
  }

  private static Set<Mute> without(Set<Mute> mutes, Set<Interest> about) {
    return mutes.stream()
        .filter(mute -> !about.contains(mute.interest()))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
