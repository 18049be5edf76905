package org.paperround.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/// Reads JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1). Pure.
final class JsonFeed {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Line ends and tabs are no controls here.
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]");

  private JsonFeed() {}

  static boolean looksLikeJson(String text) {
    String head = text.stripLeading();
    return head.startsWith("{") || head.startsWith("[");
  }

  static ParsedFeed parse(String text) {
    JsonNode feed;
    try {
      feed = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return new ParsedFeed.Unreadable(
          "The JSON cannot be read: " + PlainText.line(e.getOriginalMessage(), 200));
    }
    if (!feed.path("version").asText().contains("jsonfeed.org/version/")
        || !feed.path("items").isArray()) {
      return new ParsedFeed.Unreadable(
          "This is JSON, but no JSON Feed: it lacks version or items (jsonfeed.org).");
    }
    List<FeedEntry> entries = new ArrayList<>();
    feed.path("items").forEach(item -> entries.add(entry(item)));
    return new ParsedFeed.Feed(PlainText.line(feed.path("title").asText(), 200), entries);
  }

  private static FeedEntry entry(JsonNode item) {
    String link = text(item, "url");
    String html = Objects.requireNonNullElse(text(item, "content_html"), "");
    String plain = Objects.requireNonNullElse(text(item, "content_text"), "");
    return new FeedEntry(
        text(item, "id"),
        link == null ? text(item, "external_url") : link,
        Objects.requireNonNullElse(text(item, "title"), ""),
        true,
        Objects.requireNonNullElse(text(item, "summary"), ""),
        html.isEmpty() ? asHtml(plain) : html,
        author(item),
        texts(item.path("tags")).toList(),
        image(item),
        instant(item, "date_published"),
        instant(item, "date_modified"));
  }

  private static String asHtml(String plain) {
    return plain
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> "<p>" + Entities.escape(line) + "</p>")
        .collect(Collectors.joining());
  }

  /// Version 1 had one `author`, 1.1 has `authors`.
  private static @Nullable String author(JsonNode item) {
    Stream<JsonNode> authors =
        item.path("authors").isArray()
            ? StreamSupport.stream(item.path("authors").spliterator(), false)
            : Stream.of(item.path("author"));
    String names =
        authors
            .map(author -> author.path("name").asText().strip())
            .filter(name -> !name.isEmpty())
            .distinct()
            .limit(4)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? null : names;
  }

  private static @Nullable ArticleImage image(JsonNode item) {
    String url = text(item, "image");
    return FeedImages.image(url, "", 0, 0).orElse(null);
  }

  private static Stream<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(node -> node.asText().strip())
        .filter(text -> !text.isEmpty());
  }

  /// Ids are numbers in some feeds, though they should be texts.
  private static @Nullable String text(JsonNode item, String name) {
    JsonNode value = item.path(name);
    String given = value.isTextual() || value.isNumber() ? value.asText() : "";
    String text = CONTROL.matcher(given).replaceAll("").strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant instant(JsonNode item, String name) {
    return Optional.ofNullable(text(item, name)).flatMap(WebTimes::zoned).orElse(null);
  }
}
