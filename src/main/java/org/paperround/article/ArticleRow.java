package org.paperround.article;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An article as the table holds it.
record ArticleRow(
    long id,
    long sourceId,
    long storyId,
    String url,
    String urlKey,
    String externalId,
    String headline,
    String standfirst,
    List<String> keyPoints,
    String body,
    @Nullable String whyItMatters,
    @Nullable String whatItMeans,
    String section,
    List<String> topics,
    @Nullable String byline,
    @Nullable String imageUrl,
    @Nullable String imageAlt,
    @Nullable Integer imageWidth,
    @Nullable Integer imageHeight,
    List<String> related,
    boolean breaking,
    Instant publishedAt,
    Instant updatedAt,
    @Nullable Instant embargoedUntil,
    @Nullable Instant retractedAt,
    int revision,
    String feedHash,
    @Nullable Instant pageReadAt,
    int pageAttempts,
    @Nullable String pageEtag,
    @Nullable String pageLastModified,
    @Nullable Long fingerprint,
    boolean pushed) {

  static ArticleRow of(ArticleDraft draft, long source, long story) {
    ArticleContent content = draft.content();
    ArticleText text = content.text();
    ArticleImage image = content.image();
    PageMark page = draft.page();
    return new ArticleRow(
        0,
        source,
        story,
        draft.address().url(),
        draft.address().key(),
        draft.externalId(),
        text.headline(),
        text.standfirst(),
        text.keyPoints(),
        text.body(),
        text.whyItMatters(),
        text.whatItMeans(),
        content.section(),
        content.topics(),
        content.byline(),
        image == null ? null : image.url(),
        image == null ? null : image.alt(),
        image == null ? null : (Integer) image.width(),
        image == null ? null : (Integer) image.height(),
        content.related(),
        content.breaking(),
        draft.publishedAt(),
        draft.updatedAt(),
        content.embargoedUntil(),
        null,
        1,
        draft.feedHash(),
        page.readAt(),
        page.attempts(),
        page.etag(),
        page.lastModified(),
        Fingerprint.of(text),
        page.outcome() == PageMark.Outcome.PUSHED);
  }

  ArticleText text() {
    return new ArticleText(headline, standfirst, keyPoints, body, whyItMatters, whatItMeans);
  }

  @Nullable ArticleImage image() {
    return imageUrl == null
        ? null
        : new ArticleImage(
            imageUrl,
            imageAlt == null ? "" : imageAlt,
            imageWidth == null ? 0 : imageWidth,
            imageHeight == null ? 0 : imageHeight);
  }

  /// What this row says, as a draft: what an update is laid over.
  ArticleDraft asDraft() {
    return new ArticleDraft(
        externalId,
        new CanonicalUrl(url, urlKey),
        content(),
        publishedAt,
        updatedAt,
        feedHash,
        new PageMark(
            PageMark.Outcome.NOT_ASKED, pageReadAt, pageAttempts, pageEtag, pageLastModified));
  }

  private ArticleContent content() {
    return new ArticleContent(
        text(), section, topics, byline, image(), related, breaking, embargoedUntil);
  }
}
