package org.paperround.article;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.platform.work.Parallel;

/// Articles and stories: the facade of this package. Thread-safe.
public final class Articles {
  /// No article breaks news for longer, however often it is changed.
  public static final Duration BREAKING_LASTS = Duration.ofDays(2);

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final int SOURCES_AT_ONCE = 4;
  private static final int SOURCES_PER_ROUND = 16;

  private final Database database;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final ArticleStore store;
  private final StoryDesk desk;
  private final RelatedStories related;
  private final SourceDesk sourceDesk;
  private final Poller poller;
  private final Ingestion ingestion;
  private final SourceKeys keys;
  private final Pushing pushing;

  public Articles(
      Database database,
      HttpFetcher fetcher,
      Alarms alarms,
      InstantSource clock,
      MeterRegistry meters) {
    this.database = database;
    this.clock = clock;
    this.meters = meters;
    this.store = new ArticleStore(database);
    this.desk = new StoryDesk(database);
    this.related = new RelatedStories(database);
    this.sourceDesk = new SourceDesk(database, fetcher, alarms, clock);
    this.poller = new Poller(database, fetcher, store, alarms, clock);
    this.ingestion = new Ingestion(database, fetcher, poller);
    this.keys = new SourceKeys(database, clock);
    this.pushing = new Pushing(database, store, meters);
  }

  /// Adds the source, or changes the one with this slug. Throws IllegalArgumentException when
  /// another source has this address.
  public SourceId define(SourceDefinition definition) {
    return sourceDesk.define(definition);
  }

  /// Ends the reading of this source and its right to push; its articles stay. False when there is
  /// no such source, or it has ended before. [#define] takes it up again.
  public boolean remove(String slug) {
    return sourceDesk.end(slug);
  }

  /// The sources one by one, for those who look after them.
  public SourceDesk sourceDesk() {
    return sourceDesk;
  }

  public List<SourceHealth> sources() {
    return database.jdbi().withExtension(SourceDao.class, SourceDao::health);
  }

  /// Makes a key with which this source's articles can be pushed; empty when there is no such
  /// source.
  public Optional<SourceKey.New> newKey(String slug, RandomGenerator random) {
    return keys.make(slug, random);
  }

  /// The source's keys, those revoked included, oldest first.
  public List<SourceKey> keys(String slug) {
    return keys.of(slug);
  }

  /// Takes a key back at once and for ever; false when the source has no live key of this number.
  public boolean revokeKey(String slug, long number) {
    return keys.revoke(slug, number);
  }

  /// Whose key this is, if it is one and was not revoked.
  public Optional<SourceKey.Holder> holder(String key) {
    return keys.holder(key);
  }

  /// Stores articles that a source pushes (docs/reference/push-api.md): one outcome each, in their
  /// order; none that is refused keeps the others from being stored. The same article again changes
  /// nothing; an older version than the one stored neither.
  public List<PushOutcome> push(SourceId source, List<JsonNode> articles) {
    return pushing.push(source.value(), articles, clock.instant());
  }

  /// Takes one article of this source back, named by its address or its own id: it is in no edition
  /// that is ranked later or not yet sent to the end, and stays away; what others report of the
  /// event does not. Empty when the source has no such article; false when it had been taken back
  /// before.
  public Optional<Boolean> takeBack(
      SourceId source, @Nullable String url, @Nullable String externalId) {
    return pushing.takeBack(source.value(), url, externalId, clock.instant());
  }

  /// Fetches every source whose time has come (claimed with SKIP LOCKED, so nodes share the work),
  /// stores its articles and joins them to stories. A source that fails is marked with the reason;
  /// the others go on.
  public IngestReport pollDue() {
    IngestReport report = IngestReport.NOTHING;
    Instant now = clock.instant();
    while (true) {
      List<SourceRow> due =
          database.inTransaction(handle ->
              handle.attach(SourceDao.class).claimDue(now, now.plus(LEASE), SOURCES_PER_ROUND));
      for (IngestReport one : Parallel.map(SOURCES_AT_ONCE, due, poller::pollSafely)) {
        report = report.plus(one);
        count(one);
      }
      if (due.size() < SOURCES_PER_ROUND) {
        return report;
      }
    }
  }

  private void count(IngestReport one) {
    meters.counter("paperround.article.polls", "outcome", "read").increment(one.feeds());
    meters.counter("paperround.article.polls", "outcome", "failed").increment(one.failed());
    meters.counter("paperround.article.stories").increment(one.stories());
  }

  /// Reads feeds given by URL, file or folder of files now, as if it were `asOf`: entries dated
  /// later are clamped to it. Each becomes a source named after the file or address, unless there
  /// is one of that name or address; it is not polled later. Then consolidates as of `asOf`; the
  /// report counts the stories that were opened before.
  public IngestReport ingest(List<String> urlsOrFiles, Instant asOf) {
    IngestReport report = ingestion.ingest(urlsOrFiles, asOf);
    store.consolidate(asOf);
    return report;
  }

  /// Looks at the last two days' stories as a whole: those that are one event are merged, and what
  /// came together wrongly in the last hours comes apart. Idempotent; meant to be called hourly.
  /// Returns how many articles are in another story now.
  public int consolidate() {
    int moved = store.consolidate(clock.instant());
    meters.counter("paperround.article.moved").increment(moved);
    return moved;
  }

  /// The stories whose last development lies in (from, to], and that were published by `to`: most
  /// recent first. Retracted articles and those under embargo at `to` are not in them.
  public List<Story> developedBetween(Instant from, Instant to) {
    List<StoryDao.StoryRow> rows =
        database.jdbi().withExtension(StoryDao.class, dao -> dao.developedBetween(from, to));
    return stories(rows, article -> article.isVisible(to));
  }

  /// The stories of which an article of the portal's own is flagged as breaking, and came out (or
  /// out of its embargo) or was changed last in (since, at]; none that came out more than
  /// [#BREAKING_LASTS] ago, whatever is changed in it. Their articles are those that can be seen at
  /// `at`.
  public List<Story> breaking(Instant since, Instant at) {
    List<StoryDao.StoryRow> rows =
        database
            .jdbi()
            .withExtension(
                StoryDao.class, dao -> dao.breaking(since, at, at.minus(BREAKING_LASTS)));
    return stories(rows, article -> article.isVisible(at));
  }

  public Optional<Story> find(StoryId id) {
    return database
        .jdbi()
        .withExtension(StoryDao.class, dao -> dao.find(id.value()))
        .flatMap(row -> stories(List.of(row), _ -> true).stream().findFirst());
  }

  /// The story with those of its articles too that were taken back: they come last.
  public Optional<Story> findWhole(StoryId id) {
    return database
        .jdbi()
        .withExtension(StoryDao.class, dao -> dao.find(id.value()))
        .map(row ->
            story(row, database.jdbi().withExtension(ArticleDao.class, dao -> dao.all(row.id()))));
  }

  /// Those of these stories that can be seen at `at`, by the ids that were asked for: as they are
  /// shown then.
  public Map<StoryId, RelatedStory> shown(Set<StoryId> stories, Instant at) {
    return related.shown(canonical(stories), at);
  }

  /// For each id the id of the story it is now part of (itself when never merged).
  public Map<StoryId, StoryId> canonical(Set<StoryId> ids) {
    return database.jdbi().withHandle(handle -> canonical(handle, ids));
  }

  /// The same in the caller's transaction.
  public Map<StoryId, StoryId> canonical(Handle handle, Set<StoryId> ids) {
    Map<StoryId, StoryId> canonical = new LinkedHashMap<>();
    ids.forEach(id -> canonical.put(id, id));
    if (!ids.isEmpty()) {
      Set<Long> values = ids.stream().map(StoryId::value).collect(Collectors.toSet());
      handle
          .attach(StoryDao.class)
          .canonical(values)
          .forEach((id, target) -> canonical.put(new StoryId(id), new StoryId(target)));
    }
    return canonical;
  }

  /// The articles of these stories, those that were taken back among them, as the caller's
  /// transaction sees them.
  public Map<StoryId, Set<ArticleId>> articlesOf(Handle handle, Set<StoryId> stories) {
    ArticleDao articles = handle.attach(ArticleDao.class);
    Map<StoryId, Set<ArticleId>> found = new LinkedHashMap<>();
    stories.forEach(story ->
        found.put(
            story,
            articles.ids(story.value()).stream()
                .map(ArticleId::new)
                .collect(Collectors.toUnmodifiableSet())));
    return found;
  }

  /// The story that this one is part of now; itself when it was never merged.
  public StoryId canonical(StoryId id) {
    return canonical(Set.of(id)).getOrDefault(id, id);
  }

  /// The ids that are part of this story now, itself among them.
  public Set<StoryId> aliases(StoryId story) {
    return aliases(Set.of(story)).getOrDefault(story, Set.of(story));
  }

  /// The ids that are part of each of these stories now, itself among them.
  public Map<StoryId, Set<StoryId>> aliases(Set<StoryId> stories) {
    Map<StoryId, Set<StoryId>> aliases = new LinkedHashMap<>();
    stories.forEach(story -> aliases.put(story, new TreeSet<>(Set.of(story))));
    if (!stories.isEmpty()) {
      Set<Long> values = stories.stream().map(StoryId::value).collect(Collectors.toSet());
      database
          .jdbi()
          .withExtension(StoryDao.class, dao -> dao.aliases(values))
          .forEach((id, into) ->
              aliases
                  .computeIfAbsent(new StoryId(into), _ -> new TreeSet<>())
                  .add(new StoryId(id)));
    }
    return aliases;
  }

  /// An editor's word: `story` and `into` are one story, whose number is that of `into`. It stands
  /// for ever, until an editor says otherwise of the same articles.
  public StoryDecision merge(StoryId story, StoryId into, String actor) {
    return database.inTransaction(handle -> merge(handle, story, into, actor));
  }

  /// The same in the caller's transaction, before any lock of the caller's own but [#holdStories].
  public StoryDecision merge(Handle handle, StoryId story, StoryId into, String actor) {
    return desk.merge(handle, story, into, actor, clock.instant());
  }

  /// An editor's word: these articles of `story` are another story, with a number of its own; the
  /// rest keeps its number. It stands for ever, as a merge does.
  public StoryDecision split(StoryId story, Set<ArticleId> articles, String actor) {
    return database.inTransaction(handle -> split(handle, story, articles, actor));
  }

  /// The same in the caller's transaction, before any lock of the caller's own but [#holdStories].
  public StoryDecision split(Handle handle, StoryId story, Set<ArticleId> articles, String actor) {
    return desk.split(handle, story, articles, actor, clock.instant());
  }

  /// What editors said of this story, the latest last.
  public List<StoryOrder> orders(StoryId story) {
    return desk.orders(story);
  }

  /// For each of these stories up to three others: those that its article links to as related, in
  /// its order, then those that are alike and not the same, the most alike first, as the last look
  /// at the whole found them; a story without any is not in it. What is retracted, or not to be
  /// seen at `at`, is left out.
  public Map<StoryId, List<RelatedStory>> related(Set<StoryId> stories, Instant at) {
    return related.of(stories, at);
  }

  /// An editor's word: takes this story back, with its articles and what joins it later. They are
  /// in no edition that is ranked later, and stay away when their source gives them again. In the
  /// caller's transaction.
  public void retract(Handle handle, StoryId story, Instant at) {
    handle.attach(ArticleDao.class).retract(story.value(), at);
    handle.attach(StoryDao.class).retract(story.value(), at);
  }

  /// Which of these stories have no article left, whoever took them back; in the caller's
  /// transaction.
  public Set<StoryId> retracted(Handle handle, Set<StoryId> stories) {
    Set<Long> ids = stories.stream().map(StoryId::value).collect(Collectors.toSet());
    return handle.attach(ArticleDao.class).retracted(ids).stream()
        .map(StoryId::new)
        .collect(Collectors.toSet());
  }

  /// Those of these articles that may not be shown at `now`; in the caller's transaction.
  public List<Withdrawn> withdrawn(Handle handle, Set<ArticleId> articles, Instant now) {
    Set<Long> ids = articles.stream().map(ArticleId::value).collect(Collectors.toSet());
    return handle.attach(ArticleDao.class).withdrawn(ids, now).stream()
        .map(row ->
            new Withdrawn(
                new ArticleId(row.article()), row.source(), row.takenBack(), row.embargoedUntil()))
        .toList();
  }

  /// No article joins a story until the caller's transaction ends. Before any lock of the caller's
  /// own: a batch of articles that is being stored is waited for.
  public void holdStories(Handle handle) {
    handle.attach(StoryDao.class).lock();
  }

  private List<Story> stories(List<StoryDao.StoryRow> rows, Predicate<Article> shown) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Set<Long> ids = rows.stream().map(StoryDao.StoryRow::id).collect(Collectors.toSet());
    Map<StoryId, List<StoredArticle>> articles =
        database.jdbi().withExtension(ArticleDao.class, dao -> dao.ofStories(ids)).stream()
            .filter(stored -> shown.test(stored.published()))
            .collect(Collectors.groupingBy(StoredArticle::story));
    return rows.stream()
        .filter(row -> articles.containsKey(new StoryId(row.id())))
        .map(row -> story(row, articles.getOrDefault(new StoryId(row.id()), List.of())))
        .toList();
  }

  private static Story story(StoryDao.StoryRow row, List<StoredArticle> articles) {
    return new Story(
        new StoryId(row.id()),
        articles.stream().map(StoredArticle::published).toList(),
        StoredArticle.copies(articles),
        row.firstPublishedAt(),
        row.developedAt(),
        row.revision());
  }
}
