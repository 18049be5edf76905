package org.paperround.cli;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.article.Article;
import org.paperround.article.ArticleId;
import org.paperround.article.Articles;
import org.paperround.article.RelatedStory;
import org.paperround.article.Story;
import org.paperround.article.StoryDecision;
import org.paperround.article.StoryId;
import org.paperround.article.StoryOrder;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Which articles are one story, and the editor's word on it.
@Command(
    name = "story",
    description = "Shows stories; says which articles are one.",
    mixinStandardHelpOptions = true,
    subcommands = {StoryCommand.Show.class, StoryCommand.Merge.class, StoryCommand.Split.class})
final class StoryCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do with the story: show, merge or split.");
  }

  private static StoryId story(String text) {
    return new StoryId(EditionCommand.number(text));
  }

  private static UsageException none(StoryId story) {
    return new UsageException(
        "There is no story " + story + "; `edition show` lists those of an edition.");
  }

  private static int act(DatabaseOption database, Function<Articles, StoryDecision> act) {
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

  /// Shows one story: its articles, what is like it, and what editors said of it.
  @Command(
      name = "show",
      description = "Shows a story: articles, related stories, merges and splits.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private DatabaseOption database = new DatabaseOption();

    @Parameters(paramLabel = "ID", description = "Its id, as `edition show` has it, or an old one.")
    private String id = "";

    @Override
    public Integer call() {
      InstantSource clock = InstantSource.system();
      String text = database.withEngine(clock, engine -> text(engine.articles(), story(id), clock));
      System.out.println(text);
      return 0;
    }

    private static String text(Articles articles, StoryId asked, InstantSource clock) {
      Story story = articles.find(asked).orElseThrow(() -> none(asked));
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
          lines(articles.orders(story.id()), Show::order),
          "story id="
              + story.id()
              + " articles="
              + story.articles().size()
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
          + (story.copies().contains(article.id()) ? "  [copy]" : "");
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

  /// Two stories are one, for ever.
  @Command(
      name = "merge",
      description = "Two stories are one; the engine never parts them again.",
      mixinStandardHelpOptions = true)
  static final class Merge implements Callable<Integer> {
    @Mixin private DatabaseOption database = new DatabaseOption();

    @Parameters(index = "0", paramLabel = "ID", description = "The story that goes.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "INTO", description = "The story that stays.")
    private String into = "";

    @Override
    public Integer call() {
      StoryId story = story(id);
      StoryId target = story(into);
      return act(database, articles -> articles.merge(story, target, StaffActor.CLI.name()));
    }
  }

  /// Some articles of a story are another one, for ever.
  @Command(
      name = "split",
      description = "Some articles of a story are another; the engine never joins them again.",
      mixinStandardHelpOptions = true)
  static final class Split implements Callable<Integer> {
    @Mixin private DatabaseOption database = new DatabaseOption();

    @Parameters(index = "0", paramLabel = "ID", description = "The story.")
    private String id = "";

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "ARTICLE",
        description =
            "The articles that are another story, by their ids, as `story show` has them.")
    private List<String> named = List.of();

    @Override
    public Integer call() {
      StoryId story = story(id);
      Set<ArticleId> off =
          named.stream()
              .map(text -> new ArticleId(EditionCommand.number(text)))
              .collect(Collectors.toSet());
      return act(database, articles -> articles.split(story, off, StaffActor.CLI.name()));
    }
  }
}
