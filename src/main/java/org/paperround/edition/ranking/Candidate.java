package org.paperround.edition.ranking;

import java.time.Instant;
import java.util.List;
import org.paperround.article.StoryId;

/// What ranking knows of one story. `boost` is the editor's, in points. `counts` are those of
/// [StoryStatistics].
public record Candidate(
    StoryId story,
    Instant developedAt,
    String section,
    List<Report> reports,
    boolean breaking,
    double boost,
    StoryStatistics.Counts counts) {
  public Candidate {
    reports = List.copyOf(reports);
    if (!Double.isFinite(boost)) {
      throw new IllegalArgumentException("the boost of story " + story + " is " + boost);
    }
  }

  /// One article about the story. `sourceWeight` is in (0, 1].
  public record Report(String owner, double sourceWeight, boolean ownPortal, Instant publishedAt) {
    public Report {
      if (!(sourceWeight > 0 && sourceWeight <= 1)) {
        throw new IllegalArgumentException(
            "a source weight is " + sourceWeight + ": it must be in (0, 1]");
      }
    }
  }
}
