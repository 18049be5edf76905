package org.paperround.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.article.IngestReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reads feeds now.
@Command(
    name = "ingest",
    description = "Reads feeds (addresses, files, folders of files) and joins them to stories.",
    mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description = "Read as if it were then, such as 2020-05-05T23:59Z; default: now.")
  private @Nullable String asOf;

  @Parameters(arity = "1..*", paramLabel = "URL|FILE|FOLDER")
  private List<String> feeds = List.of();

  @Override
  public Integer call() {
    InstantSource clock = InstantSource.system();
    Instant moment = asOf == null ? clock.instant() : moment("--as-of", asOf);
    IngestReport report =
        database.withEngine(clock, engine -> engine.articles().ingest(feeds, moment));
    report
        .failures()
        .forEach(failure -> System.err.println(failure.feed() + ": " + failure.reason()));
    System.out.println(
        "ingest feeds="
            + report.feeds()
            + " articles="
            + report.articles()
            + " stories="
            + report.stories()
            + " failed="
            + report.failed());
    return report.feeds() > 0 ? 0 : 1;
  }

  /// ISO 8601 with a zone, seconds optional.
  static Instant moment(String option, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw new UsageException(
          option + " wants a time with its zone, such as 2020-05-05T23:59Z, not " + text);
    }
  }
}
