package org.paperround.article;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.paperround.article.PushOutcome.Problem;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores articles that a source pushes. Thread-safe.
final class Pushing {
  private static final Logger LOG = LoggerFactory.getLogger(Pushing.class);

  /// Of one request; of each article that is refused, one is named in any case.
  static final int MOST_PROBLEMS = 500;

  private final Database database;
  private final ArticleStore store;
  private final MeterRegistry meters;

  Pushing(Database database, ArticleStore store, MeterRegistry meters) {
    this.database = database;
    this.store = store;
    this.meters = meters;
  }

  /// One outcome for each article, in their order. They are stored together; where a fault of ours
  /// keeps them from it, one by one.
  List<PushOutcome> push(long sourceId, List<JsonNode> articles, Instant now) {
    SourceRow source =
        database
            .jdbi()
            .withExtension(SourceDao.class, dao -> dao.byId(sourceId))
            .orElseThrow(() -> new IllegalArgumentException("there is no source " + sourceId));
    @Nullable PushOutcome[] outcomes = new PushOutcome[articles.size()];
    Map<Integer, ArticleDraft> drafts = read(source, articles, now, outcomes);
    store(source, drafts, now, outcomes);
    List<PushOutcome> all = new ArrayList<>();
    for (PushOutcome outcome : outcomes) {
      PushOutcome known = Objects.requireNonNull(outcome);
      meters.counter("paperround.article.pushed", "outcome", name(known)).increment();
      all.add(known);
    }
    return all;
  }

  private static String name(PushOutcome outcome) {
    return switch (outcome) {
      case PushOutcome.Stored stored -> stored.change().name().toLowerCase(Locale.ROOT);
      case PushOutcome.Refused _ -> "refused";
      case PushOutcome.Conflict _ -> "conflict";
      case PushOutcome.Failed _ -> "failed";
    };
  }

  /// The articles that are in order, by their place; the outcomes of the others.
  private static Map<Integer, ArticleDraft> read(
      SourceRow source, List<JsonNode> articles, Instant now, @Nullable PushOutcome[] outcomes) {
    Map<Integer, ArticleDraft> drafts = new TreeMap<>();
    Map<String, Integer> addresses = new HashMap<>();
    Map<String, Integer> ids = new HashMap<>();
    int problems = 0;
    for (int i = 0; i < articles.size(); i++) {
      switch (PushedArticle.of(articles.get(i), source, now)) {
        case PushedArticle.Bad(PushOutcome.Refused refusal) -> {
          PushOutcome.Refused cut = refusal.cut(Math.max(1, MOST_PROBLEMS - problems));
          problems += cut.problems().size();
          outcomes[i] = cut;
        }
        case PushedArticle.Good(ArticleDraft draft) -> {
          Integer same = addresses.putIfAbsent(draft.address().key(), i);
          Integer sameId = ids.putIfAbsent(draft.externalId(), i);
          if (same != null || sameId != null) {
            outcomes[i] = twice(same == null ? "externalId" : "url", same == null ? sameId : same);
          } else {
            drafts.put(i, draft);
          }
        }
      }
    }
    return drafts;
  }

  private static PushOutcome twice(String field, @Nullable Integer first) {
    return new PushOutcome.Refused(
        List.of(
            new Problem(
                field, "article " + first + " of this request has the same; push an article once")),
        0);
  }

  private void store(
      SourceRow source,
      Map<Integer, ArticleDraft> drafts,
      Instant now,
      @Nullable PushOutcome[] outcomes) {
    if (drafts.isEmpty()) {
      return;
    }
    try {
      List<PushOutcome> stored = store(source, List.copyOf(drafts.values()), now);
      int next = 0;
      for (int place : drafts.keySet()) {
        outcomes[place] = stored.get(next++);
      }
    } catch (RuntimeException e) {
      if (Database.isAway(e)) {
        throw e;
      }
      if (drafts.size() > 1) {
        drafts.forEach((place, draft) -> store(source, Map.of(place, draft), now, outcomes));
        return;
      }
      LOG.error("An article pushed by {} could not be stored; the others are", source.slug(), e);
      drafts.keySet().forEach(place -> outcomes[place] = new PushOutcome.Failed());
    }
  }

  private List<PushOutcome> store(SourceRow source, List<ArticleDraft> drafts, Instant now) {
    List<StoredArticle> rows = new ArrayList<>();
    ArticleStore.Stored stored =
        store.store(
            source,
            drafts,
            now,
            handle -> {
              Known known = Known.of(handle.attach(ArticleDao.class), source.id(), drafts);
              drafts.forEach(draft -> rows.add(known.find(draft).orElseThrow()));
            });
    meters.counter("paperround.article.stories").increment(stored.stories());
    List<PushOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      outcomes.add(outcome(stored.fates().get(i), rows.get(i)));
    }
    return outcomes;
  }

  /// As [Articles#takeBack].
  Optional<Boolean> takeBack(
      long source, @Nullable String url, @Nullable String externalId, Instant now) {
    String key = url == null ? null : PushedArticle.storedKey(url);
    String id = externalId == null ? null : PushedArticle.storedId(externalId);
    return database.inTransaction(handle -> {
      ArticleDao articles = handle.attach(ArticleDao.class);
      handle.attach(StoryDao.class).lock();
      Optional<Long> own = articles.own(source, key, id);
      return own.map(article -> {
        boolean taken = articles.retractOne(article, now) > 0;
        if (taken) {
          Wakeups.announce(handle, "article");
        }
        return taken;
      });
    });
  }

  private static PushOutcome outcome(ArticleStore.Fate fate, StoredArticle row) {
    return switch (fate) {
      case CREATED -> stored(PushOutcome.Change.CREATED, row);
      case UPDATED -> stored(PushOutcome.Change.UPDATED, row);
      case UNCHANGED, OLDER -> stored(PushOutcome.Change.UNCHANGED, row);
      case TAKEN_BACK ->
          new PushOutcome.Conflict(
              "This article was taken back, and stays away; publish it anew at another address.");
      case OF_ANOTHER ->
          new PushOutcome.Conflict(
              "Another source brought this article first, and it belongs to that one.");
      case TWICE ->
          new PushOutcome.Conflict(
              "It is, by its id or address, the same article as another one of this request.");
    };
  }

  private static PushOutcome stored(PushOutcome.Change change, StoredArticle row) {
    ArticleRow article = row.article();
    return new PushOutcome.Stored(
        change,
        new ArticleId(article.id()),
        row.story(),
        article.url(),
        article.revision(),
        article.retractedAt() != null);
  }
}
