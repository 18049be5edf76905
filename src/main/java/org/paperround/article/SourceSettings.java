package org.paperround.article;

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

  private static final int SHORTEST = 30;
  private static final int LONGEST = 86_400;

  public SourceSettings {
    if (pollSeconds < SHORTEST || pollSeconds > LONGEST) {
      throw new IllegalArgumentException(
          "the interval must be between " + SHORTEST + " seconds and a day");
    }
    if (linkSelector != null && kind != SourceKind.PAGE) {
      throw new IllegalArgumentException(
          "a selector for links is for a page that lists articles (kind page)");
    }
    PageSelectors.check("links", linkSelector);
    sectionMap = SectionMap.of(sectionMap).pairs();
  }

  SectionMap sections() {
    return SectionMap.of(sectionMap);
  }
}
