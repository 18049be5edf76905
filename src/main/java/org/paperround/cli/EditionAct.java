package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.paperround.article.StoryId;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What the editor's acts at the shell have in common. Exit 0: done; 1: it could not be done, with
/// the reason; 2: no such edition.
abstract class EditionAct implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "ID|latest")
  private String edition = "";

  abstract Decision act(Editions editions, EditionId id);

  @Override
  public Integer call() {
    return database.withEngine(
        InstantSource.system(),
        engine -> {
          Edition found = EditionCommand.find(engine.editions(), edition);
          return say(act(engine.editions(), found.id()), edition);
        });
  }

  static StoryId story(String text) {
    return new StoryId(EditionCommand.number(text));
  }

  /// Prints what came of it; `edition` is what the editor called it.
  static int say(Decision decision, String edition) {
    return switch (decision) {
      case Decision.Done(Edition now) -> {
        System.out.println(EditionText.line(now));
        yield 0;
      }
      case Decision.Impossible(String why) -> {
        System.err.println(why);
        yield 1;
      }
      case Decision.NoSuchStory() -> {
        System.err.println(
            "The story is not in this edition's pool; `edition show "
                + edition
                + "` lists those that are.");
        yield 1;
      }
      case Decision.NoSuchEdition() ->
          throw new UsageException("There is no edition " + edition + ".");
    };
  }
}
