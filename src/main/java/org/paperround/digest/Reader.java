package org.paperround.digest;

import java.util.OptionalInt;
import java.util.Set;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.SubscriberId;

/// What choosing knows of a reader. Pure data.
public record Reader(
    SubscriberId id, Set<Interest> follows, Set<Interest> mutes, OptionalInt maxStories) {
  public Reader {
    follows = Set.copyOf(follows);
    mutes = Set.copyOf(mutes);
  }
}
