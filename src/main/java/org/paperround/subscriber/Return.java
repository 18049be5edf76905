package org.paperround.subscriber;

import java.util.List;
import org.paperround.newsletter.NewsletterId;

/// What came of a reader's wish to undo their leaving.
public sealed interface Return {
  record Restored(SubscriberId subscriber, List<NewsletterId> newsletters) implements Return {
    public Restored {
      newsletters = List.copyOf(newsletters);
    }
  }

  /// After a day, a second time, or when something else has happened since: sign up again.
  record TooLate() implements Return {}

  /// Not a token of ours, or one for something else.
  record Invalid() implements Return {}
}
