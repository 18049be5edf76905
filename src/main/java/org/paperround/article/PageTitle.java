package org.paperround.article;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.paperround.platform.http.WebAddress;

/// A page's headline, chosen among what its structured data, its meta elements and its visible
/// heading say: what another of them confirms, in most of its words, without the name of the site
/// behind it. Structured data go first: they say which text is the headline. Pure.
final class PageTitle {
  private static final Pattern SITE = Pattern.compile("\\s+[|–—•·:-]{1,2}\\s+(?=[^|–—•·]{2,40}$)");
  private static final double LIKE = 0.5;

  private PageTitle() {}

  /// Empty when the page has none. `structured` is what the structured data say, best first.
  static String of(Document page, Stream<String> structured) {
    List<String> data = clean(structured, page);
    List<String> meta =
        clean(
            Stream.concat(
                PageMeta.values(page, "og:title", "twitter:title", "parsely-title", "dc.title"),
                Stream.of(page.title())),
            page);
    List<String> headings =
        page.select("h1").stream()
            .limit(20)
            .map(PageTitle::words)
            .filter(text -> !text.isEmpty())
            .toList();
    List<String> visible = Stream.concat(headings.stream(), meta.stream()).toList();
    return mostLike(data, visible)
        .or(() -> mostLike(meta, headings))
        .or(() -> Stream.of(data, meta, headings).flatMap(List::stream).findFirst())
        .orElse("");
  }

  private static List<String> clean(Stream<String> texts, Document page) {
    return texts
        .map(text -> PlainText.ofHtml(text, ArticleText.MAX_HEADLINE))
        .map(text -> withoutSite(text, page))
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
  }

  /// The one of `stated` that is most like one of `witnesses`, if it is like it at all.
  private static Optional<String> mostLike(List<String> stated, List<String> witnesses) {
    return stated.stream()
        .filter(text -> likeness(text, witnesses) >= LIKE)
        .max(Comparator.comparingDouble(text -> likeness(text, witnesses)));
  }

  private static double likeness(String text, List<String> witnesses) {
    return witnesses.stream().mapToDouble(witness -> likeness(text, witness)).max().orElse(0);
  }

  private static double likeness(String one, String other) {
    Set<String> left = new LinkedHashSet<>(Arrays.asList(key(one).split(" ")));
    Set<String> right = new LinkedHashSet<>(Arrays.asList(key(other).split(" ")));
    long shared = left.stream().filter(right::contains).count();
    return (double) shared / (left.size() + right.size() - shared);
  }

  /// Without the name of the site at the end, when it is the site's.
  private static String withoutSite(String text, Document page) {
    Matcher end = SITE.matcher(text);
    int cut = -1;
    while (end.find()) {
      cut = isSite(text.substring(end.end()), page) ? end.start() : cut;
    }
    return cut > 0 ? text.substring(0, cut).strip() : text;
  }

  private static boolean isSite(String name, Document page) {
    String key = key(name).replace(" ", "");
    String host =
        WebAddress.parse(page.location())
            .map(address -> String.valueOf(address.getHost()).replaceAll("[^a-z0-9]", ""))
            .orElse("");
    return PageMeta.values(page, "og:site_name", "application-name", "twitter:site", "publisher")
            .map(site -> key(site).replace(" ", ""))
            .anyMatch(site -> !site.isEmpty() && (site.contains(key) || key.contains(site)))
        || (!key.isEmpty() && host.contains(key));
  }

  private static String words(Element heading) {
    Element copy = heading.clone();
    copy.select("script, style, svg, button").remove();
    return PlainText.line(copy.text(), ArticleText.MAX_HEADLINE);
  }

  /// For comparing: letters and digits alone.
  static String key(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replace("\u00ad", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
        .strip();
  }
}
