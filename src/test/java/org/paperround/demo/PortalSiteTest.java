package org.paperround.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paperround.platform.template.Templates;

/// The demo portal is a news site like anyone's: feeds, pages with NewsArticle data, pictures,
/// dated relative to now.
class PortalSiteTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private static final String ENGINE = "http://engine.example:8080";

  private final HttpClient http = HttpClient.newHttpClient();
  private PortalSite site;

  @BeforeEach
  void open() throws Exception {
    site = new PortalSite(0, new Templates(null), NOW, 1, ENGINE);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void servesAtLeastSixtyArticlesOverThreeDays() throws Exception {
    Instant oldest = NOW;
    int articles = 0;
    for (Outlet outlet : site.outlets()) {
      for (SyndEntry entry : feed(outlet).getEntries()) {
        articles++;
        Instant published = entry.getPublishedDate().toInstant();
        assertThat(published).isBetween(NOW.minus(Duration.ofDays(3)), NOW);
        oldest = published.isBefore(oldest) ? published : oldest;
      }
    }
    assertThat(articles).isGreaterThanOrEqualTo(60).isEqualTo(site.articleCount());
    assertThat(oldest).isBefore(NOW.minus(Duration.ofDays(2)));
  }

  @Test
  void everyEntryOfTheFeedsHasAPageWithItsArticleDataAndPicture() throws Exception {
    for (Outlet outlet : site.outlets()) {
      for (SyndEntry entry : feed(outlet).getEntries()) {
        String page = get(local(outlet, entry.getLink()), 200).body();
        assertThat(page)
            .contains("\"@type\":\"NewsArticle\"")
            .contains("<h1>")
            .doesNotContain("th:");
        String picture = page.replaceAll("(?s).*<img src=\"([^\"]+)\".*", "$1");
        assertThat(get(site.localOrigin() + picture, 200).headers().firstValue("Content-Type"))
            .hasValue("image/png");
      }
    }
  }

  @Test
  void thePortalsOwnArticlesCarryTheSignUpForm() throws Exception {
    for (Outlet outlet : site.outlets()) {
      String page = get(local(outlet, feed(outlet).getEntries().getFirst().getLink()), 200).body();
      assertThat(page.contains("action=\"" + ENGINE + "/sign-up\"")).isEqualTo(outlet.own());
      assertThat(page.contains("src=\"" + ENGINE + "/embed.js\"")).isEqualTo(outlet.own());
    }
  }

  @Test
  void aLaterRunPublishesNewsThatTheFirstHeldBack() throws Exception {
    int first = site.articleCount();
    try (PortalSite second = new PortalSite(0, new Templates(null), NOW, 2, ENGINE)) {
      assertThat(second.articleCount()).isEqualTo(first + 8);
    }
  }

  @Test
  void anUnknownPageIsNotFound() throws Exception {
    assertThat(get(site.localOrigin() + "/courier/politics/no-such-thing", 404).body())
        .contains("no such page");
  }

  private SyndFeed feed(Outlet outlet) throws Exception {
    String xml = get(site.localOrigin() + "/" + outlet.slug() + outlet.path(), 200).body();
    return new SyndFeedInput().build(new StringReader(xml));
  }

  private String local(Outlet outlet, String link) {
    return site.localOrigin() + "/" + outlet.slug() + URI.create(link).getPath();
  }

  private HttpResponse<String> get(String address, int status) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(address).isEqualTo(status);
    return response;
  }
}
