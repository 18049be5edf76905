package org.paperround.article;

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
    SourceSettings settings)
    implements DescribedSource {
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
    SourceRules.slug(slug);
    SourceRules.line("name", name);
    SourceRules.line("owner", owner);
    SourceRules.url(url);
    SourceRules.weight(weight);
    defaultSection = SourceRules.section(defaultSection);
  }
}
