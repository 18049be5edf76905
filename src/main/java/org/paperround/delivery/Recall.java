package org.paperround.delivery;

import java.time.InstantSource;
import java.util.List;

/// Gives claims back to the ledger that were not sent yet when their edition was changed or
/// stopped, or all is held: so they are not in hand for as long as connections are busy.
final class Recall {
  private final Transmitter.Line line;
  private final InstantSource clock;

  Recall(Transmitter.Line line, InstantSource clock) {
    this.line = line;
    this.clock = clock;
  }

  void run() {
    List<Claim> recalled =
        line.queue().unsent().stream()
            .filter(claim -> !line.marks().unchanged(claim.facts()))
            .filter(line.queue()::takeOut)
            .toList();
    recalled.forEach(claim -> line.settler().add(new Settlement.Released(claim, clock.instant())));
  }
}
