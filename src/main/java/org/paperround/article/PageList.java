package org.paperround.article;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.WebAddress;

/// A page that lists articles: a section front. Pure.
final class PageList {
  /// Headings that are links, and links in teasers.
  static final String STANDARD_LINKS =
      "article a[href], h1 a[href], h2 a[href], h3 a[href], a[href]:has(h1, h2, h3)";

  private static final int MOST_LINKS = 100;
  private static final int MOST_LOOKED_AT = 10_000;

  private PageList() {}

  /// The first hundred addresses that the page links to by `selector` (links, or elements with
  /// links in them), each once, in their order: of the page's own site, and not its start page or
  /// itself.
  static List<CanonicalUrl> links(Fetch.Fetched page, @Nullable String selector) {
    Document document =
        Jsoup.parse(
            Markup.ofPage(FeedCharset.decode(page.body(), page.contentType())),
            page.location().toString());
    URI base = base(document, page.location());
    Map<String, CanonicalUrl> links = new LinkedHashMap<>();
    String itself = CanonicalUrl.of(page.location()).key();
    List<Element> elements =
        document.select(selector == null ? STANDARD_LINKS : selector).stream()
            .flatMap(element -> element.select("a[href]").stream())
            .limit(MOST_LOOKED_AT)
            .toList();
    for (Element link : elements) {
      if (links.size() == MOST_LINKS) {
        break;
      }
      WebAddress.resolve(base, link.attr("href"))
          .filter(address -> isArticle(address, page.location()))
          .map(CanonicalUrl::of)
          .filter(address -> !address.key().equals(itself))
          .ifPresent(address -> links.putIfAbsent(address.key(), address));
    }
    return List.copyOf(links.values());
  }

  private static URI base(Document document, URI location) {
    Element base = document.selectFirst("base[href]");
    return base == null
        ? location
        : WebAddress.resolve(location, base.attr("href")).orElse(location);
  }

  private static boolean isArticle(URI address, URI list) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    boolean start = path.replace("/", "").isEmpty() && address.getRawQuery() == null;
    return !start && site(address).equals(site(list)) && address.getRawUserInfo() == null;
  }

  private static String site(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return host.replaceFirst("^(www|m|amp)\\.", "") + ":" + address.getPort();
  }
}
