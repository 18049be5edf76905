package org.paperround.article;

import org.jspecify.annotations.Nullable;
import org.paperround.platform.http.WebAddress;
import org.paperround.platform.text.TypedText;

/// What the fields of a source may be, one by one, for all who make one. Each throws
/// IllegalArgumentException with a sentence for who typed it, without capital and full stop. Pure.
final class SourceRules {
  private static final int MAX_NAME = 200;
  private static final int SHORTEST = 30;
  private static final int LONGEST = 86_400;

  private SourceRules() {}

  static String slug(String slug) {
    if (slug.isEmpty()) {
      throw new IllegalArgumentException(
          "the slug is missing: lower-case letters, digits and hyphens");
    }
    if (!slug.equals(Sections.slug(slug))) {
      throw new IllegalArgumentException(
          "the slug " + slug + " must be lower-case letters, digits and hyphens");
    }
    return slug;
  }

  /// `what`: the name or the owner.
  static String line(String what, String text) {
    if (!TypedText.shows(text)) {
      throw new IllegalArgumentException("the " + what + " is missing");
    }
    if (!TypedText.isLine(text, MAX_NAME)) {
      throw new IllegalArgumentException(
          "the " + what + " must be one line of at most " + MAX_NAME + " characters");
    }
    return text;
  }

  static String url(String url) {
    if (!url.startsWith("file:") && WebAddress.parse(url).isEmpty()) {
      throw new IllegalArgumentException("the address " + url + " is not http or https");
    }
    return url;
  }

  static double weight(double weight) {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("the weight " + weight + " is not in (0, 1]");
    }
    return weight;
  }

  /// The section as it is filed.
  static String section(String section) {
    String slug = Sections.slug(section);
    if (slug.isEmpty()) {
      throw new IllegalArgumentException("the default section is missing");
    }
    return slug;
  }

  static int interval(int seconds) {
    if (seconds < SHORTEST || seconds > LONGEST) {
      throw new IllegalArgumentException(
          "the interval must be between " + SHORTEST + " seconds and a day");
    }
    return seconds;
  }

  static @Nullable String links(SourceKind kind, @Nullable String selector) {
    if (selector != null && kind != SourceKind.PAGE) {
      throw new IllegalArgumentException(
          "a selector for links is for a page that lists articles (kind page)");
    }
    PageSelectors.check("links", selector);
    return selector;
  }
}
