package org.paperround.article;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.paperround.platform.http.Fetch;

/// Says of what one trial fetched what would be taken and what would not, and why. For one trial.
final class TrialReading {
  private static final int SHOWN = 20;
  private static final int PAGES = 5;

  private final SourceRow source;
  private final SourceTrials.Fetching fetching;
  private final BiFunction<SourceRow, List<ArticleDraft>, Known> knowing;
  private final Instant now;
  private final List<SourceTrial.Entry> taken = new ArrayList<>();
  private final List<SourceTrial.Entry> refused = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int pages;

  TrialReading(
      SourceRow source,
      SourceTrials.Fetching fetching,
      BiFunction<SourceRow, List<ArticleDraft>, Known> knowing,
      Instant now) {
    this.source = source;
    this.fetching = fetching;
    this.knowing = knowing;
    this.now = now;
  }

  SourceTrial feed(ParsedFeed.Feed feed, URI location) {
    Drafts making = new Drafts(source, location, now);
    List<FeedEntry> all = feed.entries();
    List<FeedEntry> entries = all.subList(0, Math.min(all.size(), Drafts.MOST_ENTRIES));
    for (FeedEntry entry : entries) {
      making.objection(entry).ifPresent(why -> refused.add(entry(entry, why)));
    }
    List<ArticleDraft> drafts = newestFirst(making.of(entries));
    counted(all.size(), entries.size(), drafts.size());
    Known known = knowing.apply(source, drafts);
    for (ArticleDraft draft : drafts) {
      judge(draft, known);
    }
    if (pages == PAGES && drafts.size() > PAGES) {
      notes.add("Of its articles' own pages the first " + PAGES + " were read for this.");
    }
    return new SourceTrial.Read(
        feed.title(), first(taken), taken.size(), first(refused), refused.size(), notes);
  }

  private void counted(int all, int read, int articles) {
    if (all == 0) {
      notes.add("It has no entries at present.");
    }
    if (all > read) {
      notes.add("Only the first " + read + " of its " + all + " entries are read.");
    }
    int twice = read - refused.size() - articles;
    if (twice > 0) {
      notes.add(
          "Entries that have the address of another entry: "
              + twice
              + ". Of those with one address the latest counts.");
    }
  }

  private void judge(ArticleDraft draft, Known known) {
    Optional<String> objection = objection(draft, known);
    if (objection.isPresent()) {
      refused.add(entry(draft, objection.get()));
    } else if (source.ownPortal() && pages < PAGES && !fetching.isOver()) {
      withPage(draft, known);
    } else {
      taken.add(entry(draft, note(draft, known)));
    }
  }

  /// Of the portal's own articles the page is read as well.
  private void withPage(ArticleDraft draft, Known known) {
    pages++;
    switch (fetching.get(URI.create(draft.address().url()))) {
      case Fetch.Fetched page -> {
        Optional<ArticlePage> article = ArticlePage.of(page, source);
        ArticleDraft read = article.map(found -> found.over(draft, now)).orElse(draft);
        taken.add(entry(read, article.isEmpty() ? unread("") : note(read, known)));
      }
      case Fetch.Refused why -> taken.add(entry(draft, unread(why.sentence())));
      case Fetch.Gone _, Fetch.NotModified _ -> taken.add(entry(draft, unread("")));
    }
  }

  private static String unread(String why) {
    return ("Its page cannot be read as an article, so the feed's words stand. " + why).strip();
  }

  SourceTrial page(Fetch.Fetched list) {
    List<CanonicalUrl> links = PageList.links(list, source.settings().linkSelector());
    if (links.isEmpty()) {
      return new SourceTrial.Failed(SourceAdvice.NO_LINKS);
    }
    List<ArticleDraft> skeletons = ListedArticles.skeletons(source, links, now);
    Known known = knowing.apply(source, skeletons);
    for (ArticleDraft skeleton : skeletons) {
      if (pages == PAGES || fetching.isOver()) {
        break;
      }
      listed(skeleton, known);
    }
    notes.add(
        "It links to "
            + (links.size() == 1 ? "one page" : links.size() + " pages")
            + " of its own site; "
            + (pages == links.size() ? "all of them were read." : pages + " were read for this."));
    if (taken.isEmpty()) {
      notes.add(SourceAdvice.NO_ARTICLES);
    }
    return new SourceTrial.Read("", taken, taken.size(), refused, refused.size(), notes);
  }

  private void listed(ArticleDraft skeleton, Known known) {
    Optional<String> objection = objection(skeleton, known);
    if (objection.isPresent()) {
      refused.add(entry(skeleton, objection.get()));
      return;
    }
    pages++;
    switch (fetching.get(URI.create(skeleton.address().url()))) {
      case Fetch.Fetched page -> {
        Optional<ArticleDraft> article =
            ArticlePage.of(page, source)
                .map(found -> found.over(skeleton, now))
                .filter(draft -> !draft.content().text().headline().isEmpty());
        article.ifPresentOrElse(
            draft -> taken.add(entry(draft, note(draft, known))),
            () -> refused.add(entry(skeleton, SourceAdvice.NO_ARTICLE)));
      }
      case Fetch.Refused why -> refused.add(entry(skeleton, SourceAdvice.of(why)));
      case Fetch.Gone _ -> refused.add(entry(skeleton, "It is gone for good (410)."));
      case Fetch.NotModified _ -> refused.add(entry(skeleton, "The server says 304, unasked."));
    }
  }

  /// Why what is stored keeps this article out.
  private Optional<String> objection(ArticleDraft draft, Known known) {
    Optional<StoredArticle> stored = known.find(draft);
    if (stored.filter(article -> !article.isOf(source)).isPresent()) {
      return Optional.of(
          "It is an article of another source already, and stays so: "
              + stored.get().owner()
              + ".");
    }
    return stored.filter(article -> article.article().retractedAt() != null).isPresent()
        ? Optional.of("It was taken back here, and stays away.")
        : Optional.empty();
  }

  private String note(ArticleDraft draft, Known known) {
    List<String> said = new ArrayList<>();
    if (known.find(draft).isPresent()) {
      said.add("It is stored already.");
    }
    if (draft.publishedAt().equals(now)) {
      said.add("Its date is missing or cannot be right: the time of reading stands for it.");
    }
    Instant embargo = draft.content().embargoedUntil();
    if (embargo != null && embargo.isAfter(now)) {
      said.add("It is under embargo until " + embargo + ".");
    }
    return String.join(" ", said);
  }

  private static List<ArticleDraft> newestFirst(List<ArticleDraft> drafts) {
    return drafts.stream()
        .sorted(Comparator.comparing(ArticleDraft::publishedAt).reversed())
        .toList();
  }

  private static List<SourceTrial.Entry> first(List<SourceTrial.Entry> entries) {
    return entries.subList(0, Math.min(entries.size(), SHOWN));
  }

  private static SourceTrial.Entry entry(ArticleDraft draft, String note) {
    String headline = draft.content().text().headline();
    return new SourceTrial.Entry(
        headline.isEmpty() ? draft.address().url() : headline,
        draft.address().url(),
        headline.isEmpty() ? null : draft.publishedAt(),
        draft.content().section(),
        note);
  }

  private static SourceTrial.Entry entry(FeedEntry entry, String why) {
    return new SourceTrial.Entry(
        entry.headline(),
        PlainText.line(Objects.requireNonNullElse(entry.link(), ""), 300),
        entry.published(),
        "",
        why);
  }
}
