package org.paperround.web.desk;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.paperround.article.SourceKind;

/// The fields of a source's page, by the names of the options of `source add`. Pure.
final class SourceFields {
  private static final String PLACES = "Where things are on its pages";

  static final List<FieldGroup.Ask> ASKS =
      List.of(
          new FieldGroup.Ask(
              "What it is", "slug", "Short name (slug)", "text", "Such as courier. It stays."),
          new FieldGroup.Ask("What it is", "name", "Name, as readers see it", "text", ""),
          new FieldGroup.Ask(
              "What it is",
              "owner",
              "Who owns it",
              "text",
              "Coverage counts owners: two feeds of one publisher count once."),
          new FieldGroup.Ask("What it is", "kind", "How its articles come", "select", ""),
          new FieldGroup.Ask(
              "What it is",
              "url",
              "Address",
              "text",
              "Of the feed, of the page that lists articles, or of the site that pushes them."),
          new FieldGroup.Ask(
              "What it is",
              "own-portal",
              "It is the portal that the newsletters are for",
              "box",
              "Its article pages are read as well."),
          new FieldGroup.Ask(
              "What it is", "interval", "How often it is read", "text", "Such as 90s, 5m or 2h."),
          new FieldGroup.Ask(
              "How it counts", "weight", "Weight", "text", "Above 0, up to 1, which is usual."),
          new FieldGroup.Ask(
              "How it counts",
              "section",
              "Section",
              "text",
              "Where its articles are filed when they do not say."),
          new FieldGroup.Ask(
              "How it counts",
              "section-map",
              "Sections that it calls otherwise",
              "lines",
              "One on a line, such as uk-politics=politics."),
          new FieldGroup.Ask(
              PLACES,
              "links",
              "Links to articles, of a page that lists them",
              "text",
              "All of these are CSS selectors, such as .headline a. Empty: the usual places."),
          new FieldGroup.Ask(PLACES, "key-points", "Key points", "text", ""),
          new FieldGroup.Ask(PLACES, "why-it-matters", "Why this matters", "text", ""),
          new FieldGroup.Ask(PLACES, "what-it-means", "What this means for you", "text", ""),
          new FieldGroup.Ask(PLACES, "body", "The main text", "text", ""));

  private SourceFields() {}

  /// `slug` only of a new one.
  static List<FieldGroup> of(Map<String, String> texts, Map<String, String> faults, boolean fresh) {
    return FieldGroup.of(
        ASKS.stream().filter(ask -> fresh || !ask.name().equals("slug")).toList(),
        texts,
        faults,
        SourceFields::choices);
  }

  private static List<FieldGroup.Choice> choices(String name, String value) {
    return name.equals("kind")
        ? Arrays.stream(SourceKind.values())
            .map(kind -> new FieldGroup.Choice(kind.word(), said(kind), kind.word().equals(value)))
            .toList()
        : List.of();
  }

  private static String said(SourceKind kind) {
    return switch (kind) {
      case FEED -> "by a feed";
      case PAGE -> "by a page that lists them";
      case PUSH -> "only pushed, with a key";
    };
  }
}
