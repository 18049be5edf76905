package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.Deliveries;
import org.paperround.digest.DigestLinks;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.ReaderLinks;

/// `/archive/SLUG` and `/archive/SLUG/DATE-ID`: what went out, for anybody, as a reader would get
/// it who follows nothing, without its pictures, which are the portal's: nothing personal is in it,
/// and nobody else learns who reads it. What was taken back since is gone from it. For search
/// engines, and with an Atom feed and a site map.
final class ArchivePages {
  private static final int ON_A_PAGE = 50;
  private static final int IN_THE_FEED = 20;
  private static final int IN_THE_MAP = 1_000;
  private static final String FRESH = "public, max-age=300";
  private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-(\\d{1,18})");

  private final Pages pages;
  private final Masthead masthead;
  private final Editions editions;
  private final Deliveries deliveries;
  private final DigestLinks links;
  private final ReaderLinks readerLinks;
  private final URI publicUrl;
  private final Visitor visitor;

  ArchivePages(Pages pages, Masthead masthead, WebServer.Parts parts, Visitor visitor) {
    this.pages = pages;
    this.masthead = masthead;
    this.editions = parts.editions();
    this.deliveries = parts.deliveries();
    this.links = parts.digestLinks();
    this.readerLinks = parts.readerLinks();
    this.publicUrl = parts.publicUrl();
    this.visitor = visitor;
  }

  void register(RoutesConfig routes) {
    routes.get("/archive/{slug}", this::list);
    routes.head("/archive/{slug}", this::list);
    routes.get("/archive/{slug}/feed.atom", this::feed);
    routes.head("/archive/{slug}/feed.atom", this::feed);
    routes.get("/archive/{slug}/{edition}", this::show);
    routes.head("/archive/{slug}/{edition}", this::show);
    routes.get("/sitemap.xml", this::map);
    routes.head("/sitemap.xml", this::map);
    routes.get("/robots.txt", this::robots);
    routes.head("/robots.txt", this::robots);
  }

  private void list(Context ctx) {
    Optional<Newsletter> newsletter = archived(ctx);
    Optional<Instant> before = before(ctx);
    if (newsletter.isEmpty() || before.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = Languages.ofEverybody(ctx, newsletter.get().locale());
    List<Edition> found = editions.published(newsletter.get().id(), before.get(), ON_A_PAGE + 1);
    List<Edition> shown = found.subList(0, Math.min(ON_A_PAGE, found.size()));
    Map<String, Object> values = new HashMap<>();
    values.put("newsletter", newsletter.get());
    values.put("editions", entries(newsletter.get(), shown, locale));
    values.put("canonical", links.archiveUrl(newsletter.get()));
    values.put("older", found.size() > ON_A_PAGE ? "?before=" + shown.getLast().cutOff() : "");
    publish(ctx);
    pages.show(ctx, 200, "archive", locale, values);
  }

  private void show(Context ctx) {
    Optional<Newsletter> newsletter = archived(ctx);
    Optional<Edition> edition = newsletter.flatMap(offer -> edition(ctx, offer));
    if (edition.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = Languages.ofEverybody(ctx, newsletter.get().locale());
    List<StoryView> stories =
        deliveries.everybodys(edition.get()).stream().map(card -> story(card, locale)).toList();
    publish(ctx);
    pages.show(
        ctx,
        200,
        "edition",
        locale,
        Map.of(
            "newsletter", newsletter.get(),
            "canonical", links.archiveUrl(newsletter.get(), edition.get()),
            "language", newsletter.get().locale().getLanguage(),
            "date", Languages.fullDate(edition.get().date(), locale),
            "intro", edition.get().words().introParagraphs(),
            "stories", stories));
  }

  private void feed(Context ctx) {
    Optional<Newsletter> newsletter = archived(ctx);
    if (newsletter.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = newsletter.get().locale();
    List<Entry> entries =
        entries(
            newsletter.get(),
            editions.published(newsletter.get().id(), visitor.now(), IN_THE_FEED),
            locale);
    publish(ctx);
    ctx.contentType("application/atom+xml; charset=utf-8")
        .result(
            ArchiveXml.feed(
                newsletter.get(), links.archiveUrl(newsletter.get()), entries, visitor.now()));
  }

  private void map(Context ctx) {
    List<ArchiveXml.Page> all = new ArrayList<>();
    for (Newsletter newsletter : masthead.active()) {
      all.add(new ArchiveXml.Page(readerLinks.signUpUrl(newsletter), null));
      if (newsletter.archive()) {
        editions.published(newsletter.id(), visitor.now(), IN_THE_MAP).stream()
            .map(edition ->
                new ArchiveXml.Page(links.archiveUrl(newsletter, edition), edition.date()))
            .forEach(all::add);
      }
    }
    publish(ctx);
    ctx.contentType("application/xml; charset=utf-8").result(ArchiveXml.map(all));
  }

  /// Readers' own pages are kept out by their header, too, for who followed a link.
  private void robots(Context ctx) {
    publish(ctx);
    ctx.contentType("text/plain; charset=utf-8")
        .result(
            "User-agent: *\nDisallow: /p/\nDisallow: /u/\nDisallow: /c/\nDisallow: /k/\n"
                + "Disallow: /a/\nDisallow: /v/\nDisallow: /r/\nDisallow: /api/\nSitemap: "
                + publicUrl
                + "/sitemap.xml"
                + "\n");
  }

  /// Not personal: may be found, and kept for a while.
  private static void publish(Context ctx) {
    Pages.letBeFound(ctx);
    ctx.header("Cache-Control", FRESH);
  }

  private Optional<Newsletter> archived(Context ctx) {
    return masthead.find(ctx.pathParam("slug")).filter(Newsletter::archive);
  }

  private Optional<Instant> before(Context ctx) {
    String before = ctx.queryParam("before");
    try {
      Instant wanted = before == null ? visitor.now() : Instant.parse(before);
      return Optional.of(wanted)
          .filter(instant -> instant.isAfter(Instant.EPOCH) && !instant.isAfter(visitor.now()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Edition> edition(Context ctx, Newsletter newsletter) {
    Matcher name = NAME.matcher(ctx.pathParam("edition"));
    return name.matches() && Long.parseLong(name.group(2)) > 0
        ? editions
            .find(new EditionId(Long.parseLong(name.group(2))))
            .filter(found -> found.newsletter().equals(newsletter.id()) && !found.isLetter())
            .filter(found -> found.date().toString().equals(name.group(1)))
            .filter(found -> found.state().isPublished())
        : Optional.empty();
  }

  private List<Entry> entries(Newsletter newsletter, List<Edition> found, Locale locale) {
    Map<EditionId, List<String>> headlines =
        editions.headlines(found.stream().map(Edition::id).toList());
    return found.stream()
        .map(edition ->
            entry(newsletter, edition, headlines.getOrDefault(edition.id(), List.of()), locale))
        .toList();
  }

  private Entry entry(
      Newsletter newsletter, Edition edition, List<String> headlines, Locale locale) {
    String url = links.archiveUrl(newsletter, edition);
    return new Entry(
        url,
        URI.create(url).getRawPath(),
        newsletter.name() + ", " + Languages.fullDate(edition.date(), locale),
        Languages.fullDate(edition.date(), locale),
        edition.cutOff(),
        headlines);
  }

  private StoryView story(Card card, Locale locale) {
    CardContent content = card.content();
    return new StoryView(
        content.url(),
        content.headline(),
        content.standfirst(),
        content.keyPoints(),
        text(content.whyItMatters()),
        text(content.whatItMeans()),
        pages.section(locale, card.section()),
        pages.text(locale, "digest.reading", content.shownMinutes()),
        content.breaking());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// One edition in a list: its page, as others link to it and as ours do, and what is on it.
  record Entry(
      String url, String path, String title, String date, Instant cutOff, List<String> headlines) {
    Entry {
      headlines = List.copyOf(headlines);
    }
  }

  record StoryView(
      String url,
      String headline,
      String standfirst,
      List<String> keyPoints,
      String why,
      String means,
      String section,
      String reading,
      boolean breaking) {
    StoryView {
      keyPoints = List.copyOf(keyPoints);
    }
  }
}
