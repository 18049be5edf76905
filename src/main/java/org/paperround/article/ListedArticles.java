package org.paperround.article;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads the articles that a page lists, each from its own page: the new ones, and those we know
/// again after a while where the server can say that nothing changed. Few at a time. Thread-safe.
final class ListedArticles {
  static final int MOST_NEW = 20;
  static final int MOST_AGAIN = 20;
  private static final Duration AGAIN_AFTER = Duration.ofHours(1);
  private static final Duration STILL_NEWS = Duration.ofDays(2);
  private static final Duration NO_ARTICLE_FOR = Duration.ofHours(12);
  private static final Duration TIME_FOR_PAGES = Duration.ofSeconds(60);

  private final PageReader pages;

  /// Until when a page that was no article, or could not be read, is left alone. Forgotten when the
  /// process ends: then it is looked at once more.
  private final Cache<Left, Instant> leftAlone = Caffeine.newBuilder().maximumSize(20_000).build();

  /// A page as this source reads it with these settings: with others it may be an article.
  private record Left(long source, SourceSettings settings, String address) {
    static Left of(SourceRow source, ArticleDraft skeleton) {
      return new Left(source.id(), source.settings(), skeleton.address().key());
    }
  }

  ListedArticles(PageReader pages) {
    this.pages = pages;
  }

  /// `drafts`: what was read, oldest first; `articles`: how many of the links are articles that we
  /// know now.
  record Result(List<ArticleDraft> drafts, int articles) {
    Result {
      drafts = List.copyOf(drafts);
    }
  }

  /// What each link is before its page is read: nothing but its address.
  static List<ArticleDraft> skeletons(SourceRow source, List<CanonicalUrl> links, Instant now) {
    return links.stream().map(address -> skeleton(source, address, now)).toList();
  }

  private static ArticleDraft skeleton(SourceRow source, CanonicalUrl address, Instant now) {
    String section =
        source
            .settings()
            .sections()
            .of(List.of(), URI.create(address.url()), source.defaultSection());
    ArticleText nothing = new ArticleText("", "", List.of(), "", null, null);
    return new ArticleDraft(
        Drafts.externalId(null, address),
        address,
        new ArticleContent(nothing, section, List.of(), null, null, List.of(), false, null),
        now,
        now,
        "listed",
        PageMark.NOT_ASKED);
  }

  Result read(SourceRow source, List<ArticleDraft> skeletons, Known known, Instant now) {
    List<ArticleDraft> read = new ArrayList<>();
    int fresh = 0;
    int again = 0;
    int articles = 0;
    long end = System.nanoTime() + TIME_FOR_PAGES.toNanos();
    for (ArticleDraft skeleton : skeletons) {
      Optional<StoredArticle> found = known.find(skeleton);
      Optional<ArticleRow> stored = known.own(found);
      articles += found.isPresent() ? 1 : 0;
      boolean anothers = found.filter(article -> !article.isOf(source)).isPresent();
      if (anothers || !isDue(source, skeleton, stored, now) || System.nanoTime() > end) {
        continue;
      }
      if (stored.isPresent() ? again++ >= MOST_AGAIN : fresh++ >= MOST_NEW) {
        continue;
      }
      Optional<ArticleDraft> draft = page(source, skeleton, stored, now);
      draft.ifPresent(read::add);
      articles += found.isEmpty() && draft.isPresent() ? 1 : 0;
    }
    read.sort(Comparator.comparing(ArticleDraft::publishedAt));
    return new Result(read, articles);
  }

  private boolean isDue(
      SourceRow source, ArticleDraft skeleton, Optional<ArticleRow> stored, Instant now) {
    Instant until = leftAlone.getIfPresent(Left.of(source, skeleton));
    if (until != null && until.isAfter(now)) {
      return false;
    }
    return stored
        .map(row ->
            row.pageReadAt() == null
                || (canBeAsked(row)
                    && row.pageReadAt().isBefore(now.minus(AGAIN_AFTER))
                    && row.publishedAt().isAfter(now.minus(STILL_NEWS))))
        .orElse(true);
  }

  private static boolean canBeAsked(ArticleRow row) {
    return row.pageEtag() != null || row.pageLastModified() != null;
  }

  private Optional<ArticleDraft> page(
      SourceRow source, ArticleDraft skeleton, Optional<ArticleRow> stored, Instant now) {
    ArticleDraft before = stored.map(ArticleRow::asDraft).orElse(skeleton);
    ArticleDraft draft = pages.readPage(source, before, stored.orElse(null), now);
    boolean readable =
        draft.page().outcome() != PageMark.Outcome.FAILED
            && !draft.content().text().headline().isEmpty();
    if (!readable) {
      leftAlone.put(Left.of(source, skeleton), now.plus(NO_ARTICLE_FOR));
    }
    return readable ? Optional.of(draft) : Optional.empty();
  }
}
