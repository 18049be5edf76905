package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.digest.Candidates;
import org.paperround.digest.History;
import org.paperround.digest.taste.Taste;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.subscriber.SubscriberId;
import org.paperround.tracking.Tracking.HumanClick;

/// What readers got in the last 30 days, in the terms of today's pool (docs/adr/0006). The ledger
/// names cards by ordinal; which of them mean a story of today's pool is worked out once per past
/// edition, not once per reader. Thread-safe.
final class Histories {
  static final int DAYS = 30;

  /// So many of a newsletter's last editions are read beforehand: older ones weigh little.
  private static final int TOLD = 15;

  /// Past editions that are looked at before anybody's past is read; of older ones, all is.
  private static final int MOST_PAST = 800;

  private static final Duration ALIASES_LAST = Duration.ofSeconds(10);

  private final Collaborators with;
  private final Tastes tastes;

  /// Past editions in short form: their cards never change what they are about.
  private final Cache<EditionId, List<Shown>> past =
      Caffeine.newBuilder()
          .maximumSize(2 * MOST_PAST)
          .expireAfterWrite(Duration.ofHours(1))
          .build();

  private final Cache<PoolVersion, Translation> translations =
      Caffeine.newBuilder().maximumSize(20).expireAfterWrite(ALIASES_LAST).build();

  Histories(Collaborators with) {
    this.with = with;
    this.tastes = new Tastes(with);
  }

  /// What is known of a reader's past. `taste`: of those who consent and clicked something.
  record Known(History history, Optional<Taste> taste) {
    static final Known NOTHING = new Known(History.EMPTY, Optional.empty());
  }

  /// Whose past to read, and for what. `tracked`: those of the readers who consent to tracking now.
  record Wanted(
      Candidates candidates, LocalDate date, List<Long> readers, Set<SubscriberId> tracked) {
    Pool pool() {
      return candidates.pool();
    }

    /// The first day that is looked at.
    LocalDate first() {
      return date.minusDays(DAYS);
    }
  }

  /// Reads the past of readers who are locked by the transaction of `handle`; it must be in a
  /// statement after the one that locked them. A reader of whom nothing is known that matters has
  /// no entry. Past editions that are not known yet are added to `unprepared`; then the result is
  /// worth nothing.
  Map<Long, Known> read(Handle handle, Wanted wanted, TasteWeights weights, Unprepared unprepared) {
    HistoryDao dao = handle.attach(HistoryDao.class);
    List<HistoryDao.Past> editions =
        dao.past(wanted.first(), wanted.pool().edition().value(), MOST_PAST);
    prepare(editions.stream().map(HistoryDao.Past::edition), unprepared);
    if (editions.isEmpty() || unprepared.any()) {
      return Map.of();
    }
    Translation translation =
        translations.get(
            PoolVersion.of(wanted.pool()), _ -> new Translation(handle, wanted.pool()));
    Map<Long, Set<HumanClick>> clicks = tastes.clicks(handle, wanted);
    List<HistoryDao.Had> rows = rows(handle, wanted, clicks.keySet(), editions, translation);
    prepare(rows.stream().map(row -> new EditionId(row.editionId())), unprepared);
    if (unprepared.any()) {
      return Map.of();
    }
    Map<Long, History> received = received(handle, translation, rows);
    Map<Long, Taste> tasted = tastes.of(clicks, wanted, rows, weights, unprepared);
    return Stream.concat(received.keySet().stream(), tasted.keySet().stream())
        .distinct()
        .collect(
            Collectors.toMap(
                Function.identity(),
                reader ->
                    new Known(
                        received.getOrDefault(reader, History.EMPTY),
                        Optional.ofNullable(tasted.get(reader)))));
  }

  private void prepare(Stream<EditionId> editions, Unprepared unprepared) {
    editions
        .distinct()
        .filter(edition -> past.getIfPresent(edition) == null)
        .forEach(edition -> unprepared.add(edition, () -> learn(edition)));
  }

  /// Of those who clicked, all they had, which tells their taste; of the others, what they had from
  /// editions with a story of today's pool, most of which are of the last days.
  private static List<HistoryDao.Had> rows(
      Handle handle,
      Wanted wanted,
      Set<Long> clicked,
      List<HistoryDao.Past> editions,
      Translation translation) {
    HistoryDao dao = handle.attach(HistoryDao.class);
    long today = wanted.pool().edition().value();
    List<HistoryDao.Had> rows = new ArrayList<>();
    if (!clicked.isEmpty()) {
      rows.addAll(dao.history(List.copyOf(clicked), wanted.first(), List.of(today)));
    }
    List<Long> others =
        wanted.readers().stream().filter(reader -> !clicked.contains(reader)).toList();
    List<Long> without = new ArrayList<>(List.of(today));
    LocalDate first = editions.size() == MOST_PAST ? wanted.first() : LocalDate.MAX;
    for (HistoryDao.Past edition : editions) {
      if (translation.of(handle, edition.edition()).isEmpty()) {
        without.add(edition.editionId());
      } else if (edition.editionDate().isBefore(first)) {
        first = edition.editionDate();
      }
    }
    if (!others.isEmpty() && !first.equals(LocalDate.MAX)) {
      rows.addAll(dao.history(others, first, without));
    }
    return rows;
  }

  /// As [#read], of readers whom nobody has to lock, since nothing is decided by it.
  Map<Long, Known> readPrepared(Wanted wanted, TasteWeights weights) {
    while (true) {
      Unprepared unprepared = new Unprepared();
      Map<Long, Known> known =
          with.database().jdbi().withHandle(handle -> read(handle, wanted, weights, unprepared));
      if (!unprepared.any()) {
        return known;
      }
      unprepared.prepare();
    }
  }

  /// Reads what is asked for of any reader's past, and most of what tells tastes.
  void prepare(Edition edition, Candidates candidates) {
    Wanted nobody = new Wanted(candidates, edition.date(), List.of(), Set.of());
    readPrepared(nobody, TasteWeights.STANDARD);
    Unprepared unprepared = new Unprepared();
    with.editions().recent(edition.newsletter(), TOLD).stream()
        .filter(own -> own.state().isPublished() && !own.id().equals(edition.id()))
        .filter(own -> !own.date().isBefore(nobody.first()))
        .forEach(own -> tastes.isReady(own.id(), unprepared));
    unprepared.prepare();
  }

  private static Map<Long, History> received(
      Handle handle, Translation translation, List<HistoryDao.Had> rows) {
    Map<Long, Received> received = new HashMap<>();
    for (HistoryDao.Had row : rows) {
      ByOrdinal<Meaning> meanings = translation.of(handle, new EditionId(row.editionId()));
      for (short ordinal : row.cards()) {
        Optional<Meaning> meaning = meanings.get(ordinal);
        if (meaning.isPresent()) {
          received.computeIfAbsent(row.subscriberId(), _ -> new Received()).add(meaning.get());
        }
      }
    }
    return received.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().history()));
  }

  private void learn(EditionId edition) {
    past.put(edition, with.editions().pool(edition).cards().stream().map(Shown::of).toList());
  }

  private List<Shown> known(EditionId edition) {
    List<Shown> shown = past.getIfPresent(edition);
    if (shown == null) {
      throw new IllegalStateException("edition " + edition + " was forgotten during a claim");
    }
    return shown;
  }

  /// One card of a past edition, without its text.
  private record Shown(
      int ordinal, StoryId story, int storyRevision, ArticleId article, int articleRevision) {
    static Shown of(Card card) {
      return new Shown(
          card.ordinal(),
          card.story(),
          card.storyRevision(),
          card.article(),
          card.articleRevision());
    }
  }

  /// What having had a past card means for today's pool.
  private record Meaning(Map<StoryId, Integer> stories, Map<ArticleId, Integer> articles) {}

  private static final class Received {
    private final Map<StoryId, Integer> stories = new HashMap<>();
    private final Map<ArticleId, Integer> articles = new HashMap<>();

    void add(Meaning meaning) {
      meaning.stories().forEach((story, revision) -> stories.merge(story, revision, Math::max));
      meaning
          .articles()
          .forEach((article, revision) -> articles.merge(article, revision, Math::max));
    }

    History history() {
      return new History(stories, articles);
    }
  }

  /// Past cards in the terms of one pool, with the story aliases of one moment.
  private final class Translation {
    private final Map<StoryId, StoryId> canonical;
    private final Set<ArticleId> articles;
    private final Map<EditionId, ByOrdinal<Meaning>> meanings = new HashMap<>();

    Translation(Handle handle, Pool pool) {
      Set<StoryId> stories = pool.cards().stream().map(Card::story).collect(Collectors.toSet());
      this.canonical = with.articles().canonical(handle, stories);
      this.articles = pool.cards().stream().map(Card::article).collect(Collectors.toSet());
    }

    synchronized ByOrdinal<Meaning> of(Handle handle, EditionId edition) {
      return meanings.computeIfAbsent(edition, past -> translate(handle, past));
    }

    private ByOrdinal<Meaning> translate(Handle handle, EditionId edition) {
      List<Shown> shown = known(edition);
      Map<StoryId, StoryId> theirs =
          with.articles()
              .canonical(handle, new HashSet<>(shown.stream().map(Shown::story).toList()));
      Map<Integer, Meaning> result = new HashMap<>();
      for (Shown card : shown) {
        Meaning meaning = meaning(card, theirs.getOrDefault(card.story(), card.story()));
        if (!meaning.stories().isEmpty() || !meaning.articles().isEmpty()) {
          result.put(card.ordinal(), meaning);
        }
      }
      return new ByOrdinal<>(result);
    }

    private Meaning meaning(Shown card, StoryId root) {
      Map<StoryId, Integer> stories = new HashMap<>();
      canonical.forEach((today, todaysRoot) -> {
        if (today.equals(card.story())) {
          stories.put(today, card.storyRevision());
        } else if (todaysRoot.equals(root)) {
          // Merged: the two count their revisions apart, so none can be called an update of the
          // other. The reader had the story.
          stories.put(today, Integer.MAX_VALUE);
        }
      });
      return new Meaning(
          stories,
          articles.contains(card.article())
              ? Map.of(card.article(), card.articleRevision())
              : Map.of());
    }
  }
}
