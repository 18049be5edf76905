package org.paperround.web.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paperround.delivery.SubjectCounts;
import org.paperround.edition.Edition;
import org.paperround.edition.Pool;
import org.paperround.edition.Words;

/// The subjects of an edition as the desk shows them. `results`: how each did so far, once there
/// are several and some were sent; `verdict`: whether that says anything.
record SubjectView(String shown, List<Result> results, String verdict) {
  /// How one of several subjects did.
  record Result(String subject, String sent, String clicks, String share) {}

  static SubjectView of(Edition edition, Pool pool, List<SubjectCounts> wordings) {
    List<String> given = edition.words().subjects();
    Optional<SubjectCounts> counts =
        wordings.stream()
            .filter(each -> each.since() == edition.words().since() && each.lines().size() > 1)
            .findFirst();
    return new SubjectView(
        given.isEmpty() ? lead(pool) : given.getFirst(),
        counts.map(SubjectView::results).orElse(List.of()),
        counts.map(SubjectView::verdict).orElse(""));
  }

  /// What can be typed over: these, and room for more.
  static List<String> fields(List<String> subjects) {
    List<String> fields = new ArrayList<>(subjects);
    while (fields.size() < Words.MOST_SUBJECTS) {
      fields.add("");
    }
    return List.copyOf(fields);
  }

  private static String lead(Pool pool) {
    return pool.frontPage().stream()
        .findFirst()
        .map(card -> card.content().headline())
        .orElse("no story yet");
  }

  private static List<Result> results(SubjectCounts counts) {
    return counts.lines().stream()
        .map(line ->
            new Result(
                line.subject(),
                EditionWords.count(line.sent()),
                EditionWords.count(line.clicks()),
                EditionWords.percent(100 * line.share())))
        .toList();
  }

  private static String verdict(SubjectCounts counts) {
    return counts.test().decided()
        ? "The most clicked is drawn most often."
        : "Undecided: "
            + counts.test().clicks()
            + " of the "
            + counts.test().rules().leastClicks()
            + " clicks it takes; until then each is as likely.";
  }
}
