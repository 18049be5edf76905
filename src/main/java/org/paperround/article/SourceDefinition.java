package org.paperround.article;

import org.paperround.platform.http.WebAddress;

/// Where articles come from. `slug` is its short name (lower-case letters, digits, hyphens);
/// `owner` is who owns it, since coverage counts owners, not feeds; `url` is http(s) or, for the
/// ingest command, a file: of the feed, of the page that lists articles, or, where they are only
/// pushed, of the site; `weight` is in (0, 1].
public record SourceDefinition(
    String slug,
    String name,
    String owner,
    String url,
    boolean ownPortal,
    double weight,
    String defaultSection,
    SourceSettings settings) {
  /// A feed with the standard settings.
  public SourceDefinition(
      String slug,
      String name,
      String owner,
      String url,
      boolean ownPortal,
      double weight,
      String defaultSection) {
    this(slug, name, owner, url, ownPortal, weight, defaultSection, SourceSettings.FEED);
  }

  public SourceDefinition {
    if (slug.isEmpty() || !slug.equals(Sections.slug(slug))) {
      throw new IllegalArgumentException(
          "the slug " + slug + " must be lower-case letters, digits and hyphens");
    }
    if (name.isBlank() || owner.isBlank()) {
      throw new IllegalArgumentException("source " + slug + " needs a name and an owner");
    }
    if (!url.startsWith("file:") && WebAddress.parse(url).isEmpty()) {
      throw new IllegalArgumentException("the address " + url + " is not http or https");
    }
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("the weight " + weight + " is not in (0, 1]");
    }
    if (Sections.slug(defaultSection).isEmpty()) {
      throw new IllegalArgumentException("source " + slug + " needs a default section");
    }
    defaultSection = Sections.slug(defaultSection);
  }
}
