package org.paperround.edition;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;

/// One dated issue of a newsletter. `date` is the date of the cut-off in the newsletter's zone;
/// after `expiresAt` nothing of it is sent. `letter` null: a digest or an alert.
public record Edition(
    EditionId id,
    NewsletterId newsletter,
    LocalDate date,
    Instant plannedAt,
    Instant cutOff,
    Instant expiresAt,
    EditionState state,
    int revision,
    Words words,
    @Nullable Letter letter) {
  public boolean isLetter() {
    return letter != null;
  }

  /// Whether its readers get one of several subjects.
  public boolean triesSubjects() {
    return words.subjects().size() > 1;
  }

  /// The same with another cut-off.
  public Edition withCutOff(Instant other) {
    return new Edition(
        id, newsletter, date, plannedAt, other, expiresAt, state, revision, words, letter);
  }
}
