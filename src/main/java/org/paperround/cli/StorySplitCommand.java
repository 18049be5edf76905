package org.paperround.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Some articles of a story are another one, for ever.
@Command(
    name = "split",
    description = "Some articles of a story are another; the engine never joins them again.",
    mixinStandardHelpOptions = true)
final class StorySplitCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "ID", description = "The story.")
  private String id = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ARTICLE",
      description = "The articles that are another story, by their ids, as `story show` has them.")
  private List<String> named = List.of();

  @Override
  public Integer call() {
    StoryId story = StoryCommand.story(id);
    Set<ArticleId> off =
        named.stream()
            .map(text -> new ArticleId(EditionCommand.number(text)))
            .collect(Collectors.toSet());
    return StoryCommand.act(
        database, articles -> articles.split(story, off, StaffActor.CLI.name()));
  }
}
