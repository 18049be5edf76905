package org.paperround.article;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The stored articles that a source's drafts may be: by address first, whoever brought it, else by
/// the source's own id.
record Known(long source, Map<String, StoredArticle> byKey, Map<String, StoredArticle> byId) {
  static Known of(ArticleDao articles, long source, List<ArticleDraft> drafts) {
    Map<String, StoredArticle> byKey = new HashMap<>();
    Map<String, StoredArticle> byId = new HashMap<>();
    List<String> keys = drafts.stream().map(draft -> draft.address().key()).toList();
    List<String> ids = drafts.stream().map(ArticleDraft::externalId).toList();
    for (StoredArticle stored : articles.matching(source, keys, ids)) {
      byKey.put(stored.article().urlKey(), stored);
      if (stored.article().sourceId() == source) {
        byId.put(stored.article().externalId(), stored);
      }
    }
    return new Known(source, byKey, byId);
  }

  Optional<StoredArticle> find(ArticleDraft draft) {
    StoredArticle atAddress = byKey.get(draft.address().key());
    return Optional.ofNullable(atAddress != null ? atAddress : byId.get(draft.externalId()));
  }

  /// What is found, where this source stored it: what another read of a page is not what this one
  /// reads there.
  Optional<ArticleRow> own(Optional<StoredArticle> found) {
    return found.map(StoredArticle::article).filter(row -> row.sourceId() == source);
  }

  /// The source's id for this article, unless another of its articles has that id already. Where
  /// the source gives none, the one it gave before stays. What another source called the article
  /// says nothing in this one's name.
  String freeId(ArticleDraft draft, ArticleRow row) {
    boolean own = row.sourceId() == source;
    if (own && draft.externalId().equals(draft.address().key())) {
      return row.externalId();
    }
    StoredArticle holder = byId.get(draft.externalId());
    if (holder == null || holder.article().id() == row.id()) {
      return draft.externalId();
    }
    return own ? row.externalId() : "article " + row.id();
  }
}
