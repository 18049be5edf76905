package org.paperround.subscriber.lists;

import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.ImportedReader;

/// One line of a list. `number` is that of the file's line it begins on.
sealed interface ListLine {
  long number();

  record Reader(long number, ImportedReader reader) implements ListLine {}

  /// It does not say when its reader agreed.
  record WithoutConsent(long number, EmailAddress address, String name) implements ListLine {}

  /// `reason` is a sentence.
  record Refused(long number, String reason) implements ListLine {}
}
