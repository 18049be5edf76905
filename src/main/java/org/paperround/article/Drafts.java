package org.paperround.article;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.http.WebAddress;

/// Makes article drafts of feed entries: links resolved, texts cleaned and cut, dates believed only
/// as far as they make sense. Pure.
final class Drafts {
  private static final Instant FIRST_NEWS_SITES = Instant.parse("1995-01-01T00:00:00Z");

  /// Of a feed; what comes later is not read.
  static final int MOST_ENTRIES = 1_000;

  private static final int LONG_SUMMARY = 700;

  /// As much of a hash as tells entries apart.
  static final int HASH_BYTES = 16;

  private final SourceRow source;
  private final SectionMap sections;
  private final URI base;
  private final Instant now;

  /// `base` is where the feed was found; `now` the latest date an article may have.
  Drafts(SourceRow source, URI base, Instant now) {
    this.source = source;
    this.sections = source.settings().sections();
    this.base = base;
    this.now = now;
  }

  /// One draft per article, oldest first, so that stories grow in the order of events. Entries
  /// without a usable link or any words are left out, and those after the thousandth; of two with
  /// one address the later one in time stays.
  List<ArticleDraft> of(List<FeedEntry> entries) {
    Map<String, ArticleDraft> byKey = new LinkedHashMap<>();
    for (FeedEntry entry : entries.subList(0, Math.min(entries.size(), MOST_ENTRIES))) {
      draft(entry)
          .ifPresent(draft ->
              byKey.merge(
                  draft.address().key(),
                  draft,
                  (one, other) -> other.updatedAt().isAfter(one.updatedAt()) ? other : one));
    }
    Map<String, Long> ids =
        byKey.values().stream()
            .collect(Collectors.groupingBy(ArticleDraft::externalId, Collectors.counting()));
    return byKey.values().stream()
        // Some feeds give every entry one guid: then the address has to tell them apart.
        .map(draft ->
            ids.getOrDefault(draft.externalId(), 1L) == 1
                ? draft
                : draft.withExternalId(draft.address().key()))
        .sorted(Comparator.comparing(ArticleDraft::publishedAt))
        .toList();
  }

  /// Why this entry is left out whatever else is in the feed, in a sentence; empty when it is not.
  Optional<String> objection(FeedEntry entry) {
    if (link(entry).isEmpty()) {
      return Optional.of("It has no link to a page on the web.");
    }
    return text(entry).headline().isEmpty()
        ? Optional.of("It has no headline, nor other words.")
        : Optional.empty();
  }

  private Optional<ArticleDraft> draft(FeedEntry entry) {
    Optional<URI> link = link(entry);
    ArticleText text = text(entry);
    if (link.isEmpty() || text.headline().isEmpty()) {
      return Optional.empty();
    }
    CanonicalUrl address = CanonicalUrl.of(link.get());
    Instant published = date(entry.published(), entry.updated());
    Instant updated = date(entry.updated(), published);
    ArticleContent content =
        new ArticleContent(
            text,
            sections.of(entry.categories(), link.get(), source.defaultSection()),
            topics(entry.categories()),
            byline(entry.author()),
            entry.image(),
            List.of(),
            false,
            null);
    return Optional.of(
        new ArticleDraft(
            externalId(entry.guid(), address),
            address,
            content,
            published,
            updated,
            fingerprint(entry),
            PageMark.NOT_ASKED));
  }

  private Optional<URI> link(FeedEntry entry) {
    Optional<URI> link =
        Optional.ofNullable(entry.link()).flatMap(text -> WebAddress.resolve(base, text));
    return link.isPresent() ? link : Optional.ofNullable(entry.guid()).flatMap(WebAddress::parse);
  }

  /// A guid that is an address is compared as one: BBC's `...#0` counts editions of one article.
  /// Without a guid the address stands for it.
  static String externalId(@Nullable String guid, CanonicalUrl address) {
    if (guid == null) {
      return address.key();
    }
    String id = WebAddress.parse(guid).map(uri -> CanonicalUrl.of(uri).key()).orElse(guid);
    return id.length() <= 500 ? id : Sha256.hex(id, HASH_BYTES);
  }

  private static ArticleText text(FeedEntry entry) {
    String headline = entry.headline();
    boolean summaryIsBody = entry.content().isBlank() && entry.summary().length() > LONG_SUMMARY;
    String body =
        PlainText.paragraphs(
            summaryIsBody ? entry.summary() : entry.content(), ArticleText.MAX_BODY);
    String standfirst = PlainText.ofHtml(entry.summary(), ArticleText.MAX_STANDFIRST);
    if (standfirst.isEmpty() && !body.isEmpty()) {
      standfirst = PlainText.line(body, ArticleText.MAX_STANDFIRST);
    }
    if (headline.isEmpty()) {
      headline = PlainText.line(standfirst, 100);
    }
    return new ArticleText(
        headline, ArticleText.standfirst(standfirst, headline), List.of(), body, null, null);
  }

  /// Not in the future, not before news was on the web: feeds hold 1970 and 2038 by mistake.
  private Instant date(@Nullable Instant stated, @Nullable Instant otherwise) {
    Instant date = stated != null ? stated : otherwise != null ? otherwise : now;
    return clamp(date, now);
  }

  static Instant clamp(Instant date, Instant now) {
    return date.isAfter(now) || date.isBefore(FIRST_NEWS_SITES) ? now : date;
  }

  static List<String> topics(List<String> names) {
    Map<String, String> distinct = new LinkedHashMap<>();
    for (String name : names) {
      String topic = PlainText.ofHtml(name, 80);
      if (!topic.isEmpty() && !topic.endsWith("…") && !topic.contains("/")) {
        distinct.putIfAbsent(topic.toLowerCase(Locale.ROOT), topic);
      }
    }
    return distinct.values().stream().limit(ArticleContent.MAX_TOPICS).toList();
  }

  static @Nullable String byline(@Nullable String author) {
    String byline = author == null ? "" : PlainText.ofHtml(author, 120);
    // RSS 2.0 wants an address here: "news@example.com (Jo Bloggs)". An address is not for readers.
    String name = byline.replaceAll("\\S+@\\S+", "").replaceAll("^\\s*\\((.*)\\)\\s*$", "$1");
    name = name.replaceFirst("(?i)^by\\s+", "").strip();
    return name.isEmpty() ? null : name;
  }

  private static String fingerprint(FeedEntry entry) {
    return Sha256.hex(entry.toString(), HASH_BYTES);
  }
}
