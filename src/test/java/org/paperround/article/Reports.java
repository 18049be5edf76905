package org.paperround.article;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

/// Articles of outlets, on a database of their own: each report is an entry of its outlet's feed.
final class Reports implements BeforeEachCallback, AfterEachCallback {
  static final Instant NOW = Instant.parse("2026-03-01T18:00:00Z");

  private final Intake intake = Intake.ofFiles(NOW);

  final TestDatabase database = intake.database;
  final SettableClock clock = intake.clock;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    intake.beforeEach(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    intake.afterEach(context);
  }

  /// A node of its own each time: it knows what the tables know.
  Articles articles() {
    return intake.node(database.get());
  }

  record Report(String headline, String text, Instant published) {}

  /// The outlet's feed has these entries now; reading it ends with a look at the whole.
  void read(String outlet, Report... reports) {
    StringBuilder items = new StringBuilder();
    for (Report report : reports) {
      items.append(
          "<item><title>%s</title><link>https://%s.example/%d</link><pubDate>%s</pubDate><description>%s</description></item>"
              .formatted(
                  report.headline(),
                  outlet,
                  report.headline().hashCode() + report.published().getEpochSecond(),
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      report.published().atZone(ZoneOffset.UTC)),
                  report.text()));
    }
    try {
      Path folder = Files.createTempDirectory("reports");
      Path file = folder.resolve(outlet + ".xml");
      Files.writeString(file, "<rss version='2.0'><channel>" + items + "</channel></rss>");
      articles().ingest(List.of(file.toString()), clock.instant());
      Files.delete(file);
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void read(String outlet, String headline, String text) {
    read(outlet, new Report(headline, text, clock.instant()));
  }

  /// The portal's own source, which pushes this article; `more` are fields after a comma.
  PushOutcome push(String path, String headline, String more) {
    String json =
        "{\"url\": \"https://courier.example/%s\", \"headline\": \"%s\"%s}"
            .formatted(path, headline, more);
    try {
      return articles().push(portal(), List.of(new ObjectMapper().readTree(json))).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The portal takes back what it pushed.
  void takeBack(String path) {
    articles().takeBack(portal(), "https://courier.example/" + path, null);
  }

  private SourceId portal() {
    return articles()
        .define(
            new SourceDefinition(
                "courier", "The Courier", "courier", "https://courier.example/", true, 1, "news"));
  }

  List<Story> stories() {
    return articles().developedBetween(Instant.EPOCH, clock.instant());
  }

  /// The headlines of each story's articles, sorted.
  List<List<String>> shape() {
    List<List<String>> shape = new ArrayList<>();
    for (Story story : stories()) {
      shape.add(story.articles().stream().map(Article::headline).sorted().toList());
    }
    return shape;
  }

  Article article(String headline) {
    return stories().stream()
        .flatMap(story -> story.articles().stream())
        .filter(article -> article.headline().equals(headline))
        .findFirst()
        .orElseThrow();
  }
}
