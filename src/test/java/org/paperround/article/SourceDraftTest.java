package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is typed of a source is read by the rules of the shell, and every fault has its field.
class SourceDraftTest {
  private static final SourceDefinition COURIER =
      new SourceDefinition(
          "courier",
          "The Courier",
          "courier group",
          "https://courier.example/news",
          true,
          0.25,
          "uk",
          new SourceSettings(
              SourceKind.PAGE,
              90,
              ".headline a",
              List.of("arts=culture", "uk-politics=politics"),
              new PageSelectors(".points", ".why", ".you", "main p")));

  @Test
  void aSourceIsTheSameAfterItWasATextForEachField() {
    assertThat(SourceDraft.of(COURIER).read("")).isEqualTo(new SourceReading.Right(COURIER));
    assertThat(SourceDraft.of(COURIER).texts())
        .containsOnlyKeys(SourceDraft.FIELDS)
        .containsEntry("interval", "90s")
        .containsEntry("weight", "0.25")
        .containsEntry("section-map", "arts=culture\nuk-politics=politics");
  }

  @Test
  void whatIsGivenOfAStandardOneIsEnough() {
    Map<String, String> texts = new HashMap<>(SourceDraft.standard().texts());
    texts.putAll(
        Map.of("slug", "wire", "name", "Wire", "owner", "wire", "url", "https://wire.example/"));

    assertThat(new SourceDraft(texts).read(""))
        .isEqualTo(
            new SourceReading.Right(
                new SourceDefinition(
                    "wire", "Wire", "wire", "https://wire.example/", false, 1, "news")));
  }

  @ParameterizedTest
  @CsvSource({
    "slug, The Courier, must be lower-case letters",
    "slug, '', The slug is missing",
    "url, '', The address is missing.",
    "interval, '', 'The interval is written 90s, 5m or 2h.'",
    "name, '', The name is missing.",
    "owner, '', The owner is missing.",
    "kind, podcast, 'The kind is feed, page or push, not podcast.'",
    "kind, feed, ",
    "url, nowhere, must begin with http",
    "url, ftp://courier.example/, must begin with http",
    "url, javascript:alert(1), must begin with http",
    "interval, often, 'The interval is written 90s, 5m or 2h, not often.'",
    "interval, 1s, must be between 30 seconds and a day",
    "interval, 25h, must be between 30 seconds and a day",
    "interval, -5m, must be between 30 seconds and a day",
    "weight, heavy, 'The weight is a number above 0, up to 1.'",
    "weight, 1.5, 'The weight 1.5 is not in (0, 1].'",
    "weight, NaN, 'The weight NaN is not in (0, 1].'",
    "section, '&', The default section is missing.",
    "section-map, politics, must be written uk-politics=politics",
    "links, 'a[', The selector for links",
    "key-points, 'a[', The selector for key points",
    "why-it-matters, 'a[', The selector for why it matters",
    "what-it-means, 'a[', The selector for what it means",
    "body, 'a[', The selector for the main text",
  })
  void whatIsWrongIsSaidOfItsField(String field, String text, @Nullable String said) {
    Map<String, String> texts = new HashMap<>(SourceDraft.of(COURIER).texts());
    texts.put(field, text);
    Map<String, String> faults = faults(new SourceDraft(texts).read(""));

    if (said == null) {
      // A selector for links is only for a page.
      assertThat(faults).containsOnlyKeys("links");
    } else {
      assertThat(faults).containsOnlyKeys(field);
      assertThat(faults.get(field)).contains(said).endsWith(".");
    }
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Map<String, String> texts =
        Map.of("kind", "podcast", "interval", "often", "weight", "heavy", "url", "nowhere");

    assertThat(faults(new SourceDraft(texts).read("")))
        .containsOnlyKeys("slug", "name", "owner", "kind", "interval", "weight", "url", "section");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "file:feeds/a.xml", "FILE:///etc/passwd"})
  void filesAreReadAtTheShellOnly(String file) {
    Map<String, String> texts = new HashMap<>(SourceDraft.of(COURIER).texts());
    texts.put("url", file);

    assertThat(faults(new SourceDraft(texts).read(COURIER.url()))).containsOnlyKeys("url");
    assertThat(faults(new SourceDraft(texts).read("file:///another"))).containsOnlyKeys("url");
  }

  @Test
  void aSourceThatWasReadFromAFileKeepsItsAddress() {
    Map<String, String> texts = new HashMap<>(SourceDraft.of(COURIER).texts());
    texts.put("url", "file:///feeds/a.xml");

    assertThat(new SourceDraft(texts).read("file:///feeds/a.xml"))
        .isInstanceOf(SourceReading.Right.class);
  }

  @Test
  void theVersionTellsDraftsApart() {
    SourceDraft one = new SourceDraft(Map.of("name", "a", "owner", "bc"));

    assertThat(one.version())
        .isEqualTo(new SourceDraft(Map.of("name", "a", "owner", "bc")).version())
        .isNotEqualTo(new SourceDraft(Map.of("name", "ab", "owner", "c")).version())
        .isNotEqualTo(new SourceDraft(Map.of("name", "a", "owner", "bc", "body", "x")).version());
  }

  /// Whatever is typed, either a field is at fault or the source can be made.
  @Test
  void nothingTypedIsAnException() {
    List<String> pieces =
        List.of("", "a", "=", "\n", "\u0000", "1e999", "P", "5m", "http://", "[", ")", "é", "news");
    Random random = new Random(20_260_601);
    for (int i = 0; i < 2_000; i++) {
      Map<String, String> texts = new HashMap<>(SourceDraft.of(COURIER).texts());
      for (int j = 0; j < 3; j++) {
        texts.put(
            SourceDraft.FIELDS.get(random.nextInt(SourceDraft.FIELDS.size())),
            pieces.get(random.nextInt(pieces.size())) + pieces.get(random.nextInt(pieces.size())));
      }
      assertThat(new SourceDraft(texts).read("")).isNotNull();
    }
  }

  private static Map<String, String> faults(SourceReading reading) {
    return reading instanceof SourceReading.Wrong(Map<String, String> faults) ? faults : Map.of();
  }
}
