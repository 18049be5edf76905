package org.paperround.web.desk;

import org.paperround.delivery.DryRun;
import org.paperround.edition.Edition;

/// How far a dry run is, in a sentence. `running`: the page looks again by itself.
record DryRunView(boolean running, String said, long done, long readers) {
  static DryRunView of(DryRun run, Edition edition, EditionWords words) {
    String begun = "Begun by " + run.askedBy() + ", " + words.at(run.askedAt()) + ". ";
    String said =
        switch (run.state()) {
          case RUNNING ->
              EditionWords.count(run.done())
                  + " of "
                  + EditionWords.readers(run.readers())
                  + " so far.";
          case FINISHED ->
              run.revision() == edition.revision()
                  ? "Nobody has changed the edition since."
                  : "The edition has changed since.";
          case CANCELLED -> "It was stopped before its end, so it says nothing.";
          case FAILED -> "It broke off by a fault of the engine. It can be begun again.";
        };
    return new DryRunView(
        run.state() == DryRun.State.RUNNING, begun + said, run.done(), Math.max(1, run.readers()));
  }
}
