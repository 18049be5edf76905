package org.paperround.article;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Who a page says wrote its article: the first kind of mark that names somebody counts. Pure.
final class PageAuthors {
  private static final int MOST = 12;
  private static final String[] META = {
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "cXenseParse:author",
    "og:author",
    "sailthru.author"
  };

  private static final Pattern BETWEEN =
      Pattern.compile("\\s*(?:[,;|]|\\s(?:and|und|et|y|&|og|e)\\s)\\s*");
  private static final Pattern BY =
      Pattern.compile("(?i)^(?:(?:written )?by[:\\s]|(?:von|par|por|di|de|av):)\\s*");
  private static final Pattern NO_NAME = Pattern.compile("https?://|@|\\d{2}");

  private PageAuthors() {}

  /// What structured data or a meta element say: good enough to stand over what the feed says.
  static List<String> stated(Document page, Stream<String> structured) {
    return first(Stream.of(names(structured), names(PageMeta.values(page, META))));
  }

  /// The best that can be had: also what the page shows as its byline.
  static List<String> of(Document page, Stream<String> structured) {
    return first(
        Stream.of(
            stated(page, structured),
            names(texts(page, "[itemprop=author] [itemprop=name]")),
            names(texts(page, "[itemprop=author]")),
            names(texts(page, "a[rel=author]")),
            names(texts(page, "article [class*=byline] a, article [class*=author] a")),
            names(texts(page, "[class*=byline-name], [class*=author-name], [class*=authorName]"))));
  }

  private static List<String> first(Stream<List<String>> found) {
    return found.filter(names -> !names.isEmpty()).findFirst().orElse(List.of());
  }

  private static Stream<String> texts(Document page, String selector) {
    return page.select(selector).stream().map(Element::text);
  }

  private static List<String> names(Stream<String> texts) {
    Map<String, String> names = new LinkedHashMap<>();
    texts
        .map(text -> PlainText.ofHtml(text, 300))
        .flatMap(text -> BETWEEN.splitAsStream(BY.matcher(text).replaceFirst("")))
        .map(name -> BY.matcher(name.strip()).replaceFirst("").strip())
        .map(name -> name.replaceFirst("\\s*\\([\\p{L}.]{2,6}\\)$", ""))
        .filter(name -> name.length() >= 2 && name.length() <= 60 && !NO_NAME.matcher(name).find())
        .filter(
            name -> !Set.of("admin", "null", "undefined", "staff").contains(PageTitle.key(name)))
        .forEach(name -> names.putIfAbsent(PageTitle.key(name), name));
    return names.values().stream().limit(MOST).toList();
  }
}
