package org.paperround.article;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.WebAddress;

/// The hub that tells of a feed's news, and the topic under which it does (WebSub, section 4:
/// discovery): from the Link header fields, else from the feed's own links before its first entry.
/// Pure.
record HubOffer(URI hub, URI topic) {
  private static final int FEED_HEAD = 100_000;
  private static final Pattern FIRST_ENTRY = Pattern.compile("<(?:\\w+:)?(?:item|entry)[\\s>]");

  /// RFC 8288 section 3: `<address>; rel="hub"; ...`, separated by commas.
  private static final Pattern LINK = Pattern.compile("<([^<>]{1,2000})>([^<]{0,500})");

  private static final Pattern REL =
      Pattern.compile("(?i);\\s{0,9}rel\\s{0,9}=\\s{0,9}(?:\"([^\"]*)\"|([^\\s;,\"]+))");

  private record Link(String rel, String address) {
    boolean is(String wanted) {
      return Arrays.asList(rel.toLowerCase(Locale.ROOT).strip().split("\\s+")).contains(wanted);
    }
  }

  static Optional<HubOffer> of(Fetch.Fetched feed) {
    List<Link> stated = feed.links().stream().flatMap(HubOffer::parsed).toList();
    return of(stated, feed.location())
        .or(() -> of(inFeed(FeedCharset.decode(feed.body(), feed.contentType())), feed.location()));
  }

  private static Optional<HubOffer> of(List<Link> links, URI base) {
    Optional<URI> hub = first(links, "hub", base);
    Optional<URI> topic = first(links, "self", base);
    return hub.isPresent() && topic.isPresent()
        ? Optional.of(new HubOffer(hub.get(), topic.get()))
        : Optional.empty();
  }

  private static Optional<URI> first(List<Link> links, String rel, URI base) {
    return links.stream()
        .filter(link -> link.is(rel))
        .flatMap(link -> WebAddress.resolve(base, link.address()).stream())
        .findFirst();
  }

  private static Stream<Link> parsed(String field) {
    return LINK.matcher(field)
        .results()
        .map(link -> {
          Matcher rel = REL.matcher(link.group(2));
          String relation = rel.find() ? (rel.group(1) == null ? rel.group(2) : rel.group(1)) : "";
          return new Link(relation, link.group(1));
        });
  }

  private static List<Link> inFeed(String text) {
    String head = text.substring(0, Math.min(text.length(), FEED_HEAD));
    Matcher entry = FIRST_ENTRY.matcher(head);
    String before = entry.find() ? head.substring(0, entry.start()) : head;
    return Jsoup.parse(before, "", Parser.xmlParser()).getAllElements().stream()
        .filter(element -> element.normalName().matches("(?:\\w+:)?link"))
        .map(element -> new Link(element.attr("rel"), element.attr("href")))
        .toList();
  }
}
