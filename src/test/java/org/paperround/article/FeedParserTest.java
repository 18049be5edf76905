package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Feeds are read as they are written, and what is none is refused with a reason.
class FeedParserTest {
  @Test
  void rssEntriesComeWithEverythingTheySay() {
    FeedEntry entry =
        only(
            """
            <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title>
            <item><title>Talks &amp; strikes</title><link>https://example.com/a</link>
            <description>&lt;p&gt;In Leeds.&lt;/p&gt;</description><guid>7</guid>
            <category>Politics</category><category>Rail</category>
            <pubDate>Tue, 05 May 2020 21:00:00 GMT</pubDate>
            <media:content url="https://example.com/s.jpg" width="100" medium="image"/>
            <media:content url="https://example.com/l.jpg" width="900" height="600" medium="image">
              <media:description>A train</media:description></media:content>
            </item></channel></rss>
            """);

    assertThat(entry)
        .isEqualTo(
            new FeedEntry(
                "7",
                "https://example.com/a",
                "Talks & strikes",
                false,
                "<p>In Leeds.</p>",
                "",
                null,
                List.of("Politics", "Rail"),
                new ArticleImage("https://example.com/l.jpg", "A train", 900, 600),
                Instant.parse("2020-05-05T21:00:00Z"),
                null));
  }

  @Test
  void atomEntriesAreReadToo() {
    FeedEntry entry =
        only(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry>
            <id>tag:example.com,2020:1</id><title type="html">A &amp;lt; B</title>
            <link rel="enclosure" href="https://example.com/a.mp3" type="audio/mpeg"/>
            <link href="https://example.com/a"/><author><name>Jo Bloggs</name></author>
            <published>2020-05-05T20:00:00Z</published><updated>2020-05-05T21:00:00+01:00</updated>
            <summary>Short.</summary><content type="html">&lt;p&gt;Long.&lt;/p&gt;</content>
            </entry></feed>
            """);

    assertThat(entry.guid()).isEqualTo("tag:example.com,2020:1");
    assertThat(entry.link()).isEqualTo("https://example.com/a");
    assertThat(entry.author()).isEqualTo("Jo Bloggs");
    assertThat(entry.content()).isEqualTo("<p>Long.</p>");
    assertThat(entry.updated()).isEqualTo(Instant.parse("2020-05-05T20:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rss version='2.0'><channel><item><title>Tom & Jo</title></item></channel></rss>",
        "<rss version='2.0'><channel><item><title>Tom &amp; Jo</title></channel></rss>",
        "<rss version='2.0'><channel><item><title>Tom &amp;"
            + " Jo</title><x:y/></item></channel></rss>",
        "\n"
            + " <rss version='2.0'><channel><item><title>Tom &amp;\u0001"
            + " Jo</title></item></channel></rss>",
        "<rss version=“2.0”><channel><item><title>Tom &amp; Jo</title></item></channel></rss>",
        "<rss version='2.0' xmlns='urn:x'><channel><item><title>Tom &amp; Jo</title></item>"
            + "</channel></rss>",
        "<rss version='2.0'><channel><item><title>Tom &amp; Jo</title><description>"
            + "<![CDATA[<!DOCTYPE html [<!ENTITY a 'b'>]>]]></description></item></channel></rss>",
        "<rss><channel><item><title>Tom &amp; Jo</title></item></channel></rss>",
        "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'http://x.invalid/rss.dtd'><rss"
            + " version='0.91'><channel><item><title>Tom &amp; Jo</title></item></channel></rss>",
      })
  void malformedFeedsAreMended(String xml) {
    assertThat(only(xml).title()).isEqualTo("Tom & Jo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|The answer is empty.",
        "<!DOCTYPE html><html></html>|This is a web page (HTML), not a feed",
        "{\"items\":[]}|This is JSON, but no JSON Feed",
        "{\"items|The JSON cannot be read",
        "<sitemapindex><sitemap/></sitemapindex>|This is a list of sitemaps",
        "<urlset><url><loc>https://a.example/1</loc></url></urlset>|This sitemap names no news",
        "plain words|This is not XML.",
        "<opml version='2.0'><body/></opml>|This is XML, but neither RSS, Atom nor a News sitemap.",
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss/>|The feed declares entities",
        "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;']><rss/>|The feed declares entities",
      })
  void whatIsNoFeedIsRefusedWithTheReason(String text, String reason) {
    ParsedFeed parsed = FeedParser.parse(text.getBytes(StandardCharsets.UTF_8), null);

    assertThat(parsed).isInstanceOf(ParsedFeed.Unreadable.class);
    assertThat(((ParsedFeed.Unreadable) parsed).sentence()).startsWith(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<rss version='2.0'><channel>|<item><title>T</title></item>|</channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>|<entry><title>T</title></entry>|</feed>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
            + " xmlns='http://purl.org/rss/1.0/'><channel><title>C</title></channel>"
            + "|<item><title>T</title></item>|</rdf:RDF>",
      })
  void ofAnEndlessFeedTheBeginningIsRead(String head, String entry, String tail) {
    for (int entries : List.of(4_999, 5_000, 5_001, 20_000)) {
      byte[] xml = (head + entry.repeat(entries) + tail).getBytes(StandardCharsets.UTF_8);
      ParsedFeed.Feed feed = (ParsedFeed.Feed) FeedParser.parse(xml, null);
      assertThat(feed.entries()).hasSize(Math.min(entries, 5_000));
      assertThat(feed.entries().getLast().title()).isEqualTo("T");
    }
  }

  @Test
  void aJsonFeedIsReadInBothVersions() {
    FeedEntry entry =
        only(
            """
            {"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": [{
              "id": 17, "url": "https://courier.example/17", "title": "Tom & Jo",
              "summary": "Who they are.", "content_html": "<p>Word for word.</p>",
              "date_published": "2026-05-01T07:00:00+01:00", "tags": ["Rail", " "],
              "authors": [{"name": "Jo Reed"}, {"name": "Al Fen"}],
              "image": "https://courier.example/17.jpg"}]}
            """);

    assertThat(entry)
        .isEqualTo(
            new FeedEntry(
                "17",
                "https://courier.example/17",
                "Tom & Jo",
                true,
                "Who they are.",
                "<p>Word for word.</p>",
                "Jo Reed, Al Fen",
                List.of("Rail"),
                new ArticleImage("https://courier.example/17.jpg", "", 0, 0),
                Instant.parse("2026-05-01T06:00:00Z"),
                null));
    assertThat(
            only(
                """
                {"version": "https://jsonfeed.org/version/1",
                 "items": [{"external_url": "https://b.example/", "content_text": "Plain.",
                            "author": {"name": "Jo"}, "date_published": "soon"}]}
                """))
        .extracting(FeedEntry::link, FeedEntry::content, FeedEntry::author, FeedEntry::published)
        .containsExactly("https://b.example/", "<p>Plain.</p>", "Jo", null);
  }

  /// PostgreSQL takes no NUL: one in an id would stop the whole feed.
  @Test
  void controlCharactersOfAJsonFeedAreLeftOut() {
    FeedEntry entry =
        only(
            """
            {"version": "https://jsonfeed.org/version/1.1", "items": [
              {"id": "a\\u0000b", "url": "https://b.example/\\u0007", "title": "T", "content_text": "1 < 2\\nand"}]}
            """);

    assertThat(entry)
        .extracting(FeedEntry::guid, FeedEntry::link, FeedEntry::content)
        .containsExactly("ab", "https://b.example/", "<p>1 &lt; 2</p><p>and</p>");
  }

  @Test
  void aNewsSitemapIsReadAndItsOtherAddressesAreLeftOut() {
    FeedEntry entry =
        only(
            """
            <?xml version="1.0"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
              <url><loc>https://courier.example/about</loc></url>
              <url><loc>https://courier.example/17?a=1&amp;b=2</loc>
                <news:news><news:publication><news:name>The Courier</news:name></news:publication>
                  <news:publication_date>2026-05-01</news:publication_date>
                  <news:title>Tom &amp; Jo</news:title><news:keywords>Rail, Strikes</news:keywords>
                </news:news></url>
            </urlset>
            """);

    assertThat(entry)
        .extracting(FeedEntry::title, FeedEntry::link, FeedEntry::categories, FeedEntry::published)
        .containsExactly(
            "Tom & Jo",
            "https://courier.example/17?a=1&b=2",
            List.of("Rail", "Strikes"),
            Instant.parse("2026-05-01T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, , windows-1252",
    "ISO-8859-1, text/xml; charset=iso-8859-1, ",
    "UTF-8, text/xml; charset=iso-8859-1, utf-8",
    "UTF-8, , us-ascii",
    "UTF-16, , utf-16",
    "windows-1252, text/xml; charset=utf-8, utf-8",
  })
  void theCharsetIsFoundWhereverItIsSaid(String written, String contentType, String prolog) {
    String declaration = prolog == null ? "" : "<?xml version='1.0' encoding='" + prolog + "'?>";
    String xml =
        declaration
            + "<rss version='2.0'><channel><item><title>Café £5</title></item></channel></rss>";
    boolean lie = "UTF-8".equals(written) && "text/xml; charset=iso-8859-1".equals(contentType);

    ParsedFeed parsed = FeedParser.parse(xml.getBytes(Charset.forName(written)), contentType);

    // A server that says ISO 8859-1 is believed, since any bytes are that.
    assertThat(((ParsedFeed.Feed) parsed).entries().getFirst().title())
        .isEqualTo(lie ? "CafÃ© Â£5" : "Café £5");
  }

  private static FeedEntry only(String xml) {
    ParsedFeed parsed = FeedParser.parse(xml.getBytes(StandardCharsets.UTF_8), null);
    assertThat(parsed).isInstanceOf(ParsedFeed.Feed.class);
    assertThat(((ParsedFeed.Feed) parsed).entries()).hasSize(1);
    return ((ParsedFeed.Feed) parsed).entries().getFirst();
  }
}
