package org.paperround.cli;

import java.time.InstantSource;
import java.util.function.Function;
import org.paperround.article.Articles;
import org.paperround.article.StoryDecision;
import org.paperround.article.StoryId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which articles are one story, and the editor's word on it.
@Command(
    name = "story",
    description = "Shows stories; says which articles are one.",
    mixinStandardHelpOptions = true,
    subcommands = {StoryShowCommand.class, StoryMergeCommand.class, StorySplitCommand.class})
final class StoryCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do with the story: show, merge or split.");
  }

  static StoryId story(String text) {
    return new StoryId(EditionCommand.number(text));
  }

  static UsageException none(StoryId story) {
    return new UsageException(
        "There is no story " + story + "; `edition show` lists those of an edition.");
  }

  static int act(DatabaseOption database, Function<Articles, StoryDecision> act) {
    return switch (database.withEngine(
        InstantSource.system(), engine -> act.apply(engine.articles()))) {
      case StoryDecision.Done(StoryId story) -> {
        System.out.println("story id=" + story);
        yield 0;
      }
      case StoryDecision.Impossible(String why) -> {
        System.err.println(why);
        yield 1;
      }
      case StoryDecision.NoSuchStory(StoryId story) -> throw none(story);
    };
  }
}
