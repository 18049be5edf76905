package org.paperround.article;

import java.net.URI;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where an article is filed: a short list of section slugs that newsrooms share, recognised in a
/// feed's categories and in the segments of an article's address.
final class Sections {
  private static final Map<String, List<String>> SYNONYMS =
      Map.ofEntries(
          Map.entry("politics", List.of("politics", "uk-politics", "election", "parliament")),
          Map.entry(
              "world",
              List.of(
                  "world",
                  "international",
                  "global",
                  "asia",
                  "europe",
                  "africa",
                  "americas",
                  "middleeast",
                  "middle-east",
                  "asiapacific")),
          Map.entry(
              "business",
              List.of("business", "economy", "money", "markets", "finance", "companies", "energy")),
          Map.entry(
              "sport",
              List.of(
                  "sport",
                  "sports",
                  "football",
                  "cricket",
                  "rugby",
                  "tennis",
                  "golf",
                  "nfl",
                  "nba",
                  "basketball",
                  "soccer",
                  "formula1",
                  "racing")),
          Map.entry("technology", List.of("technology", "tech", "digital")),
          Map.entry(
              "science",
              List.of("science", "science-and-environment", "science-environment", "space")),
          Map.entry("environment", List.of("environment", "climate")),
          Map.entry("health", List.of("health", "well", "wellbeing")),
          Map.entry("education", List.of("education", "schools")),
          Map.entry(
              "culture",
              List.of(
                  "culture",
                  "arts",
                  "entertainment",
                  "entertainment-arts",
                  "entertainment-and-arts",
                  "music",
                  "books",
                  "film",
                  "movies",
                  "tv",
                  "theater",
                  "stage")),
          Map.entry(
              "life",
              List.of(
                  "life",
                  "lifestyle",
                  "lifeandstyle",
                  "style",
                  "food",
                  "travel",
                  "fashion",
                  "home",
                  "family")),
          Map.entry("opinion", List.of("opinion", "comment", "commentisfree", "editorial")),
          Map.entry("weather", List.of("weather")),
          Map.entry("local", List.of("local", "regional", "metro")));
  private static final Map<String, String> KNOWN =
      SYNONYMS.entrySet().stream()
          .flatMap(entry -> entry.getValue().stream().map(name -> Map.entry(name, entry.getKey())))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Sections() {}

  /// The section of the first category that names one, else of the first such segment of the
  /// address, else `fallback`.
  static String of(List<String> categories, URI address, String fallback) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    Stream<Optional<String>> named =
        Stream.concat(categories.stream(), Arrays.stream(path.split("/"))).map(Sections::known);
    return named.flatMap(Optional::stream).findFirst().orElse(fallback);
  }

  /// A name as a slug: `Science & Environment` is `science-environment`.
  static String slug(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    String slug = plain.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-+|-+$", "");
    return slug.length() > 60 ? slug.substring(0, 60) : slug;
  }

  private static Optional<String> known(String name) {
    String slug = slug(name);
    // BBC: "uk-politics-52508836", "world-asia-52508437"
    String withoutNumber = slug.replaceAll("-?\\d+$", "");
    String first = withoutNumber.contains("-") ? withoutNumber.split("-")[0] : withoutNumber;
    return Stream.of(slug, withoutNumber, first).map(KNOWN::get).filter(s -> s != null).findFirst();
  }
}
