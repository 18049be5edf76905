package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures print what they found, and fail when the bar is not held.
class EvalCommandsTest {
  private static final String DAY =
      """
      {"id":"a","published":"2026-05-01T07:00:00Z","title":"Reservoir Kelda bursts above Sowerdale","summary":"","story":%1$s}
      {"id":"b","published":1777622400,"title":"Kelda reservoir bursts: Sowerdale flooded","summary":"","story":%1$s}
      {"id":"c","published":"2026-05-01T09:00:00Z","title":"Astronomers find comet near Jupiter","summary":"","story":null}
      {"id":"d","published":"2026-05-01T09:30:00Z","title":"Sowerdale","summary":"","story":"x","ambiguous":true}
      """;

  @TempDir Path folder;

  @Test
  void aDayWhoseStoriesAreFoundHoldsTheBar() throws IOException {
    Path out = folder.resolve("p.jsonl");

    Ran ran =
        run(
            "eval",
            "cluster",
            file("day.jsonl", DAY.formatted("\"kelda\"")),
            "--out",
            out.toString());

    assertThat(ran.status()).isZero();
    assertThat(ran.lastLine())
        .isEqualTo("eval-cluster files=1 f1=1.0000 precision=1.0000 recall=1.0000 wrong_merges=0");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0).replace("\"a\"", "")).isEqualTo(lines.get(1).replace("\"b\"", ""));
    assertThat(lines.get(2).replace("\"c\"", "")).isNotEqualTo(lines.get(1).replace("\"b\"", ""));
  }

  @Test
  void aDayWhoseLabelsSayOtherwiseFailsTheBar() throws IOException {
    Ran ran = run("eval", "cluster", file("day.jsonl", DAY.formatted("null")));

    assertThat(ran.status()).isEqualTo(1);
    // of three items two are in one story of two labels: (1/2 + 1/2 + 1) / 3
    assertThat(ran.lastLine()).contains("precision=0.6667 recall=1.0000");
    assertThat(ran.out())
        .contains(
            "bar f1 0.8000 at least 0.9700: not held\n",
            "bar wrong_merges 0.0000 at most 0.0000: held\n");
  }

  @Test
  void tasteIsNotMeasuredOnLessThanTwoDays() throws IOException {
    file("a.xml", "no feed");
    assertThat(run("eval", "personal", folder.toString()).status()).isEqualTo(2);
    assertThat(run("eval", "personal", "--front-page", "11").status()).isEqualTo(2);
    assertThat(run("eval", "personal", folder.resolve("none").toString()).status()).isEqualTo(2);
  }

  @Test
  void whatIsNoLabelledFileIsSaid() throws IOException {
    assertThat(run("eval", "cluster", file("day.jsonl", "words")).status()).isEqualTo(2);
    assertThat(run("eval", "cluster", folder.resolve("none").toString()).status()).isEqualTo(2);
    assertThat(run("eval", "ingest", folder.resolve("none").toString()).status()).isEqualTo(2);
  }

  @Test
  void feedsAreCountedAndWrittenDown() throws IOException {
    file(
        "a.xml",
        "<rss version='2.0'><channel><item><title>A &amp;amp;"
            + " B</title><link>https://a.example/1</link></item></channel></rss>");
    file("b.xml", "no feed");
    file("readme.md", "no feed either");
    Path out = folder.resolve("p.out");

    Ran ran = run("eval", "ingest", folder.toString(), "--out", out.toString());

    assertThat(ran.lastLine()).isEqualTo("eval-ingest files=2 parsed=1 entries=1");
    assertThat(Files.readAllLines(out))
        .satisfiesExactly(
            a ->
                assertThat(a)
                    .contains("\"entries\":[{\"title\":\"A & B\",\"link\":\"https://a.example/1\"")
                    .endsWith("\"error\":null}"),
            b ->
                assertThat(b)
                    .contains("\"entries\":[]")
                    .contains("\"error\":\"This is not XML.\""));
  }

  @Test
  void pagesAreScoredWhereTheyHaveLabels() throws IOException {
    String page =
        "<title>Comet found</title><meta name='author' content='%s'><meta name='date'"
            + " content='2026-05-01'>";
    file("Courier_2026_05_01.html", page.formatted("Jo Reed"));
    file("Courier_2026_04_01.html", page.formatted("Al Fen"));
    file(
        "Courier.json",
        """
        {"V1": {"title": "an older page"},
         "V2": {"title": "Comet found", "publishing_date": "2026-05-01 08:00:00+00:00", "authors": ["Jo Reed"]}}
        """);
    Path out = folder.resolve("p.out");

    Ran ran = run("eval", "metadata", folder.toString(), "--out", out.toString());

    assertThat(ran.lastLine())
        .isEqualTo("eval-metadata files=2 title=1.000 date=1.000 author=1.000");
    assertThat(ran.status()).isZero();
    assertThat(Files.readAllLines(out).getFirst())
        .endsWith(
            "\"title\":\"Comet found\",\"date\":\"2026-05-01T00:00:00Z\",\"authors\":[\"Al"
                + " Fen\"],\"section\":\"\"}");

    file("Courier_2026_06_01.html", page.formatted("Al Fen"));
    Ran wrong = run("eval", "metadata", folder.toString());
    assertThat(wrong.lastLine())
        .isEqualTo("eval-metadata files=3 title=1.000 date=1.000 author=0.000");
    assertThat(wrong.status()).isEqualTo(1);
  }

  /// What several owners report is first in the reference's own order, and newest or oldest alike.
  @Test
  void aScoreThatAgreesWithTheReferencesOrderHasAnAucOfOne() throws IOException {
    StringBuilder reference = new StringBuilder();
    StringBuilder other = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      reference.append(entry(i, "2026-05-01T08:00:00Z"));
      if (i < 10) {
        other.append(entry(i, "2026-05-01T07:30:00Z"));
      }
    }
    feed("one.xml", reference);
    feed("two.xml", other);

    Ran ran = run("eval", "frontpage", folder.toString(), "--reference", "one.xml");

    assertThat(ran.lastLine())
        .isEqualTo(
            "eval-frontpage days=1 auc=1.0000 low=1.0000 high=1.0000 formula_auc=1.0000"
                + " recency_auc=0.5000");
    assertThat(ran.status()).isZero();
    assertThat(run("eval", "frontpage", folder.toString(), "--reference", "none.xml").status())
        .isEqualTo(2);
  }

  /// In every test the headline with the same word wins, so that the others' outcomes tell it.
  @Test
  void wordsThatWinElsewhereAreKnownAndTheBetterHeadlineIsShownMore() throws IOException {
    Ran ran = run("eval", "headlines", file("tests.jsonl", headlineTests(400, 100)));

    assertThat(ran.lastLine())
        .startsWith("eval-headlines pairs=80 accuracy=1.0000 ctr_policy=0.1")
        .endsWith(" ctr_uniform=0.10000 ctr_oracle=0.20000");
    assertThat(ran.status()).isZero();
    assertThat(run("eval", "headlines", folder.resolve("tests.jsonl").toString())).isEqualTo(ran);
  }

  @Test
  void headlinesThatDoNotDifferAreNotToldApart() throws IOException {
    Ran ran = run("eval", "headlines", file("tests.jsonl", headlineTests(200, 200)));

    assertThat(ran.lastLine()).startsWith("eval-headlines pairs=0 accuracy=0.0000");
    assertThat(ran.status()).isEqualTo(1);
  }

  @Test
  void whatIsNoTestOfHeadlinesIsSaid() throws IOException {
    String two = headlineTests(400, 100).lines().limit(2).collect(Collectors.joining("\n"));
    for (String text :
        List.of("words", "{}", two, two.replace("\"clicks\":400", "\"clicks\":9000"))) {
      assertThat(run("eval", "headlines", file("tests.jsonl", text)).status()).isEqualTo(2);
    }
    assertThat(run("eval", "headlines", folder.resolve("none").toString()).status()).isEqualTo(2);
  }

  /// Forty tests of three headlines, 2,000 readers each, the second in two arms.
  private static String headlineTests(int winners, int others) {
    StringBuilder lines = new StringBuilder();
    for (int test = 0; test < 40; test++) {
      lines.append(arm(test, "Why bees dance, part " + test, 2_000, winners));
      lines.append(arm(test, "The council met on day " + test, 1_000, others / 2));
      lines.append(arm(test, "The council met on day " + test, 1_000, others / 2));
      lines.append(arm(test, "Roads were mended in week " + test, 2_000, others));
    }
    return lines.toString();
  }

  private static String arm(int test, String headline, int impressions, int clicks) {
    return """
    {"clickability_test_id":"t%d","headline":"%s","impressions":%d,"clicks":%d}
    """
        .formatted(test, headline, impressions, clicks);
  }

  private void feed(String name, CharSequence entries) throws IOException {
    file(name, "<feed xmlns='http://www.w3.org/2005/Atom'>" + entries + "</feed>");
  }

  private static String entry(int event, String published) {
    String place =
        List.of(
                "Ardley",
                "Brockham",
                "Cawston",
                "Drigg",
                "Eastleach",
                "Farnworth",
                "Gorleston",
                "Hawick",
                "Ilminster",
                "Jarrow",
                "Kelso",
                "Lydney",
                "Malpas",
                "Nefyn",
                "Ormskirk",
                "Pulborough",
                "Quorn",
                "Rothbury",
                "Sowerby",
                "Tywyn")
            .get(event);
    return "<entry><title>%1$s mayor of %1$s resigns</title><link href='https://a.example/%2$d'/><updated>%3$s</updated></entry>"
        .formatted(place, event, published);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private record Ran(int status, String out) {
    String lastLine() {
      return out.strip().lines().reduce((_, last) -> last).orElse("");
    }
  }

  private static Ran run(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      return new Ran(CommandLineInterface.run(arguments), out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }
}
