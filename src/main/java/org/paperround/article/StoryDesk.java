package org.paperround.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;

/// Editors' merges and splits. Each is done in the caller's transaction, under the lock on joining
/// until that ends, and leaves a record that names the articles: [StoryOrders] holds every later
/// look at the whole to it. Thread-safe.
final class StoryDesk {
  private final Database database;

  StoryDesk(Database database) {
    this.database = database;
  }

  StoryDecision merge(Handle handle, StoryId story, StoryId into, String actor, Instant now) {
    Desk desk = new Desk(handle, now);
    Optional<Long> from = desk.canonical(story);
    Optional<Long> target = desk.canonical(into);
    if (from.isEmpty() || target.isEmpty()) {
      return new StoryDecision.NoSuchStory(from.isEmpty() ? story : into);
    }
    if (from.equals(target)) {
      return new StoryDecision.Impossible(
          "Stories " + story + " and " + into + " are one story already.");
    }
    return desk.takenBack(Set.of(from.get(), target.get()))
        .<StoryDecision>map(StoryDecision.Impossible::new)
        .orElseGet(() -> desk.merge(from.get(), target.get(), actor));
  }

  StoryDecision split(Handle handle, StoryId story, Set<ArticleId> off, String actor, Instant now) {
    Desk desk = new Desk(handle, now);
    Optional<Long> from = desk.canonical(story);
    if (from.isEmpty()) {
      return new StoryDecision.NoSuchStory(story);
    }
    Set<Long> rest = new HashSet<>(desk.articles.ids(from.get()));
    for (ArticleId article : off) {
      if (!rest.remove(article.value())) {
        return new StoryDecision.Impossible(
            "Article " + article + " is not in story " + story + ".");
      }
    }
    if (off.isEmpty() || rest.isEmpty()) {
      return new StoryDecision.Impossible(
          "A split leaves at least one article on either side; story "
              + story
              + " has "
              + (rest.size() + off.size())
              + ", and "
              + off.size()
              + " were named.");
    }
    return desk.takenBack(Set.of(from.get()))
        .<StoryDecision>map(StoryDecision.Impossible::new)
        .orElseGet(() -> desk.split(from.get(), rest, sorted(off), actor));
  }

  List<StoryOrder> orders(StoryId story) {
    return database
        .jdbi()
        .withExtension(StoryOrderDao.class, dao -> dao.ofStory(story.value()))
        .stream()
        .map(order ->
            new StoryOrder(
                order.at(),
                order.actor(),
                StoryOrder.Kind.valueOf(order.action().toUpperCase(Locale.ROOT)),
                new StoryId(order.storyId()),
                new StoryId(order.otherId())))
        .toList();
  }

  private static List<Long> sorted(Set<ArticleId> articles) {
    return articles.stream().map(ArticleId::value).sorted().toList();
  }

  /// One transaction's work; nothing joins a story while it lasts.
  private static final class Desk {
    private final Handle handle;
    private final ArticleDao articles;
    private final StoryDao stories;
    private final StoryOrderDao orders;
    private final Instant now;

    Desk(Handle handle, Instant now) {
      this.handle = handle;
      this.articles = handle.attach(ArticleDao.class);
      this.stories = handle.attach(StoryDao.class);
      this.orders = handle.attach(StoryOrderDao.class);
      this.now = now;
      stories.lock();
    }

    Optional<Long> canonical(StoryId story) {
      return stories.find(story.value()).map(StoryDao.StoryRow::id);
    }

    /// Why not, when an editor took one of them back: what is joined to it would go with it.
    Optional<String> takenBack(Set<Long> asked) {
      return stories.takenBack(asked).stream()
          .sorted()
          .findFirst()
          .map(story -> "Story " + story + " was taken back; it is neither merged nor split.");
    }

    StoryDecision merge(long story, long into, String actor) {
      List<Long> all = new ArrayList<>(articles.ids(story));
      all.addAll(articles.ids(into));
      new StoryMoves(articles, stories, now).merge(story, into);
      long order = orders.add(now, actor, StoryOrder.Kind.MERGE, story, into);
      orders.addArticles(order, all.stream().sorted().toList(), 0);
      Wakeups.announce(handle, "article");
      return new StoryDecision.Done(new StoryId(into));
    }

    StoryDecision split(long story, Set<Long> rest, List<Long> off, String actor) {
      long opened = new StoryMoves(articles, stories, now).split(story, off);
      long order = orders.add(now, actor, StoryOrder.Kind.SPLIT, story, opened);
      orders.addArticles(order, rest.stream().sorted().toList(), 0);
      orders.addArticles(order, off, 1);
      Wakeups.announce(handle, "article");
      return new StoryDecision.Done(new StoryId(opened));
    }
  }
}
