package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.platform.http.Fetch;

/// Where a feed offers a hub, it is found, and only there.
class HubOfferTest {
  private static final HubOffer OFFER =
      new HubOffer(URI.create("https://hub.example/"), URI.create("https://a.example/feed"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<https://hub.example/>; rel=\"hub\", <https://a.example/feed>; rel=\"self\"",
        "</feed>;rel=self;type=\"a/b\" , <https://hub.example/> ; title=\"x\" ; REL = hub",
        "<https://hub.example/>; rel=\"preconnect HUB\", <feed>; rel=\"self alternate\"",
      })
  void inTheLinkField(String field) {
    assertThat(offer("<rss/>", field)).contains(OFFER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='hub' href='https://hub.example/'/>"
            + "<link rel='self' href='/feed'/><entry><link rel='hub' href='https://b/'/></entry>"
            + "</feed>",
        "<rss><channel><atom10:link rel='self' href='feed'/><title>T</title>"
            + "<atom10:link rel='hub' href='https://hub.example/'/><item/></channel></rss>",
      })
  void inTheFeed(String feed) {
    assertThat(offer(feed)).contains(OFFER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rss><channel><item><link rel='hub' href='https://h.example/'/>"
            + "<link rel='self' href='/feed'/></item></channel></rss>",
        "<feed><link rel='hub' href='https://h.example/'/></feed>",
        "<feed><link rel='hub' href='javascript:x'/><link rel='self' href='/feed'/></feed>",
        "{\"version\": 1}",
        "",
      })
  void nowhereElse(String feed) {
    assertThat(offer(feed)).isEmpty();
  }

  @Test
  void aHostileFieldTakesNoTime() {
    String field = "<a>;" + " rel=".repeat(390) + "\"";
    assertThat(offer("<rss/>", field, "<".repeat(2_000), "<x>" + ";".repeat(1_900))).isEmpty();
  }

  private static Optional<HubOffer> offer(String feed, String... fields) {
    return HubOffer.of(
        new Fetch.Fetched(
            URI.create("https://a.example/index.xml"),
            feed.getBytes(StandardCharsets.UTF_8),
            "text/xml",
            Fetch.Validators.NONE,
            List.of(fields)));
  }
}
