package org.paperround.article;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.paperround.article.PushOutcome.Problem;
import org.paperround.platform.http.WebAddress;

/// Reads the fields of a JSON object that somebody pushed, and gathers its problems instead of
/// stopping at the first: [#MOST_PROBLEMS] of them, the others are counted. A field that is null
/// counts as not given. Not thread-safe.
final class PushedFields {
  static final int MOST_PROBLEMS = 50;

  /// Of a text with its markup: five times the longest text. To read markup takes a hundred times
  /// its memory.
  private static final int MOST_WRITTEN = 250_000;

  /// Larger than any text of that length becomes: nothing is cut before it is measured.
  private static final int UNCUT = 20_000_000;

  /// What others call our fields.
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("title", "headline"),
          Map.entry("summary", "standfirst"),
          Map.entry("description", "standfirst"),
          Map.entry("content", "body"),
          Map.entry("text", "body"),
          Map.entry("articlebody", "body"),
          Map.entry("id", "externalId"),
          Map.entry("guid", "externalId"),
          Map.entry("link", "url"),
          Map.entry("author", "byline"),
          Map.entry("authors", "byline"),
          Map.entry("tags", "topics"),
          Map.entry("keywords", "topics"),
          Map.entry("category", "section"),
          Map.entry("relatedarticles", "related"),
          Map.entry("published", "publishedAt"),
          Map.entry("date", "publishedAt"),
          Map.entry("updated", "updatedAt"),
          Map.entry("modified", "updatedAt"),
          Map.entry("embargo", "embargoedUntil"),
          Map.entry("caption", "alt"),
          Map.entry("src", "url"));

  private final JsonNode object;
  private final String prefix;
  private final Problems problems;

  private PushedFields(JsonNode object, String prefix, Problems problems) {
    this.object = object;
    this.prefix = prefix;
    this.problems = problems;
  }

  static PushedFields of(JsonNode object) {
    PushedFields fields = new PushedFields(object, "", new Problems());
    if (!object.isObject()) {
      fields.complain("", "this must be a JSON object, one article");
    }
    return fields;
  }

  private static final class Problems {
    private final List<Problem> first = new ArrayList<>();
    private int more;
  }

  boolean areInOrder() {
    return problems.first.isEmpty();
  }

  /// What is wrong with them.
  PushOutcome.Refused refusal() {
    return new PushOutcome.Refused(problems.first, problems.more);
  }

  boolean isComplainedOf(String field) {
    return problems.first.stream().anyMatch(problem -> problem.field().equals(prefix + field));
  }

  void complain(String field, String sentence) {
    if (problems.first.size() < MOST_PROBLEMS) {
      problems.first.add(new Problem(prefix + field, sentence));
    } else {
      problems.more++;
    }
  }

  /// Complains of every field that is not one of `known`, and says once which they are.
  void knowOnly(Set<String> known) {
    List<String> unknown =
        object
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(name -> !known.contains(name))
            .toList();
    String others = "; there are " + String.join(", ", known.stream().sorted().toList());
    for (String name : unknown) {
      Optional<String> meant = meant(name, known);
      complain(
          shown(name),
          "there is no such field" + meant.map(it -> "; did you mean " + it + "?").orElse(others));
      others = meant.isPresent() ? others : "";
    }
  }

  private static Optional<String> meant(String name, Set<String> known) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return known.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).equals(plain))
        .findFirst()
        .or(() -> Optional.ofNullable(OTHER_NAMES.get(plain)).filter(known::contains));
  }

  private static String shown(String name) {
    return PlainText.line(name, 60);
  }

  boolean has(String field) {
    return object.hasNonNull(field);
  }

  /// A text as it is written; null when it is not given or no text.
  @Nullable String raw(String field) {
    JsonNode value = object.path(field);
    if (value.isTextual()) {
      return written(field, value.asText());
    }
    if (has(field)) {
      complain(field, "must be a text");
    }
    return null;
  }

  private @Nullable String written(String field, String text) {
    if (text.length() > MOST_WRITTEN) {
      complain(
          field,
          "has " + text.length() + " characters of markup; at most " + MOST_WRITTEN + " are taken");
      return null;
    }
    return text;
  }

  /// One line of plain text, of at most `limit` characters without its markup; empty when not
  /// given.
  String line(String field, int limit) {
    String raw = raw(field);
    return raw == null ? "" : measured(field, PlainText.ofHtml(raw, UNCUT), limit);
  }

  /// Paragraphs of plain text: of HTML where there is any, else the lines.
  String paragraphs(String field, int limit) {
    String raw = raw(field);
    if (raw == null) {
      return "";
    }
    return measured(field, PlainText.body(raw, UNCUT), limit);
  }

  private String measured(String field, String text, int limit) {
    if (text.length() > limit) {
      complain(field, "has " + text.length() + " characters; at most " + limit + " are taken");
    }
    return text;
  }

  /// Lines of plain text; empty ones are left out.
  List<String> lines(String field, int most, int limit) {
    List<String> lines = new ArrayList<>();
    texts(
        field,
        most,
        (name, text) -> {
          String line = measured(name, PlainText.ofHtml(text, UNCUT), limit);
          if (!line.isEmpty()) {
            lines.add(line);
          }
        });
    return lines;
  }

  List<URI> addresses(String field, int most) {
    List<URI> addresses = new ArrayList<>();
    texts(field, most, (name, text) -> address(name, text).ifPresent(addresses::add));
    return addresses;
  }

  /// Each text of a list as it is written, after what a problem calls it.
  private void texts(String field, int most, BiConsumer<String, String> each) {
    JsonNode values = object.path(field);
    if (has(field) && !values.isArray()) {
      complain(field, "must be a list of texts");
      return;
    }
    if (values.size() > most) {
      complain(field, "has " + values.size() + " entries; at most " + most + " are taken");
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      String name = field + "[" + i + "]";
      if (!values.get(i).isTextual()) {
        complain(name, "must be a text");
        continue;
      }
      String text = written(name, values.get(i).asText());
      if (text != null) {
        each.accept(name, text);
      }
    }
  }

  boolean flag(String field) {
    if (has(field) && !object.path(field).isBoolean()) {
      complain(field, "must be true or false");
    }
    return object.path(field).isBoolean() && object.path(field).asBoolean();
  }

  @Nullable Instant time(String field) {
    String raw = raw(field);
    if (raw == null) {
      return null;
    }
    Optional<Instant> time = WebTimes.zoned(raw);
    if (time.isEmpty()) {
      complain(field, "must be a time with its zone, such as 2026-03-01T08:00:00Z");
    }
    return time.orElse(null);
  }

  @Nullable URI address(String field) {
    String raw = raw(field);
    return raw == null ? null : address(field, raw).orElse(null);
  }

  private Optional<URI> address(String field, String text) {
    Optional<URI> address = WebAddress.parse(text);
    if (address.isEmpty()) {
      complain(field, "must be an absolute http or https address of at most 2000 characters");
    }
    return address;
  }

  /// A size in pixels; 0 when it is not given.
  int pixels(String field) {
    JsonNode value = object.path(field);
    boolean good = value.isInt() && value.asInt() > 0 && value.asInt() <= 20_000;
    if (has(field) && !good) {
      complain(field, "must be a whole number of pixels, 1 to 20000");
    }
    return good ? value.asInt() : 0;
  }

  /// The fields of an object within this one.
  Optional<PushedFields> within(String field) {
    if (!has(field)) {
      return Optional.empty();
    }
    if (!object.path(field).isObject()) {
      complain(field, "must be a JSON object");
      return Optional.empty();
    }
    return Optional.of(new PushedFields(object.path(field), prefix + field + ".", problems));
  }
}
