package org.paperround.article;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.HttpFetcher;

/// Reads the pages of the portal's own articles: of those that are new, that the feed shows
/// changed, or whose page could not be read so far. A page that cannot be read loses nothing: the
/// feed's entry stands. Thread-safe.
final class PageReader {
  static final int MOST_PAGES = 100;
  static final int MOST_ATTEMPTS = 5;
  private static final Duration TIME_FOR_PAGES = Duration.ofSeconds(60);

  private final HttpFetcher fetcher;

  PageReader(HttpFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /// `complete` unless pages are left for the next poll; new articles among those left are not in
  /// `drafts`, because only their page tells whether they are under embargo.
  record Result(List<ArticleDraft> drafts, boolean complete) {
    Result {
      drafts = List.copyOf(drafts);
    }
  }

  Result read(SourceRow source, List<ArticleDraft> drafts, Known known, Instant now) {
    List<ArticleDraft> read = new ArrayList<>();
    boolean complete = true;
    int pages = 0;
    long end = System.nanoTime() + TIME_FOR_PAGES.toNanos();
    for (ArticleDraft draft : drafts) {
      Optional<StoredArticle> found = known.find(draft);
      Optional<ArticleRow> stored = known.own(found);
      boolean anothers = found.filter(article -> !article.isOf(source)).isPresent();
      if (anothers || !isDue(draft, stored)) {
        read.add(draft);
        continue;
      }
      if (pages++ >= MOST_PAGES || System.nanoTime() > end) {
        complete = false;
        found.ifPresent(_ -> read.add(draft));
        continue;
      }
      ArticleDraft with = readPage(source, draft, stored.orElse(null), now);
      boolean again =
          with.page().outcome() == PageMark.Outcome.FAILED
              && with.page().attempts() < MOST_ATTEMPTS;
      complete &= !again;
      read.add(with);
    }
    return new Result(read, complete);
  }

  private static boolean isDue(ArticleDraft draft, Optional<ArticleRow> stored) {
    return stored
        .map(row ->
            !row.feedHash().equals(draft.feedHash())
                || (row.pageReadAt() == null && row.pageAttempts() < MOST_ATTEMPTS))
        .orElse(true);
  }

  /// The draft with what its page says; fetched conditionally where `stored` was read before.
  ArticleDraft readPage(
      SourceRow source, ArticleDraft draft, @Nullable ArticleRow stored, Instant now) {
    Fetch.Validators last =
        stored == null || stored.pageReadAt() == null
            ? Fetch.Validators.NONE
            : new Fetch.Validators(stored.pageEtag(), stored.pageLastModified());
    return switch (fetcher.get(URI.create(draft.address().url()), last)) {
      case Fetch.Fetched page ->
          ArticlePage.of(page, source)
              .map(article ->
                  article
                      .over(draft, now)
                      .withPage(
                          new PageMark(
                              PageMark.Outcome.READ,
                              now,
                              0,
                              page.validators().etag(),
                              page.validators().lastModified())))
              .orElseGet(() -> failed(draft, stored));
      case Fetch.NotModified _ ->
          draft.withPage(
              new PageMark(PageMark.Outcome.UNCHANGED, now, 0, last.etag(), last.lastModified()));
      case Fetch.Gone _, Fetch.Refused _ -> failed(draft, stored);
    };
  }

  private static ArticleDraft failed(ArticleDraft draft, @Nullable ArticleRow stored) {
    return draft.withPage(
        stored == null
            ? new PageMark(PageMark.Outcome.FAILED, null, 1, null, null)
            : new PageMark(
                PageMark.Outcome.FAILED,
                stored.pageReadAt(),
                stored.pageAttempts() + 1,
                stored.pageEtag(),
                stored.pageLastModified()));
  }
}
