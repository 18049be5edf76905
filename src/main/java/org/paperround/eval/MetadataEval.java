package org.paperround.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.paperround.article.PageMetadata;

/// How well title, date and authors are read on article pages (`.html`, `.html.gz`).
///
/// Labels are looked for beside a page `NAME_DATE.html.gz`, in `NAME.json`: versions of a reader
/// for that site, the last of which holds `title`, `publishing_date` and `authors` of the site's
/// newest page; `meta.info` says each page's `url`. Pages without labels are read and not scored.
public final class MetadataEval {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MetadataEval() {}

  /// What is known of a page; null where the label is silent.
  public record Labels(@Nullable String title, @Nullable Instant date, Set<String> authors) {
    public Labels {
      authors = Set.copyOf(authors);
    }
  }

  public record Result(Path file, PageMetadata found, @Nullable Labels labels) {
    /// Same letters and digits; empty when there is no label.
    public Optional<Boolean> title() {
      return Optional.ofNullable(labels)
          .map(Labels::title)
          .map(title -> key(title).equals(key(found.title())));
    }

    /// Same day in UTC, or less than twelve hours apart.
    public Optional<Boolean> date() {
      return Optional.ofNullable(labels)
          .map(Labels::date)
          .map(date -> found.published() != null && isNear(date, found.published()));
    }

    private static boolean isNear(Instant one, Instant other) {
      return one.truncatedTo(ChronoUnit.DAYS).equals(other.truncatedTo(ChronoUnit.DAYS))
          || Duration.between(one, other).abs().compareTo(Duration.ofHours(12)) < 0;
    }

    /// The same names.
    public Optional<Boolean> authors() {
      return Optional.ofNullable(labels)
          .map(Labels::authors)
          .filter(authors -> !authors.isEmpty())
          .map(authors -> keys(authors.stream()).equals(keys(found.authors().stream())));
    }
  }

  /// Of the pages with that label, the share that is right; empty when none has it.
  public record Shares(Optional<Double> title, Optional<Double> date, Optional<Double> authors) {
    public static Shares of(List<Result> results) {
      return new Shares(
          share(results, Result::title),
          share(results, Result::date),
          share(results, Result::authors));
    }

    /// What is aimed at: .95, .97 and .88, where there are labels.
    public List<Bar> bars() {
      List<Bar> bars = new ArrayList<>();
      title.ifPresent(share -> bars.add(Bar.atLeast("title", share, 0.95)));
      date.ifPresent(share -> bars.add(Bar.atLeast("date", share, 0.97)));
      authors.ifPresent(share -> bars.add(Bar.atLeast("author", share, 0.88)));
      return bars;
    }

    public boolean holds() {
      return Bar.allHold(bars());
    }

    private static Optional<Double> share(
        List<Result> results, Function<Result, Optional<Boolean>> right) {
      List<Boolean> labelled =
          results.stream().flatMap(result -> right.apply(result).stream()).toList();
      return labelled.isEmpty()
          ? Optional.empty()
          : Optional.of(
              (double) labelled.stream().filter(Boolean::booleanValue).count() / labelled.size());
    }
  }

  public static List<Result> measure(List<Path> paths) throws IOException {
    List<Result> results = new ArrayList<>();
    for (Path file : EvalFiles.of(paths, file -> file.toString().matches(".*\\.html?(\\.gz)?"))) {
      results.add(new Result(file, PageMetadata.of(bytes(file), null, url(file)), labels(file)));
    }
    return results;
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return file.toString().endsWith(".gz")
          ? new GZIPInputStream(in).readAllBytes()
          : in.readAllBytes();
    }
  }

  private static String url(Path file) throws IOException {
    Path info = file.resolveSibling("meta.info");
    return Files.exists(info)
        ? JSON.readTree(info.toFile()).path(name(file)).path("url").asText("")
        : "";
  }

  private static @Nullable Labels labels(Path file) throws IOException {
    String site = name(file).replaceFirst("_\\d{4}_.*", "");
    Path labels = file.resolveSibling(site + ".json");
    if (!Files.exists(labels) || !isNewest(file, site)) {
      return null;
    }
    JsonNode all = JSON.readTree(labels.toFile());
    String last =
        StreamSupport.stream(((Iterable<String>) all::fieldNames).spliterator(), false)
            .max(String::compareTo)
            .orElse("");
    JsonNode newest = all.path(last);
    return new Labels(
        newest.path("title").asText(null),
        date(newest.path("publishing_date").asText("")),
        StreamSupport.stream(newest.path("authors").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toSet()));
  }

  private static boolean isNewest(Path file, String site) throws IOException {
    try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
      return beside
          .map(MetadataEval::name)
          .filter(name -> name.startsWith(site + "_") && name.contains(".html"))
          .max(String::compareTo)
          .filter(name(file)::equals)
          .isPresent();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static @Nullable Instant date(String text) {
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    } catch (DateTimeParseException _) {
      try {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException _) {
        return null;
      }
    }
  }

  private static Set<String> keys(Stream<String> names) {
    return names.map(MetadataEval::key).collect(Collectors.toCollection(TreeSet::new));
  }

  /// The measure compares by itself, whatever the engine thinks is the same.
  private static String key(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replace("\u00ad", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
        .strip();
  }
}
