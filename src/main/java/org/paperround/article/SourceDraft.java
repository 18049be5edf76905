package org.paperround.article;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.http.WebAddress;

/// A source as a form holds it: a text for each of [#FIELDS], in their order; what is not given is
/// empty. The names are those of the options of `source add`. Pure.
public record SourceDraft(Map<String, String> texts) {
  public static final List<String> FIELDS =
      List.of(
          "slug",
          "name",
          "owner",
          "kind",
          "url",
          "own-portal",
          "interval",
          "weight",
          "section",
          "section-map",
          "links",
          "key-points",
          "why-it-matters",
          "what-it-means",
          "body");

  /// A box that is ticked; one that is not is empty.
  public static final String YES = "yes";

  private static final int VERSION_BYTES = 16;

  public SourceDraft {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String field : FIELDS) {
      ordered.put(field, texts.getOrDefault(field, ""));
    }
    texts = Collections.unmodifiableMap(ordered);
  }

  /// One that nobody has filled in: what has a standard has it.
  public static SourceDraft standard() {
    Map<String, String> texts = new LinkedHashMap<>(ofSettings(SourceSettings.FEED));
    texts.put("weight", "1");
    texts.put("section", "news");
    return new SourceDraft(texts);
  }

  /// The draft that means this source, also one that the rules of today would not take: each text
  /// in its one spelling.
  public static SourceDraft of(DescribedSource source) {
    Map<String, String> texts = new LinkedHashMap<>(ofSettings(source.settings()));
    texts.put("slug", source.slug());
    texts.put("name", source.name());
    texts.put("owner", source.owner());
    texts.put("url", source.url());
    texts.put("section", source.defaultSection());
    texts.put("own-portal", source.ownPortal() ? YES : "");
    texts.put("weight", number(source.weight()));
    return new SourceDraft(texts);
  }

  private static Map<String, String> ofSettings(SourceSettings settings) {
    PageSelectors places = settings.selectors();
    return Map.of(
        "kind",
        settings.kind().word(),
        "interval",
        interval(settings.pollSeconds()),
        "section-map",
        String.join("\n", settings.sectionMap()),
        "links",
        given(settings.linkSelector()),
        "key-points",
        given(places.keyPointsSelector()),
        "why-it-matters",
        given(places.whyItMattersSelector()),
        "what-it-means",
        given(places.whatItMeansSelector()),
        "body",
        given(places.bodySelector()));
  }

  /// The text of a field; empty for what is none.
  public String text(String field) {
    return texts.getOrDefault(field, "");
  }

  /// Tells this draft from every other: what a form was filled with, to be compared on saving.
  public String version() {
    return Sha256.hex(texts.values(), VERSION_BYTES);
  }

  /// The source that is meant, or what is wrong with it, by field: the rules of `source add`, and
  /// that what is read is on the web. `present` is the address of the source that is changed, which
  /// may stay whatever it is; empty for a new one.
  public SourceReading read(String present) {
    return new Reader().read(present);
  }

  private static String interval(int seconds) {
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String number(double weight) {
    return BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
  }

  private static String given(@Nullable String selector) {
    return selector == null ? "" : selector;
  }

  /// Reads one field after the other, and goes on where one is wrong.
  private final class Reader {
    private final Map<String, String> faults = new LinkedHashMap<>();

    SourceReading read(String present) {
      // Of a kind that cannot be read nothing else is said to be wrong for it.
      SourceKind kind = field("kind", SourceKind.PAGE, SourceKind::of);
      int seconds = field("interval", 300, SourceSettings::seconds);
      List<String> sections = field("section-map", List.of(), Reader::pairs);
      @Nullable String links = selector("links", css -> SourceRules.links(kind, css));
      @Nullable String points =
          selector("key-points", css -> PageSelectors.check("key points", css));
      @Nullable String matters =
          selector("why-it-matters", css -> PageSelectors.check("why it matters", css));
      @Nullable String means =
          selector("what-it-means", css -> PageSelectors.check("what it means", css));
      @Nullable String body = selector("body", css -> PageSelectors.check("the main text", css));
      String slug = field("slug", "", SourceRules::slug);
      String name = field("name", "", text -> SourceRules.line("name", text));
      String owner = field("owner", "", text -> SourceRules.line("owner", text));
      String url = field("url", "", text -> url(text, present));
      double weight = field("weight", 1.0, Reader::weight);
      String section = field("section", "", SourceRules::section);
      if (!faults.isEmpty()) {
        return new SourceReading.Wrong(faults);
      }
      PageSelectors places = new PageSelectors(points, matters, means, body);
      return new SourceReading.Right(
          new SourceDefinition(
              slug,
              name,
              owner,
              url,
              !text("own-portal").isEmpty(),
              weight,
              section,
              new SourceSettings(kind, seconds, links, sections, places)));
    }

    private <T> T field(String field, T otherwise, Rule<T> rule) {
      try {
        return rule.read(text(field));
      } catch (IllegalArgumentException e) {
        faults.put(field, sentence(String.valueOf(e.getMessage())));
        return otherwise;
      }
    }

    private @Nullable String selector(String field, Consumer<String> check) {
      String css =
          field(
              field,
              "",
              text -> {
                if (!text.isEmpty()) {
                  check.accept(text);
                }
                return text;
              });
      return css.isEmpty() ? null : css;
    }

    private static List<String> pairs(String lines) {
      List<String> pairs = new ArrayList<>();
      lines.lines().map(String::strip).filter(pair -> !pair.isEmpty()).forEach(pairs::add);
      return SectionMap.of(pairs).pairs();
    }

    private static String url(String url, String present) {
      if (url.isEmpty()) {
        throw new IllegalArgumentException("the address is missing");
      }
      boolean web = WebAddress.parse(url).isPresent();
      if (!web && !url.equals(present)) {
        throw new IllegalArgumentException(
            "the address must begin with http:// or https://, and be one; files are read at the"
                + " shell, by ingest");
      }
      return SourceRules.url(url);
    }

    private static double weight(String text) {
      double weight;
      try {
        weight = Double.parseDouble(text);
      } catch (NumberFormatException _) {
        throw new IllegalArgumentException("the weight is a number above 0, up to 1");
      }
      return SourceRules.weight(weight);
    }

    private static String sentence(String text) {
      return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
  }

  @FunctionalInterface
  private interface Rule<T> {
    T read(String text);
  }
}
