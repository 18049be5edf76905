package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.platform.http.WebAddress;

/// One article has one address, however it was linked.
class CanonicalUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://www.bbc.co.uk/news/uk-1?at_medium=RSS&at_campaign=rss,"
        + " https://www.bbc.co.uk/news/uk-1",
    "https://www.bbc.co.uk/news/uk-1#0, https://www.bbc.co.uk/news/uk-1",
    "https://www.aljazeera.com/a/b?traffic_source=rss, https://www.aljazeera.com/a/b",
    "https://Example.COM:443/A?utm_source=x&id=7&utm_medium=y, https://example.com/A?id=7",
    "http://example.com:80, http://example.com/",
    "https://example.com/a/../b/./c, https://example.com/b/c",
    "https://example.com/story?b=2&a=1, https://example.com/story?b=2&a=1",
    "https://example.com/#!/story/7, https://example.com/#!/story/7",
    "https://example.com/article.php?cid=7&src=2, https://example.com/article.php?cid=7&src=2",
    "https://example.com:8443/a?fbclid=abc, https://example.com:8443/a",
  })
  void whatTellsWhereAClickCameFromIsDropped(URI address, String expected) {
    assertThat(CanonicalUrl.of(address).url()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/a, https://example.com/a",
    "https://www.example.com/a, https://m.example.com/a",
    "https://example.com/a/, https://example.com/a",
    "https://amp.example.com/a/amp, https://example.com/a",
    "https://example.com/a?utm_campaign=x, https://example.com/a",
  })
  void variantsOfOneAddressAreOneArticle(URI one, URI other) {
    assertThat(CanonicalUrl.of(one).key()).isEqualTo(CanonicalUrl.of(other).key());
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a, https://example.com/b",
    "https://example.com/a?id=1, https://example.com/a?id=2",
    "https://example.com/a, https://example.org/a",
    "https://m.uk/a, https://uk/a",
    "https://example.com/#!/a, https://example.com/#!/b",
  })
  void differentArticlesStayDifferent(URI one, URI other) {
    assertThat(CanonicalUrl.of(one).key()).isNotEqualTo(CanonicalUrl.of(other).key());
  }

  @ParameterizedTest
  @CsvSource({
    "'story two', https://example.com/news/story%20two",
    "'/a?b=c|d', https://example.com/a?b=c%7Cd",
    "'//cdn.example.org/x', https://cdn.example.org/x",
    "'?page=2', https://example.com/news/feed.xml?page=2",
    "'https://bücher.example/ü', https://xn--bcher-kva.example/%C3%BC",
    "'https://faß.example/', https://xn--fa-hia.example/",
    "'https://example.com/100%', https://example.com/100%25",
    "' https://example.com/x\t', https://example.com/x",
  })
  void linksAsPeopleWriteThemAreResolved(String link, String expected) {
    assertThat(WebAddress.resolve(URI.create("https://example.com/news/feed.xml"), link))
        .contains(URI.create(expected));
  }

  @ParameterizedTest
  @CsvSource({"javascript:alert(1)", "mailto:a@example.com", "http://", "data:text/plain;x", "''"})
  void whatIsNoWebAddressIsNone(String link) {
    assertThat(WebAddress.resolve(URI.create("https://example.com/feed.xml"), link)).isEmpty();
  }
}
