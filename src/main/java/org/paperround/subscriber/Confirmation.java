package org.paperround.subscriber;

import org.paperround.newsletter.NewsletterId;

/// What came of a confirmation.
public sealed interface Confirmation {
  record Confirmed(SubscriberId subscriber, NewsletterId newsletter) implements Confirmation {}

  record AlreadyConfirmed(SubscriberId subscriber, NewsletterId newsletter)
      implements Confirmation {}

  /// The link is older than seven days: sign up again.
  record Expired() implements Confirmation {}

  /// Not a token of ours, or one for something else.
  record Invalid() implements Confirmation {}
}
