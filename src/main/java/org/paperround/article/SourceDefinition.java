package org.paperround.article;

import org.paperround.platform.http.WebAddress;

/// A feed to read. `slug` is its short name (lower-case letters, digits, hyphens); `owner` is who
/// owns it, since coverage counts owners, not feeds; `url` is http(s) or, for the ingest command, a
/// file; `weight` is in (0, 1].
public record SourceDefinition(
    String slug,
    String name,
    String owner,
    String url,
    boolean ownPortal,
    double weight,
    String defaultSection) {
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
