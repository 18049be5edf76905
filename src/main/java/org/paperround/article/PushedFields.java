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
import org.jspecify.annotations.Nullable;
import org.paperround.article.PushOutcome.Problem;
import org.paperround.platform.http.WebAddress;

/// Reads the fields of a JSON object that somebody pushed, and gathers every problem instead of
/// stopping at the first. A field that is null counts as not given. Not thread-safe.
final class PushedFields {
  /// Larger than any text that fits into a request: nothing is cut before it is measured.
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
          Map.entry("published", "publishedAt"),
          Map.entry("date", "publishedAt"),
          Map.entry("updated", "updatedAt"),
          Map.entry("modified", "updatedAt"),
          Map.entry("embargo", "embargoedUntil"),
          Map.entry("caption", "alt"),
          Map.entry("src", "url"));

  private final JsonNode object;
  private final String prefix;
  private final List<Problem> problems;

  private PushedFields(JsonNode object, String prefix, List<Problem> problems) {
    this.object = object;
    this.prefix = prefix;
    this.problems = problems;
  }

  static PushedFields of(JsonNode object) {
    PushedFields fields = new PushedFields(object, "", new ArrayList<>());
    if (!object.isObject()) {
      fields.problems.add(new Problem("", "this must be a JSON object, one article"));
    }
    return fields;
  }

  List<Problem> problems() {
    return problems;
  }

  void complain(String field, String sentence) {
    problems.add(new Problem(prefix + field, sentence));
  }

  /// Complains of every field that is not one of `known`.
  void knowOnly(Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            complain(shown(name), "there is no such field" + hint(name, known));
          }
        });
  }

  private static String hint(String name, Set<String> known) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    Optional<String> same =
        known.stream().filter(field -> field.toLowerCase(Locale.ROOT).equals(plain)).findFirst();
    String meant = same.orElse(OTHER_NAMES.getOrDefault(plain, ""));
    return known.contains(meant)
        ? "; did you mean " + meant + "?"
        : "; there are " + String.join(", ", known.stream().sorted().toList());
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
      return value.asText();
    }
    if (has(field)) {
      complain(field, "must be a text");
    }
    return null;
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
    JsonNode values = object.path(field);
    if (!has(field)) {
      return List.of();
    }
    if (!values.isArray()) {
      complain(field, "must be a list of texts");
      return List.of();
    }
    if (values.size() > most) {
      complain(field, "has " + values.size() + " entries; at most " + most + " are taken");
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String name = field + "[" + i + "]";
      if (!values.get(i).isTextual()) {
        complain(name, "must be a text");
        continue;
      }
      String line = measured(name, PlainText.ofHtml(values.get(i).asText(), UNCUT), limit);
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
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
    if (raw == null) {
      return null;
    }
    Optional<URI> address = WebAddress.parse(raw);
    if (address.isEmpty()) {
      complain(field, "must be an absolute http or https address of at most 2000 characters");
    }
    return address.orElse(null);
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
