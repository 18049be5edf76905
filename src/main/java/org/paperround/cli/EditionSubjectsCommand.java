package org.paperround.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.paperround.delivery.SubjectCounts;
import org.paperround.delivery.SubjectCounts.Line;
import org.paperround.edition.Edition;
import org.paperround.edition.ranking.SubjectTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Tells how the editor's subjects of an edition did, each wording by itself.
@Command(
    name = "subjects",
    description = "Tells how the subjects of an edition did: sent, clicks, share.",
    mixinStandardHelpOptions = true)
final class EditionSubjectsCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "ID|latest")
  private String edition = "";

  @Override
  public Integer call() {
    String text =
        database.withEngine(
            InstantSource.system(),
            engine -> {
              Edition found = EditionCommand.find(engine.editions(), edition);
              return text(found, engine.deliveries().subjects(found));
            });
    System.out.println(text);
    return 0;
  }

  static String text(Edition edition, List<SubjectCounts> wordings) {
    StringBuilder text = new StringBuilder();
    for (SubjectCounts counts : wordings) {
      text.append("Since revision ").append(counts.since()).append('\n');
      int number = 0;
      for (Line line : counts.lines()) {
        text.append(line(++number, line)).append('\n');
      }
      text.append("  ").append(verdict(counts)).append('\n');
    }
    return text.append(lastLine(edition, wordings)).toString();
  }

  private static String line(int number, Line line) {
    return String.format(
        Locale.ROOT,
        "  %d  sent %7d  observed %7d  clicks %6d  share %6.2f %%  %s",
        number,
        line.sent(),
        line.observed(),
        line.clicks(),
        100 * line.share(),
        line.subject());
  }

  /// Below so many clicks a difference says nothing.
  private static String verdict(SubjectCounts counts) {
    SubjectTest test = counts.test();
    if (counts.lines().size() < 2) {
      return "one subject";
    }
    return test.decided()
        ? "most clicked: " + leading(counts)
        : "undecided: " + test.clicks() + " of " + test.rules().leastClicks() + " clicks";
  }

  private static int leading(SubjectCounts counts) {
    List<Line> lines = counts.lines();
    return 1
        + IntStream.range(0, lines.size())
            .reduce(0, (best, i) -> lines.get(i).share() > lines.get(best).share() ? i : best);
  }

  /// Of the present words, if they are the editor's.
  private static String lastLine(Edition edition, List<SubjectCounts> wordings) {
    List<SubjectCounts> present =
        wordings.stream().filter(counts -> counts.since() == edition.words().since()).toList();
    SubjectCounts counts =
        present.isEmpty()
            ? new SubjectCounts(edition.words().since(), List.of())
            : present.getFirst();
    boolean decided = counts.lines().size() > 1 && counts.test().decided();
    return "edition-subjects edition="
        + edition.id()
        + " since="
        + counts.since()
        + " subjects="
        + counts.lines().size()
        + " sent="
        + counts.lines().stream().mapToLong(Line::sent).sum()
        + " observed="
        + counts.lines().stream().mapToLong(Line::observed).sum()
        + " clicks="
        + counts.lines().stream().mapToLong(Line::clicks).sum()
        + " decided="
        + decided
        + " best="
        + (decided ? leading(counts) : "-");
  }
}
