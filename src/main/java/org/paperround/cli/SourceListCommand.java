package org.paperround.cli;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.article.PageSelectors;
import org.paperround.article.SourceHealth;
import org.paperround.article.SourceKind;
import org.paperround.article.SourceSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// How each source is read, and how it is doing.
@Command(
    name = "list",
    description = "Lists the sources, how they are read and how they are doing.",
    mixinStandardHelpOptions = true)
final class SourceListCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() {
    InstantSource clock = InstantSource.system();
    List<SourceHealth> sources = database.withEngine(clock, engine -> engine.articles().sources());
    for (SourceHealth source : sources) {
      String state = state(source, clock.instant());
      System.out.println(String.join("\t", source.slug(), source.url(), settings(source), state));
    }
    long failing = sources.stream().filter(source -> source.failingSince() != null).count();
    System.out.println("source-list sources=" + sources.size() + " failing=" + failing);
    return 0;
  }

  /// As the options of `source add` that would make it so.
  private static String settings(SourceHealth source) {
    SourceSettings settings = source.settings();
    PageSelectors places = settings.selectors();
    return Stream.of(
            "kind=" + settings.kind().word(),
            "interval=" + settings.pollSeconds() + "s",
            "owner=" + source.owner(),
            "weight=" + source.weight(),
            "section=" + source.defaultSection(),
            source.ownPortal() ? "own-portal" : "",
            settings.sectionMap().stream()
                .map(pair -> "section-map=" + pair)
                .collect(Collectors.joining(" ")),
            place("links", settings.linkSelector()),
            place("key-points", places.keyPointsSelector()),
            place("why-it-matters", places.whyItMattersSelector()),
            place("what-it-means", places.whatItMeansSelector()),
            place("body", places.bodySelector()),
            source.keys() > 0 ? "keys=" + source.keys() : "")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String place(String name, @Nullable String selector) {
    return selector == null ? "" : name + "='" + selector + "'";
  }

  private static String state(SourceHealth source, Instant now) {
    if (!source.active()) {
      return "not read";
    }
    if (source.failingSince() != null) {
      return "failing since " + source.failingSince() + ": " + source.failureReason();
    }
    if (source.settings().kind() == SourceKind.PUSH) {
      return "only pushed";
    }
    Instant until = source.toldUntil();
    String told = until == null || until.isBefore(now) ? "" : ", told by its hub";
    return source.lastSuccessAt() == null
        ? "not read yet"
        : "last read " + source.lastSuccessAt() + told;
  }
}
