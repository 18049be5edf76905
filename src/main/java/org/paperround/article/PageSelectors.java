package org.paperround.article;

import org.jsoup.nodes.Document;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/// Where on a source's pages the parts of an article are, as CSS selectors (jsoup's); null is the
/// standard place (docs/reference/article-pages.md). Throws IllegalArgumentException for a selector
/// that cannot be read.
public record PageSelectors(
    @Nullable String keyPointsSelector,
    @Nullable String whyItMattersSelector,
    @Nullable String whatItMeansSelector,
    @Nullable String bodySelector) {
  public static final PageSelectors STANDARD = new PageSelectors(null, null, null, null);

  private static final int MAX_LENGTH = 500;

  public PageSelectors {
    check("key points", keyPointsSelector);
    check("why it matters", whyItMattersSelector);
    check("what it means", whatItMeansSelector);
    check("the main text", bodySelector);
  }

  /// Throws IllegalArgumentException when `css` is given and cannot be used for `what`.
  static void check(String what, @Nullable String css) {
    if (css == null) {
      return;
    }
    String complaint = complaint(css);
    if (complaint != null) {
      throw new IllegalArgumentException(
          "the selector for " + what + ", " + css + ", cannot be used: " + complaint);
    }
  }

  private static @Nullable String complaint(String css) {
    if (css.isBlank() || css.length() > MAX_LENGTH) {
      return "it must have 1 to " + MAX_LENGTH + " characters";
    }
    try {
      new Document("").select(css);
      return null;
    } catch (Selector.SelectorParseException | IllegalArgumentException e) {
      return PlainText.line(String.valueOf(e.getMessage()), 200);
    }
  }
}
