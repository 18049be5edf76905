package org.paperround.cli;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.delivery.DryRunFindings;
import org.paperround.edition.Edition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Tries an edition on its whole audience; nothing is sent or written.
@Command(
    name = "dry-run",
    description = "Tries an edition on its whole audience: who would get what, and when.",
    mixinStandardHelpOptions = true)
final class EditionDryRunCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "ID|latest")
  private String edition = "";

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::print);
  }

  private int print(Paperround engine) {
    Edition found = EditionCommand.find(engine.editions(), edition);
    Optional<String> refusal = engine.dryRuns().refusal(found);
    if (refusal.isPresent()) {
      System.err.println(refusal.get());
      return 1;
    }
    System.out.println(text(found, engine.dryRuns().run(found)));
    return 0;
  }

  static String text(Edition edition, DryRunFindings found) {
    StringBuilder text = new StringBuilder();
    for (DryRunFindings.Reach story : found.stories()) {
      text.append(
          String.format(
              Locale.ROOT, "%9d  %s (%s)%n", story.readers(), story.headline(), story.section()));
    }
    found.without().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(reason ->
            text.append(
                String.format(
                    Locale.ROOT, "%9d  without, %s%n", reason.getValue(), reason.getKey())));
    for (DryRunFindings.Turn turn : found.turns()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%9d  due %s%s%n",
              turn.all(),
              turn.due().truncatedTo(ChronoUnit.SECONDS),
              found.takes(turn).map(taken -> ", takes " + taken.toSeconds() + " s").orElse("")));
    }
    return text.append("dry-run edition=")
        .append(edition.id())
        .append(" readers=")
        .append(found.readers())
        .append(" digests=")
        .append(found.digests())
        .append(" too_few=")
        .append(found.without().getOrDefault("too-few-stories", 0L))
        .append(" largest_html=")
        .append(found.largestHtml())
        .toString();
  }
}
