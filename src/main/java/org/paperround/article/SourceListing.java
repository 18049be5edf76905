package org.paperround.article;

import java.util.List;

/// A page of the desk's list of sources; `page` counts from 1, `pages` is at least 1.
public record SourceListing(List<Line> lines, Counts counts, int found, int page, int pages) {
  public SourceListing {
    lines = List.copyOf(lines);
  }

  /// Which are asked for.
  public enum State {
    ALL,
    FAILING,
    PAUSED
  }

  /// Of all sources there are, whatever was asked for.
  public record Counts(int sources, int failing, int paused) {}

  /// A source, and what it brought.
  public record Line(SourceHealth source, Flow flow) {}

  /// Articles that the source brought first: in the last 24 hours, and a day on the average of the
  /// last seven days.
  public record Flow(int lastDay, double aDay) {
    static final Flow NOTHING = new Flow(0, 0);
  }
}
