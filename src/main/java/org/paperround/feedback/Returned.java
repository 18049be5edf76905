package org.paperround.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.RelayReply;

/// What a mail in the return box says. About whom, its [Clues] say.
sealed interface Returned {
  /// A mail of ours has failed for good, in the receiver's words; `by`: its name, if known;
  /// `recipients`: for whom it failed, as far as the report says so.
  record Bounce(RelayReply reply, @Nullable String by, List<String> recipients)
      implements Returned {}

  /// A reader called it spam, or their provider fraud or a virus.
  record Complaint(String type) implements Returned {}

  /// A reader told their provider that they want no more of this list.
  record OptOut() implements Returned {}

  /// Nothing is to be done: it is late, an automatic answer, no spam after all, or none of our
  /// business. `why` is a word for metrics.
  record Nothing(String why) implements Returned {}
}
