package org.paperround.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryGrouping;

/// How well articles are joined to stories, on labelled files of one JSON object a line.
///
/// An item has `id` (else `doc`, else `url`), `title` and `summary` or `text`, perhaps `published`
/// (ISO 8601 or seconds since 1970), and its label as `story`, `cluster` or `event`; null is a
/// story of its own. Items marked `ambiguous` take part and are not scored.
public final class ClusterEval {
  private static final Instant NO_TIME = Instant.parse("2000-01-01T00:00:00Z");

  private ClusterEval() {}

  /// B-cubed precision, recall and F1 over the scored items (Bagga and Baldwin 1998); `wrongMerges`
  /// are the stories found of which the items' mean precision is below a half. `dated` tells that
  /// the items have times.
  public record Result(
      boolean dated, double precision, double recall, int wrongMerges, Map<String, Long> stories) {
    public Result {
      stories = Collections.unmodifiableMap(new LinkedHashMap<>(stories));
    }

    /// What is aimed at: .97 and no wrong merge on a day of news, .88 on texts without times.
    public List<Bar> bars() {
      return dated
          ? List.of(Bar.atLeast("f1", f1(), 0.97), Bar.atMost("wrong_merges", wrongMerges, 0))
          : List.of(Bar.atLeast("f1", f1(), 0.88));
    }

    public boolean holds() {
      return Bar.allHold(bars());
    }

    public double f1() {
      double sum = precision + recall;
      return sum == 0 ? 0 : 2 * precision * recall / sum;
    }
  }

  private record Item(
      String id, String label, boolean ambiguous, boolean dated, StoryGrouping.Text text) {}

  public static Result measure(Path file) throws IOException {
    List<Item> items = read(file);
    Map<Long, Long> found = StoryGrouping.group(items.stream().map(Item::text).toList());
    Map<String, Long> stories = new LinkedHashMap<>();
    items.forEach(item -> stories.put(item.id(), story(found, item)));
    Map<String, Integer> labels = new HashMap<>();
    Map<Long, Map<String, Integer>> groups = new TreeMap<>();
    for (Item item : items) {
      if (!item.ambiguous()) {
        labels.merge(item.label(), 1, Integer::sum);
        groups
            .computeIfAbsent(story(found, item), _ -> new TreeMap<>())
            .merge(item.label(), 1, Integer::sum);
      }
    }
    return scored(items, labels, groups.values(), stories);
  }

  private static Result scored(
      List<Item> items,
      Map<String, Integer> labels,
      Collection<Map<String, Integer>> groups,
      Map<String, Long> stories) {
    double precision = 0;
    double recall = 0;
    int wrong = 0;
    for (Map<String, Integer> group : groups) {
      int size = group.values().stream().mapToInt(Integer::intValue).sum();
      double own = 0;
      for (Map.Entry<String, Integer> label : group.entrySet()) {
        double squared = (double) label.getValue() * label.getValue();
        own += squared / size;
        recall += squared / labels.getOrDefault(label.getKey(), 1);
      }
      precision += own;
      wrong += own / size < 0.5 ? 1 : 0;
    }
    int scored = Math.max(1, labels.values().stream().mapToInt(Integer::intValue).sum());
    boolean dated = items.stream().anyMatch(Item::dated);
    return new Result(dated, precision / scored, recall / scored, wrong, stories);
  }

  private static long story(Map<Long, Long> found, Item item) {
    return Objects.requireNonNull(found.get(item.text().id()));
  }

  /// @throws IOException when it cannot be read, or a line of it is not what it should be
  private static List<Item> read(Path file) throws IOException {
    List<Item> items = new ArrayList<>();
    for (JsonNode line : EvalFiles.jsonLines(file)) {
      items.add(item(line, items.size()));
    }
    return items;
  }

  private static Item item(JsonNode json, int number) throws IOException {
    String id = first(json, "id", "doc", "url");
    String label = first(json, "story", "cluster", "event");
    String title = first(json, "title");
    String body = Objects.requireNonNullElse(first(json, "summary", "text"), "");
    if (title == null) {
      int end = body.indexOf('\n');
      title = end < 0 ? body : body.substring(0, end);
      body = end < 0 ? "" : body.substring(end + 1);
    }
    boolean summary = json.hasNonNull("summary");
    Instant published = published(json.path("published"));
    return new Item(
        id == null ? Integer.toString(number) : id,
        label == null ? "alone " + number : label,
        json.path("ambiguous").asBoolean(),
        published != null,
        new StoryGrouping.Text(
            number + 1L,
            published == null ? NO_TIME : published,
            title,
            summary ? body : "",
            summary ? "" : body));
  }

  private static @Nullable String first(JsonNode json, String... names) {
    for (String name : names) {
      if (json.hasNonNull(name)) {
        return json.get(name).asText();
      }
    }
    return null;
  }

  private static @Nullable Instant published(JsonNode value) throws IOException {
    if (value.isNumber()) {
      return Instant.ofEpochMilli(Math.round(value.asDouble() * 1000));
    }
    try {
      return value.isTextual() ? OffsetDateTime.parse(value.asText()).toInstant() : null;
    } catch (DateTimeParseException e) {
      throw new IOException("no ISO 8601 time: " + value.asText(), e);
    }
  }
}
