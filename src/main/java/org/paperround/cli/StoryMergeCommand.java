package org.paperround.cli;

import java.util.concurrent.Callable;
import org.paperround.article.StoryId;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Two stories are one, for ever.
@Command(
    name = "merge",
    description = "Two stories are one; the engine never parts them again.",
    mixinStandardHelpOptions = true)
final class StoryMergeCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "ID", description = "The story that goes.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "INTO", description = "The story that stays.")
  private String into = "";

  @Override
  public Integer call() {
    StoryId story = StoryCommand.story(id);
    StoryId target = StoryCommand.story(into);
    return StoryCommand.act(
        database, articles -> articles.merge(story, target, StaffActor.CLI.name()));
  }
}
