package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;

/// Stores drafts: updates the articles we have, inserts the new ones and joins them to stories.
/// Thread-safe; one call at a time, in this process by a lock, between nodes by the database's.
final class ArticleStore {
  /// An article older than this is history: it gets a story of its own and joins none.
  private static final Duration FRESH = Duration.ofDays(4);

  private final Database database;
  private final StoryIndex index = new StoryIndex();
  private final ReentrantLock lock = new ReentrantLock();

  ArticleStore(Database database) {
    this.database = database;
  }

  /// What storing brought; `fates` go with the drafts.
  record Stored(int articles, int stories, List<Fate> fates) {
    static final Stored NOTHING = new Stored(0, 0, List.of());

    Stored {
      fates = List.copyOf(fates);
    }
  }

  /// What became of a draft: stored in three ways, or left: an older version than ours, taken back
  /// before, an article of another source, or once more what another draft of the batch is.
  enum Fate {
    CREATED,
    UPDATED,
    UNCHANGED,
    OLDER,
    TAKEN_BACK,
    OF_ANOTHER,
    TWICE
  }

  /// Stores `drafts` of `source`, in their order, and calls `bookkeeping` in the same transaction.
  Stored store(
      SourceRow source, List<ArticleDraft> drafts, Instant now, Consumer<Handle> bookkeeping) {
    return alone(handle -> {
      Stored stored =
          drafts.isEmpty() ? Stored.NOTHING : new Round(handle, source, now).store(drafts);
      bookkeeping.accept(handle);
      return stored;
    });
  }

  /// Looks at the stories of the last days as a whole ([StoryConsolidation]); returns how many
  /// articles are in another story now. What an editor took back is left alone.
  int consolidate(Instant now) {
    return alone(handle -> {
      StoryDao stories = handle.attach(StoryDao.class);
      stories.lock();
      ArticleDao articles = handle.attach(ArticleDao.class);
      refresh(articles, now.minus(StoryIndex.REACH));
      Set<Long> present =
          index.founders(now.minus(StoryConsolidation.WINDOW), now).stream()
              .map(StoryIndex.Placed::story)
              .collect(Collectors.toSet());
      StoryMoves moves = new StoryMoves(articles, stories, now);
      StoryConsolidation.Outcome look =
          StoryConsolidation.of(
              index,
              now,
              stories.takenBack(present),
              StoryOrders.of(handle.attach(StoryOrderDao.class).named(present)));
      List<Long> found = look.groups().stream().map(moves::move).toList();
      int moved = moves.finish();
      articles.outSince(now.minus(StoryConsolidation.WINDOW), now).forEach(moves::date);
      StoryKinDao kin = handle.attach(StoryKinDao.class);
      kin.forget(Set.copyOf(found));
      kin.add(StoryKin.of(found, look.kin()));
      kin.forgetBefore(now.minus(StoryKin.LASTS));
      if (moved > 0) {
        Wakeups.announce(handle, "article");
      }
      return moved;
    });
  }

  /// One call at a time, in a transaction.
  private <T> T alone(HandleCallback<T, RuntimeException> work) {
    lock.lock();
    try {
      return database.inTransaction(work);
    } catch (RuntimeException e) {
      // The index may know articles that were rolled back.
      index.clear();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /// Brings the index up to what all nodes have committed.
  private void refresh(ArticleDao articles, Instant from) {
    if (index.isWorn()) {
      index.clear();
    }
    Map<Long, ArticleDao.Placed> missing = new HashMap<>();
    Set<Long> gone = new HashSet<>(index.articles());
    for (ArticleDao.Placed article : articles.placedSince(from)) {
      gone.remove(article.id());
      if (!index.knows(article.id(), article.storyId(), article.revision())) {
        missing.put(article.id(), article);
      }
    }
    gone.forEach(index::remove);
    List<ArticleDao.Words> words = articles.words(missing.keySet().stream().sorted().toList());
    List<StoryVector> texts = index.read(words.stream().map(ArticleDao.Words::text).toList());
    for (int i = 0; i < texts.size(); i++) {
      ArticleDao.Placed at = Objects.requireNonNull(missing.get(words.get(i).id()));
      index.add(
          new StoryIndex.Article(
              at.id(), at.storyId(), at.revision(), at.publishedAt(), texts.get(i)));
    }
  }

  /// One transaction's work.
  private final class Round {
    private final ArticleDao articles;
    private final StoryDao stories;
    private final Handle handle;
    private final SourceRow source;
    private final Instant now;
    private int opened;
    private boolean news;

    Round(Handle handle, SourceRow source, Instant now) {
      this.handle = handle;
      this.articles = handle.attach(ArticleDao.class);
      this.stories = handle.attach(StoryDao.class);
      this.source = source;
      this.now = now;
    }

    Stored store(List<ArticleDraft> drafts) {
      stories.lock();
      Known known = Known.of(articles, source.id(), drafts);
      Set<Long> touched = new HashSet<>();
      List<ArticleDraft> fresh = new ArrayList<>();
      List<Fate> fates = new ArrayList<>();
      for (ArticleDraft draft : drafts) {
        Optional<StoredArticle> stored = known.find(draft);
        if (stored.isEmpty()) {
          fresh.add(draft);
          fates.add(Fate.CREATED);
        } else if (touched.add(stored.get().article().id())) {
          fates.add(again(stored.get(), draft, known));
        } else {
          fates.add(Fate.TWICE);
        }
      }
      insert(fresh);
      if (news) {
        Wakeups.announce(handle, "article");
      }
      return new Stored(drafts.size(), opened, fates);
    }

    /// An article that we have is given again.
    private Fate again(StoredArticle stored, ArticleDraft draft, Known known) {
      ArticleRow row = stored.article();
      boolean pushed = draft.page().outcome() == PageMark.Outcome.PUSHED;
      if (!stored.isOf(source)) {
        return Fate.OF_ANOTHER;
      }
      if (pushed && row.retractedAt() != null) {
        return Fate.TAKEN_BACK;
      }
      if (row.sourceId() == source.id() && isAsBefore(row, draft)) {
        return Fate.UNCHANGED;
      }
      if (pushed && draft.updatedAt().isBefore(row.updatedAt())) {
        return Fate.OLDER;
      }
      if (!pushed && row.pushed() && row.sourceId() == source.id() && !isLater(draft, row)) {
        articles.leave(row.id(), draft.feedHash());
        return Fate.OLDER;
      }
      boolean changed = update(row, draft.withExternalId(known.freeId(draft, row)), stored.story());
      return changed ? Fate.UPDATED : Fate.UNCHANGED;
    }

    /// Says itself that it is later than what is stored: what has no date has that of its poll.
    private boolean isLater(ArticleDraft draft, ArticleRow row) {
      return draft.updatedAt().isAfter(row.updatedAt()) && draft.updatedAt().isBefore(now);
    }

    private static boolean isAsBefore(ArticleRow row, ArticleDraft draft) {
      return switch (draft.page().outcome()) {
        case NOT_ASKED, PUSHED -> row.feedHash().equals(draft.feedHash());
        case READ, UNCHANGED, FAILED -> false;
      };
    }

    private boolean update(ArticleRow row, ArticleDraft draft, StoryId story) {
      Update update = Update.of(row, draft, now);
      articles.update(
          row.id(),
          ArticleRow.of(update.merged(), source.id(), row.storyId()),
          update.substantive() ? 1 : 0);
      if (!Objects.equals(row.embargoedUntil(), update.merged().content().embargoedUntil())) {
        new StoryMoves(articles, stories, now).date(story.value());
      }
      if (update.substantive()
          && row.retractedAt() == null
          && !visible(update.merged()).isAfter(now)) {
        develop(row.id(), update.merged(), story.value());
      }
      news |= update.changed();
      return update.changed();
    }

    private void insert(List<ArticleDraft> fresh) {
      if (fresh.isEmpty()) {
        return;
      }
      refresh(articles, windowOf(fresh));
      List<StoryVector> texts = index.read(fresh.stream().map(Round::words).toList());
      List<StoryVector> joining = new ArrayList<>();
      for (int i = 0; i < fresh.size(); i++) {
        if (isFresh(fresh.get(i))) {
          joining.add(texts.get(i));
        }
      }
      // In the order of the drafts, so that one order of arrival makes one set of stories.
      StoryBatch batch = index.batch(joining);
      for (int i = 0; i < fresh.size(); i++) {
        insert(fresh.get(i), texts.get(i), batch);
      }
      news = true;
    }

    private void insert(ArticleDraft draft, StoryVector text, StoryBatch batch) {
      boolean joins = isFresh(draft);
      OptionalLong found = joins ? batch.storyOf(text, draft.publishedAt()) : OptionalLong.empty();
      Instant visible = visible(draft);
      long story;
      boolean takenBack = false;
      if (found.isPresent()) {
        story = found.getAsLong();
        takenBack = join(story, visible, text.fingerprint());
      } else {
        story = stories.open(visible);
        opened++;
      }
      // The editor's word stands: what joins a story that was taken back is taken back with it.
      ArticleRow row = ArticleRow.of(draft, source.id(), story);
      long article = articles.insert(row, now, takenBack ? now : null);
      if (joins) {
        index.add(new StoryIndex.Article(article, story, 1, draft.publishedAt(), text));
      }
    }

    private boolean isFresh(ArticleDraft draft) {
      return draft.publishedAt().isAfter(now.minus(FRESH));
    }

    /// An article joins the story; true when an editor has taken the story back.
    private boolean join(long id, Instant visible, @Nullable Long fingerprint) {
      StoryDao.Found story = stories.found(id, 0, source.owner(), now);
      Development before = story.development();
      Development.Report report =
          new Development.Report(
              story.before(),
              source.ownPortal(),
              story.covered(),
              story.tells(fingerprint),
              visible);
      // Of a story whose articles their sources took back, this is the first.
      Development next =
          story.articles() == 0
              ? new Development(visible, visible, before.revision())
              : before.joined(report, now);
      if (!next.equals(before)) {
        stories.set(id, next.firstPublishedAt(), next.developedAt(), next.revision());
      }
      return story.takenBack();
    }

    /// The text of one of the story's articles changed in substance.
    private void develop(long article, ArticleDraft changed, long id) {
      StoryDao.Found story = stories.found(id, article, source.owner(), now);
      Development before = story.development();
      // Of a story that the portal has reported, the portal's article is what is shown.
      if ((source.ownPortal() || !story.covered())
          && !story.tells(Fingerprint.of(changed.content().text()))) {
        Instant at = changed.updatedAt();
        Instant developed = at.isAfter(before.developedAt()) ? at : before.developedAt();
        stories.set(id, before.firstPublishedAt(), developed, before.revision() + 1);
      }
    }

    private static Instant visible(ArticleDraft draft) {
      Instant embargo = draft.content().embargoedUntil();
      return embargo != null && embargo.isAfter(draft.publishedAt())
          ? embargo
          : draft.publishedAt();
    }

    private static StoryText.Words words(ArticleDraft draft) {
      ArticleText text = draft.content().text();
      return new StoryText.Words(text.headline(), text.standfirst(), text.body());
    }

    private Instant windowOf(List<ArticleDraft> fresh) {
      return fresh.stream()
          .filter(this::isFresh)
          .map(ArticleDraft::publishedAt)
          .min(Instant::compareTo)
          .orElse(now)
          .minus(StoryIndex.REACH);
    }
  }
}
