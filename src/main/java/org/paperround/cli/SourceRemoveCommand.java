package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Ends the reading of a source.
@Command(
    name = "remove",
    description = "Reads a source no more, and takes nothing pushed by it; its articles stay.",
    mixinStandardHelpOptions = true)
final class SourceRemoveCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "SLUG", description = "The source's short name.")
  private String slug = "";

  @Override
  public Integer call() {
    boolean ended =
        database.withEngine(InstantSource.system(), engine -> engine.articles().remove(slug));
    if (!ended) {
      System.err.println(
          "There is no source " + slug + " that is read; source list shows which there are.");
    }
    System.out.println("source-remove slug=" + slug + " removed=" + (ended ? 1 : 0));
    return ended ? 0 : 1;
  }
}
