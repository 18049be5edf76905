package org.paperround.article;

import java.time.Instant;

/// An article as its source gives it now, cleaned and dated, before it is compared with what is
/// stored. `feedHash` fingerprints the feed's entry; `page` says whether its page was read too.
record ArticleDraft(
    String externalId,
    CanonicalUrl address,
    ArticleContent content,
    Instant publishedAt,
    Instant updatedAt,
    String feedHash,
    PageMark page) {
  /// What is said to be updated before it was published was updated when it was published.
  ArticleDraft {
    updatedAt = updatedAt.isBefore(publishedAt) ? publishedAt : updatedAt;
  }

  ArticleDraft withContent(ArticleContent changed) {
    return new ArticleDraft(externalId, address, changed, publishedAt, updatedAt, feedHash, page);
  }

  ArticleDraft withPage(PageMark mark) {
    return new ArticleDraft(externalId, address, content, publishedAt, updatedAt, feedHash, mark);
  }

  ArticleDraft withExternalId(String id) {
    return new ArticleDraft(id, address, content, publishedAt, updatedAt, feedHash, page);
  }

  ArticleDraft dated(Instant published, Instant updated) {
    return new ArticleDraft(externalId, address, content, published, updated, feedHash, page);
  }
}
