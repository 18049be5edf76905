package org.paperround.delivery;

/// What came of a person's decision about uncertain deliveries.
public sealed interface Resolution {
  /// `deliveries` are due again, or count as sent.
  record Done(int deliveries) implements Resolution {}

  record NoSuchEdition() implements Resolution {}

  /// Sending again makes no sense any more; `why` is a sentence for the person.
  record TooLate(String why) implements Resolution {}
}
