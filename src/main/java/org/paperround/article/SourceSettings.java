package org.paperround.article;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/// How a source is read: its kind, how often it is polled, which links of a page list are articles
/// (null: the standard ones), which of its names of sections are filed where
/// (`uk-politics=politics`), and where on its pages the parts of an article are. Throws
/// IllegalArgumentException, with a sentence for the operator, for settings that cannot be.
public record SourceSettings(
    SourceKind kind,
    int pollSeconds,
    @Nullable String linkSelector,
    List<String> sectionMap,
    @Nested PageSelectors selectors) {
  public static final SourceSettings FEED =
      new SourceSettings(SourceKind.FEED, 300, null, List.of(), PageSelectors.STANDARD);

  public SourceSettings {
    SourceRules.interval(pollSeconds);
    SourceRules.links(kind, linkSelector);
    sectionMap = SectionMap.of(sectionMap).pairs();
  }

  /// The seconds of an interval as people write it, `90s`, `5m` or `2h`. Throws
  /// IllegalArgumentException for anything else, and for one that no source may have.
  public static int seconds(String interval) {
    try {
      long seconds = Duration.parse("PT" + interval).toSeconds();
      return SourceRules.interval(Math.clamp(seconds, 0, Integer.MAX_VALUE));
    } catch (DateTimeException _) {
      String given = interval.isBlank() ? "" : ", not " + interval;
      throw new IllegalArgumentException("the interval is written 90s, 5m or 2h" + given);
    }
  }

  SectionMap sections() {
    return SectionMap.of(sectionMap);
  }
}
