package org.paperround.article;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.http.WebAddress;

/// One article as it is pushed (docs/reference/push-api.md): made into a draft by the rules that
/// hold for feeds, or refused with its problems. Pure.
sealed interface PushedArticle {
  record Good(ArticleDraft draft) implements PushedArticle {}

  record Bad(PushOutcome.Refused refusal) implements PushedArticle {}

  Set<String> FIELDS =
      Set.of(
          "url",
          "externalId",
          "headline",
          "standfirst",
          "keyPoints",
          "body",
          "whyItMatters",
          "whatItMeans",
          "section",
          "topics",
          "byline",
          "image",
          "related",
          "breaking",
          "publishedAt",
          "updatedAt",
          "embargoedUntil");
  Set<String> IMAGE_FIELDS = Set.of("url", "alt", "width", "height");
  int MAX_ID = 500;

  static PushedArticle of(JsonNode object, SourceRow source, Instant now) {
    PushedFields fields = PushedFields.of(object);
    if (!fields.areInOrder()) {
      return new Bad(fields.refusal());
    }
    URI address = address(fields);
    String id = externalId(fields);
    ArticleText text = text(fields);
    ArticleContent content = content(fields, text, address, source);
    Instant updated = date(fields.time("updatedAt"), now, now);
    Instant published = date(fields.time("publishedAt"), updated, now);
    fields.knowOnly(FIELDS);
    if (!fields.areInOrder() || address == null) {
      return new Bad(fields.refusal());
    }
    CanonicalUrl canonical = CanonicalUrl.of(address);
    return new Good(
        new ArticleDraft(
            Drafts.externalId(id, canonical),
            canonical,
            content,
            published,
            updated,
            Sha256.hex(object.toString(), Drafts.HASH_BYTES),
            new PageMark(PageMark.Outcome.PUSHED, now, 0, null, null)));
  }

  private static @Nullable URI address(PushedFields fields) {
    if (!fields.has("url")) {
      fields.complain("url", "is missing: the address at which readers find the article");
    }
    return fields.address("url");
  }

  private static @Nullable String externalId(PushedFields fields) {
    String id = fields.raw("externalId");
    if (id != null && !isId(id)) {
      fields.complain(
          "externalId", "must have 1 to " + MAX_ID + " characters and no line ends or controls");
    }
    return id;
  }

  private static boolean isId(String id) {
    return !id.isEmpty() && id.equals(PlainText.line(id, MAX_ID));
  }

  private static ArticleText text(PushedFields fields) {
    String headline = fields.line("headline", ArticleText.MAX_HEADLINE);
    if (headline.isEmpty() && !fields.isComplainedOf("headline")) {
      fields.complain("headline", "is missing, or has no words");
    }
    String standfirst = fields.line("standfirst", ArticleText.MAX_STANDFIRST);
    return new ArticleText(
        headline,
        ArticleText.standfirst(standfirst, headline),
        fields.lines("keyPoints", ArticleText.MAX_POINTS, ArticleText.MAX_POINT),
        fields.paragraphs("body", ArticleText.MAX_BODY),
        orNull(fields.line("whyItMatters", ArticleText.MAX_CONTEXT)),
        orNull(fields.line("whatItMeans", ArticleText.MAX_CONTEXT)));
  }

  private static ArticleContent content(
      PushedFields fields, ArticleText text, @Nullable URI address, SourceRow source) {
    return new ArticleContent(
        text,
        section(fields, address, source),
        Drafts.topics(fields.lines("topics", ArticleContent.MAX_TOPICS, 80)),
        Drafts.byline(fields.line("byline", 120)),
        fields.within("image").map(PushedArticle::image).orElse(null),
        related(fields),
        // Only the portal itself may set off an alert.
        fields.flag("breaking") && source.ownPortal(),
        fields.time("embargoedUntil"));
  }

  private static List<String> related(PushedFields fields) {
    return fields.addresses("related", ArticleContent.MAX_RELATED).stream()
        .map(address -> CanonicalUrl.of(address).url())
        .distinct()
        .toList();
  }

  private static @Nullable ArticleImage image(PushedFields fields) {
    fields.knowOnly(IMAGE_FIELDS);
    String url = fields.raw("url");
    String alt = fields.line("alt", 300);
    int width = fields.pixels("width");
    int height = fields.pixels("height");
    ArticleImage image = FeedImages.image(url, alt, width, height).orElse(null);
    if (image == null) {
      fields.complain("url", "must be an absolute https address: mails show no other pictures");
    }
    return image;
  }

  /// As the source's pages: a section that is named is kept under its own name.
  private static String section(PushedFields fields, @Nullable URI address, SourceRow source) {
    SectionMap sections = source.settings().sections();
    String named = Sections.slug(fields.line("section", 80));
    if (!named.isEmpty()) {
      return sections.mapped(named);
    }
    return address == null
        ? source.defaultSection()
        : sections.of(List.of(), address, source.defaultSection());
  }

  private static Instant date(@Nullable Instant stated, Instant otherwise, Instant now) {
    return stated == null ? otherwise : Drafts.clamp(stated, now);
  }

  /// The id under which an article's own name for itself is stored, as [Drafts] would; nothing when
  /// no database can hold it.
  static @Nullable String storedId(String id) {
    return id.indexOf(0) < 0 ? Drafts.externalId(id, new CanonicalUrl("", "")) : null;
  }

  /// The key of an address, or nothing when it is none.
  static @Nullable String storedKey(String url) {
    return WebAddress.parse(url).map(address -> CanonicalUrl.of(address).key()).orElse(null);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
