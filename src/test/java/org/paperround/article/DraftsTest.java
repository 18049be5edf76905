package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Entries become articles whose words, dates and addresses can be trusted.
class DraftsTest {
  private static final Instant NOW = Instant.parse("2020-05-05T23:59:00Z");
  private static final SourceRow SOURCE =
      new SourceRow(
          1,
          "bbc",
          "bbc",
          "https://x.example/f",
          false,
          1,
          "news",
          null,
          null,
          0,
          null,
          SourceSettings.FEED);

  @Test
  void textsHoldNoMarkupAndNoSteeringCharacters() {
    ArticleDraft draft =
        one(
            entry(
                "7",
                "https://www.bbc.co.uk/news/uk-politics-1",
                "<b>Rail\u200B pay</b>\r\nBcc: x \u202Etxt\uE000 cafe\u0301",
                "<p>One.</p><script>alert(1)</script><p>Two &amp; three.</p>",
                NOW));

    assertThat(draft.content().text().headline()).isEqualTo("Rail pay Bcc: x txt café");
    assertThat(draft.content().text().standfirst()).isEqualTo("One. Two & three.");
    assertThat(draft.content().section()).isEqualTo("politics");
  }

  @Test
  void futureAndAncientDatesBecomeNow() {
    assertThat(one(entry("1", "https://a.example/1", "T", "", NOW.plusSeconds(90))).publishedAt())
        .isEqualTo(NOW);
    assertThat(one(entry("1", "https://a.example/1", "T", "", Instant.EPOCH)).publishedAt())
        .isEqualTo(NOW);
    assertThat(one(entry("1", "https://a.example/1", "T", "", null)).publishedAt()).isEqualTo(NOW);
    Instant old = Instant.parse("2001-09-11T13:00:00Z");
    assertThat(one(entry("1", "https://a.example/1", "T", "", old)).publishedAt()).isEqualTo(old);
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.bbc.co.uk/news/uk-1#0, https://www.bbc.co.uk/news/uk-1#3",
    "http://www.bbc.co.uk/news/uk-1, https://www.bbc.co.uk/news/uk-1?at_medium=RSS",
  })
  void aGuidThatIsAnAddressIsComparedAsOne(String guid, String other) {
    assertThat(one(entry(guid, "https://a.example/1", "T", "", NOW)).externalId())
        .isEqualTo(one(entry(other, "https://a.example/1", "T", "", NOW)).externalId());
  }

  @Test
  void withoutAGuidTheAddressIsTheId() {
    assertThat(one(entry(null, "https://a.example/1?utm_source=x", "T", "", NOW)).externalId())
        .isEqualTo("a.example/1");
  }

  @Test
  void entriesThatShareOneGuidAreNotLost() {
    List<ArticleDraft> drafts =
        drafts(
            entry("same", "https://a.example/1", "One", "", NOW),
            entry("same", "https://a.example/2", "Two", "", NOW));

    assertThat(drafts)
        .extracting(ArticleDraft::externalId)
        .containsExactly("a.example/1", "a.example/2");
  }

  @Test
  void entriesWithoutLinkOrWordsAreLeftOutAndRelativeLinksResolved() {
    List<ArticleDraft> drafts =
        drafts(
            entry("urn:x", null, "No link", "", NOW),
            entry("1", "https://a.example/1", " ", "", NOW),
            entry("2", "/two", "Two", "", NOW));

    assertThat(drafts)
        .extracting(draft -> draft.address().url())
        .containsExactly("https://f.example/two");
  }

  @ParameterizedTest
  @CsvSource({
    "'news@example.com (Jo Bloggs)', Jo Bloggs",
    "By Jo Bloggs, Jo Bloggs",
    "news@example.com, ",
    "'Jo <b>Bloggs</b>', Jo Bloggs",
  })
  void bylinesAreNamesAndNoAddresses(String author, @Nullable String byline) {
    assertThat(Drafts.byline(author)).isEqualTo(byline);
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.bbc.co.uk/news/world-asia-52508437, world",
    "https://www.bbc.co.uk/sport/football/1, sport",
    "https://www.nytimes.com/2020/05/05/us/politics/a.html, politics",
    "https://www.rnz.co.nz/news/business/4/x, business",
    "https://www.example.com/2020/05/05/some-sporty-title, news",
  })
  void theAddressTellsTheSection(URI address, String section) {
    assertThat(Sections.of(List.of("Coronavirus"), address, "news")).isEqualTo(section);
  }

  private static ArticleDraft one(FeedEntry entry) {
    return drafts(entry).getFirst();
  }

  private static List<ArticleDraft> drafts(FeedEntry... entries) {
    return new Drafts(SOURCE, URI.create("https://f.example/feed.xml"), NOW).of(List.of(entries));
  }

  private static FeedEntry entry(
      @Nullable String guid,
      @Nullable String link,
      String title,
      String summary,
      @Nullable Instant published) {
    return new FeedEntry(
        guid, link, title, false, summary, "", null, List.of(), null, published, null);
  }
}
