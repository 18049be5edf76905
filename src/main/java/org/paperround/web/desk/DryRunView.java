package org.paperround.web.desk;

import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.delivery.DryRun;
import org.paperround.delivery.DryRunFindings;
import org.paperround.edition.Edition;

/// How far a dry run is, in a sentence. `running`: the page looks again by itself.
record DryRunView(boolean running, String said, long done, long readers) {
  /// `stories`: what the edition can show now.
  static DryRunView of(DryRun run, Edition edition, Set<Long> stories, EditionWords words) {
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
                      + run.found().map(found -> filled(found, stories)).orElse("")
                  : "The edition has changed since.";
          case CANCELLED -> "It was stopped before its end, so it says nothing.";
          case FAILED -> "It broke off by a fault of the engine. It can be begun again.";
        };
    return new DryRunView(
        run.state() == DryRun.State.RUNNING, begun + said, run.done(), Math.max(1, run.readers()));
  }

  /// What the draft has done by itself.
  private static String filled(DryRunFindings found, Set<Long> stories) {
    Set<Long> then =
        found.stories().stream().map(DryRunFindings.Reach::story).collect(Collectors.toSet());
    long came = stories.stream().filter(story -> !then.contains(story)).count();
    long left = then.stream().filter(story -> !stories.contains(story)).count();
    return came + left == 0
        ? ""
        : " It has filled itself: "
            + came
            + (came == 1 ? " story" : " stories")
            + " came, "
            + left
            + " left.";
  }
}
