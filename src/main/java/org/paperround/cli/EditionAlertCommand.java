package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Paperround;
import org.paperround.article.StoryId;
import org.paperround.edition.Decision;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Alerts the readers of an alert newsletter to a story, now. Exit 0: the alert is made; 1: it
/// could not be, with the reason; 2: no such story or newsletter.
@Command(
    name = "alert",
    description = "Alerts the readers of an alert newsletter to a story, now.",
    mixinStandardHelpOptions = true)
final class EditionAlertCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "STORY", description = "Its id, as `edition show` has it.")
  private String story = "";

  @Option(names = "--newsletter", required = true, paramLabel = "SLUG", description = "Whose.")
  private String newsletter = "";

  @Option(
      names = "--headline",
      paramLabel = "TEXT",
      description = "In place of the article's headline.")
  private @Nullable String headline;

  @Override
  public Integer call() {
    StoryId id = new StoryId(EditionCommand.number(story));
    return database.withEngine(InstantSource.system(), engine -> say(alert(engine, id)));
  }

  private Decision alert(Paperround engine, StoryId id) {
    Newsletter offer = EditionBuildCommand.newsletter(engine, newsletter);
    return engine.editions().alert(offer, id, headline, StaffActor.CLI);
  }

  private int say(Decision decision) {
    if (decision instanceof Decision.NoSuchStory) {
      throw new UsageException("There is no story " + story + ", or it was taken back.");
    }
    return EditionAct.say(decision, newsletter);
  }
}
