package org.paperround.delivery;

import java.time.Instant;
import java.util.Optional;
import org.paperround.edition.EditionId;

/// One dry run of an edition over its whole audience: who asked for it, how far it is, and, once it
/// is finished, what it found. `revision`: the edition as it was then.
public record DryRun(
    EditionId edition,
    int revision,
    String askedBy,
    Instant askedAt,
    long readers,
    long done,
    State state,
    Optional<DryRunFindings> found) {
  /// `FAILED`: by a fault of ours, or the node that worked at it is gone.
  public enum State {
    RUNNING,
    FINISHED,
    CANCELLED,
    FAILED
  }

  /// What came of asking for one.
  public sealed interface Start {
    /// A node works at it as soon as one can.
    record Begun() implements Start {}

    /// In a sentence.
    record Refused(String why) implements Start {}
  }
}
