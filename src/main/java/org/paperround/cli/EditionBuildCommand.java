package org.paperround.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Paperround;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Pool;
import org.paperround.newsletter.Newsletter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes an edition now, or as of an instant.
@Command(
    name = "build",
    description = "Makes the edition whose cut-off is now, or as of T, and ranks it.",
    mixinStandardHelpOptions = true)
final class EditionBuildCommand implements Callable<Integer> {
  private static final Duration STORIES_CONSIDERED = Duration.ofDays(8);

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(names = "--newsletter", required = true, paramLabel = "SLUG", description = "Of which.")
  private String newsletter = "";

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description = "The cut-off, such as 2020-05-05T23:59Z; default: now.")
  private @Nullable String asOf;

  @Override
  public Integer call() {
    Instant cutOff =
        asOf == null ? InstantSource.system().instant() : IngestCommand.moment("--as-of", asOf);
    database.withEngine(InstantSource.fixed(cutOff), engine -> build(engine, cutOff));
    return 0;
  }

  private Edition build(Paperround engine, Instant cutOff) {
    Newsletter offer = newsletter(engine, newsletter);
    if (offer.kind() == Newsletter.Kind.ALERT) {
      throw new UsageException(
          newsletter + " has alerts, of one story each: make one with `edition alert STORY`.");
    }
    Edition edition = engine.editions().build(offer, cutOff);
    Pool pool = engine.editions().pool(edition.id());
    System.err.println(
        offer.name() + " of " + edition.date() + ", cut-off " + edition.cutOff() + ": front page");
    pool.frontPage().forEach(card -> System.err.println(EditionText.card(card)));
    if (pool.frontPage().isEmpty()) {
      System.err.println("  no stories: ingest feeds first");
    }
    long considered =
        engine
            .articles()
            .developedBetween(edition.cutOff().minus(STORIES_CONSIDERED), edition.cutOff())
            .size();
    System.out.println(
        "edition id="
            + edition.id()
            + " cards="
            + pool.cards().stream().filter(Card::usable).count()
            + " stories="
            + considered);
    return edition;
  }

  /// @throws UsageException when there is none of this slug
  static Newsletter newsletter(Paperround engine, String slug) {
    return engine.newsletters().bySlug(slug).orElseThrow(() -> noSuchNewsletter(engine, slug));
  }

  private static UsageException noSuchNewsletter(Paperround engine, String slug) {
    return new UsageException(
        "There is no newsletter '"
            + slug
            + "'; there are: "
            + engine.newsletters().all().stream()
                .map(Newsletter::slug)
                .collect(Collectors.joining(", ")));
  }
}
