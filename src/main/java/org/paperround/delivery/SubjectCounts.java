package org.paperround.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.ranking.SubjectTest;
import org.paperround.platform.database.Database;

/// How each subject of one wording of an edition did, `since` which revision. Clicks are those of
/// people who consent to tracking, out of the readers of tracked mails; each reader counts once.
public record SubjectCounts(int since, List<Line> lines) {
  public SubjectCounts {
    lines = List.copyOf(lines);
  }

  /// `sent`: to anybody; `observed`: to readers whose clicks are seen.
  public record Line(String subject, long sent, long observed, long clicks) {
    /// Clicks of the observed.
    public double share() {
      return arm().share();
    }

    SubjectTest.Arm arm() {
      return new SubjectTest.Arm(observed, clicks);
    }
  }

  public SubjectTest test() {
    return SubjectTest.ofEdition(lines.stream().map(Line::arm).toList());
  }

  /// Of the words that the edition has now.
  static SubjectCounts present(Database database, Edition edition) {
    return counted(
        database,
        edition,
        new Period(edition.words().since(), Integer.MAX_VALUE, edition.words().subjects()));
  }

  /// Of every wording with a subject of the editor's, the first one first.
  static List<SubjectCounts> all(Database database, Edition edition, List<DiaryEntry> diary) {
    List<Period> periods = new ArrayList<>();
    int until = Integer.MAX_VALUE;
    for (DiaryEntry entry : diary.reversed()) {
      List<String> subjects = entry.subjects();
      if (subjects != null) {
        periods.addFirst(new Period(entry.revision(), until, subjects));
        until = entry.revision();
      }
    }
    return periods.stream()
        .filter(period -> !period.subjects().isEmpty())
        .map(period -> counted(database, edition, period))
        .toList();
  }

  private static SubjectCounts counted(Database database, Edition edition, Period period) {
    Map<Integer, SubjectCountsDao.Row> rows =
        database
            .jdbi()
            .withExtension(
                SubjectCountsDao.class,
                dao ->
                    dao.count(edition.id().value(), edition.date(), period.from(), period.until()))
            .stream()
            .collect(Collectors.toMap(SubjectCountsDao.Row::subject, Function.identity()));
    List<Line> lines = new ArrayList<>();
    for (String subject : period.subjects()) {
      SubjectCountsDao.Row row = rows.getOrDefault(lines.size(), SubjectCountsDao.Row.NOTHING);
      lines.add(new Line(subject, row.sent(), row.observed(), row.clicks()));
    }
    return new SubjectCounts(period.from(), lines);
  }

  /// The revisions from `from` to before `until` had these.
  private record Period(int from, int until, List<String> subjects) {}
}
