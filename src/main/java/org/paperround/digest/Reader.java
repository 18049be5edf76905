package org.paperround.digest;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.paperround.digest.taste.Taste;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;

/// What choosing knows of a reader. Pure data. `taste`: of readers who consented to tracking and
/// clicked something; told against the very candidates that are chosen from.
public record Reader(
    SubscriberId id,
    Set<Interest> follows,
    Set<Interest> mutes,
    OptionalInt maxStories,
    Optional<Taste> taste) {
  public Reader {
    follows = Set.copyOf(follows);
    mutes = Set.copyOf(mutes);
  }

  /// Somebody who does not exist, and follows and mutes nothing.
  public static final Reader NOBODY =
      new Reader(
          new SubscriberId(Long.MAX_VALUE),
          Set.of(),
          Set.of(),
          OptionalInt.empty(),
          Optional.empty());

  /// A reader of the newsletter at that moment.
  public static Reader of(Recipient recipient, Optional<Taste> taste, Instant at) {
    Integer most = recipient.maxStories();
    return new Reader(
        recipient.subscriber(),
        recipient.follows(),
        recipient.mutedAt(at),
        most == null ? OptionalInt.empty() : OptionalInt.of(most),
        taste);
  }

  /// The same, but for what is followed.
  public Reader following(Set<Interest> interests) {
    return new Reader(id, interests, mutes, maxStories, taste);
  }

  /// The same, but for what is muted.
  public Reader muting(Set<Interest> interests) {
    return new Reader(id, follows, interests, maxStories, taste);
  }
}
