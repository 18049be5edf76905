package org.paperround.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.article.PageSelectors;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceId;
import org.paperround.article.SourceKind;
import org.paperround.article.SourceSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Adds a source or changes it.
@Command(
    name = "add",
    description = "Adds a source, or changes the one of this slug; what is not given is standard.",
    mixinStandardHelpOptions = true)
final class SourceAddCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(names = "--slug", required = true, description = "Its short name, such as courier.")
  private String slug = "";

  @Option(names = "--name", required = true, description = "Its name as readers see it.")
  private String name = "";

  @Option(
      names = "--owner",
      required = true,
      description = "Who owns it: coverage counts owners, not feeds.")
  private String owner = "";

  @Option(
      names = "--url",
      required = true,
      description = "The http or https address of the feed or list; for kind push, of the site.")
  private String url = "";

  @Option(
      names = "--kind",
      description =
          "feed (default); page: a page that lists articles; push: nothing is read, see source"
              + " key.")
  private String kind = "feed";

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "How often it is read, such as 90s, 5m or 2h; default 5m.")
  private String interval = "5m";

  @Option(
      names = "--own-portal",
      description = "It is the portal the newsletters are for; its article pages are read too.")
  private boolean ownPortal;

  @Option(names = "--weight", description = "How much it counts, in (0, 1]; default 1.")
  private double weight = 1;

  @Option(
      names = "--section",
      description = "Where its articles are filed when they do not say; default news.")
  private String section = "news";

  @Option(
      names = "--section-map",
      paramLabel = "FROM=TO",
      description = "A section it names itself, and where that is filed; may be given often.")
  private List<String> sectionMap = List.of();

  @ArgGroup(exclusive = false, validate = false, heading = "Where things are, as CSS selectors:%n")
  private Places places = new Places();

  /// Selectors; what is not given is in the standard place.
  static final class Places {
    @Option(names = "--links", description = "For kind page: the links to articles.")
    private @Nullable String links;

    @Option(
        names = "--key-points",
        description = "On an article's page: the points, or their list.")
    private @Nullable String keyPoints;

    @Option(names = "--why-it-matters", description = "On an article's page: why this matters.")
    private @Nullable String whyItMatters;

    @Option(names = "--what-it-means", description = "On an article's page: what it means for you.")
    private @Nullable String whatItMeans;

    @Option(names = "--body", description = "On an article's page: the main text.")
    private @Nullable String body;
  }

  @Override
  public Integer call() {
    try {
      SourceDefinition definition =
          new SourceDefinition(slug, name, owner, url, ownPortal, weight, section, settings());
      SourceId id =
          database.withEngine(
              InstantSource.system(), engine -> engine.articles().define(definition));
      System.out.println("source id=" + id + " slug=" + slug);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new UsageException("The source was not added: " + e.getMessage());
    }
  }

  private SourceSettings settings() {
    return new SourceSettings(
        SourceKind.of(kind),
        SourceSettings.seconds(interval),
        places.links,
        sectionMap,
        new PageSelectors(places.keyPoints, places.whyItMatters, places.whatItMeans, places.body));
  }
}
