package org.paperround.cli;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.article.Article;
import org.paperround.article.Articles;
import org.paperround.article.RelatedStory;
import org.paperround.article.Story;
import org.paperround.article.StoryId;
import org.paperround.article.StoryOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows one story: its articles, what is like it, and what editors said of it.
@Command(
    name = "show",
    description = "Shows a story: articles, related stories, merges and splits.",
    mixinStandardHelpOptions = true)
final class StoryShowCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "ID", description = "Its id, as `edition show` has it, or an old one.")
  private String id = "";

  @Override
  public Integer call() {
    InstantSource clock = InstantSource.system();
    String text =
        database.withEngine(
            clock, engine -> text(engine.articles(), StoryCommand.story(id), clock));
    System.out.println(text);
    return 0;
  }

  private static String text(Articles articles, StoryId asked, InstantSource clock) {
    Story story = articles.findWhole(asked).orElseThrow(() -> StoryCommand.none(asked));
    Set<StoryId> one = Set.of(story.id());
    List<RelatedStory> related =
        articles.related(one, clock.instant()).getOrDefault(story.id(), List.of());
    Set<StoryId> others = new LinkedHashSet<>(articles.aliases(one).get(story.id()));
    others.remove(story.id());
    return String.join(
        "\n",
        "Story " + story.id() + ": " + story.representative().headline(),
        "  published " + story.firstPublishedAt(),
        "  developed " + story.developedAt() + ", revision " + story.revision(),
        "  merged    " + (others.isEmpty() ? "-" : join(others)),
        "Articles",
        lines(story.articles(), article -> article(story, article)),
        "Related",
        lines(related, other -> "  " + other.story() + "  " + other.headline()),
        "Editors' word",
        lines(articles.orders(story.id()), StoryShowCommand::order),
        "story id="
            + story.id()
            + " articles="
            + story.articles().stream().filter(article -> article.retractedAt() == null).count()
            + " copies="
            + story.copies().size()
            + " related="
            + related.size()
            + " revision="
            + story.revision());
  }

  private static String article(Story story, Article article) {
    return "  "
        + article.id()
        + "  "
        + article.publishedAt()
        + "  "
        + article.owner()
        + ": "
        + article.headline()
        + (story.copies().contains(article.id()) ? "  [copy]" : "")
        + (article.retractedAt() != null ? "  [taken back " + article.retractedAt() + "]" : "");
  }

  private static String order(StoryOrder order) {
    return "  "
        + order.at()
        + "  "
        + order.actor()
        + ": "
        + switch (order.kind()) {
          case MERGE -> "story " + order.story() + " is " + order.other();
          case SPLIT -> "story " + order.other() + " is not " + order.story();
        };
  }

  private static <T> String lines(List<T> all, Function<T, String> line) {
    return all.isEmpty() ? "  -" : all.stream().map(line).collect(Collectors.joining("\n"));
  }

  private static String join(Set<StoryId> stories) {
    return stories.stream().map(StoryId::toString).collect(Collectors.joining(", "));
  }
}
