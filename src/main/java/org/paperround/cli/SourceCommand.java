package org.paperround.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceHealth;
import org.paperround.article.SourceId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The sources that are polled.
@Command(
    name = "source",
    description = "The sources that articles come from.",
    mixinStandardHelpOptions = true,
    subcommands = {SourceCommand.Add.class, SourceCommand.Show.class})
final class SourceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: add or list.");
  }

  /// Adds a source or changes it.
  @Command(
      name = "add",
      description = "Adds a source, or changes the one of this slug.",
      mixinStandardHelpOptions = true)
  static final class Add implements Callable<Integer> {
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

    @Option(names = "--url", required = true, description = "The feed's http or https address.")
    private String url = "";

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

    @Override
    public Integer call() {
      try {
        SourceDefinition definition =
            new SourceDefinition(slug, name, owner, url, ownPortal, weight, section);
        SourceId id =
            database.withEngine(
                InstantSource.system(), engine -> engine.articles().define(definition));
        System.out.println("source id=" + id + " slug=" + slug);
        return 0;
      } catch (IllegalArgumentException e) {
        throw new UsageException("The source was not added: " + e.getMessage());
      }
    }
  }

  /// How each source is doing.
  @Command(
      name = "list",
      description = "Lists the sources and how they are doing.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private DatabaseOption database = new DatabaseOption();

    @Override
    public Integer call() {
      List<SourceHealth> sources =
          database.withEngine(InstantSource.system(), engine -> engine.articles().sources());
      for (SourceHealth source : sources) {
        System.out.println(source.slug() + "\t" + source.url() + "\t" + state(source));
      }
      long failing = sources.stream().filter(source -> source.failingSince() != null).count();
      System.out.println("source-list sources=" + sources.size() + " failing=" + failing);
      return 0;
    }

    private static String state(SourceHealth source) {
      if (source.failingSince() != null) {
        return "failing since " + source.failingSince() + ": " + source.failureReason();
      }
      return source.lastSuccessAt() == null
          ? "not read yet"
          : "last read " + source.lastSuccessAt();
    }
  }
}
