package org.paperround.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.paperround.delivery.CanaryPhase;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.EditionId;

/// What is special about the run of an edition, in lines.
final class RunText {
  private RunText() {}

  /// `canary phase=watched ring=256 until=...` where there is a ring, `brake stopped=...
  /// reason="..."` while the engine has it stopped.
  static List<String> of(Deliveries deliveries, EditionId edition) {
    Optional<String> brake =
        deliveries
            .braked(edition)
            .map(braked ->
                "brake stopped="
                    + braked.at()
                    + " reason=\""
                    + braked.reason().replace('"', '\'')
                    + '"');
    return Stream.concat(canary(deliveries.canary(edition)).stream(), brake.stream()).toList();
  }

  private static Optional<String> canary(CanaryPhase phase) {
    return switch (phase) {
      case CanaryPhase.None() -> Optional.empty();
      case CanaryPhase.First(long ring) -> Optional.of("canary phase=first ring=" + ring);
      case CanaryPhase.Watched(long ring, Instant until) ->
          Optional.of("canary phase=watched ring=" + ring + " until=" + until);
      case CanaryPhase.Open(long ring, Instant since) ->
          Optional.of("canary phase=open ring=" + ring + " since=" + since);
    };
  }
}
