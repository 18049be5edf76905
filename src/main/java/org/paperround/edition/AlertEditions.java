package org.paperround.edition;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.article.Article;
import org.paperround.article.Articles;
import org.paperround.article.Story;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.database.Witness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes alerts: editions of one story each, without a time of collecting (docs/adr/0018). By
/// itself, of the portal's own articles that are flagged as breaking; or by an editor's order. The
/// stories' lock orders whoever makes one, so two nodes, two ticks or a repeated flag make one.
final class AlertEditions {
  private static final Logger LOG = LoggerFactory.getLogger(AlertEditions.class);

  /// Alerts of one newsletter that were made at the same instant: each gets a microsecond.
  private static final int AT_ONCE = 1_000;

  private final Database database;
  private final InstantSource clock;
  private final PoolRanking ranking;
  private final Articles articles;
  private final EditionAlarms alarms;
  private final Witness<EditionChange> witness;

  AlertEditions(EditionParts parts, PoolRanking ranking) {
    this.database = parts.database();
    this.clock = parts.clock();
    this.articles = parts.articles();
    this.witness = parts::note;
    this.alarms = new EditionAlarms(parts.alarms());
    this.ranking = ranking;
  }

  /// Makes an alert of each story that breaks now; returns how many. A story that it fails with
  /// keeps no other back; its fault is thrown at the end.
  int open(Newsletter newsletter, Instant now) {
    int made = 0;
    RuntimeException fault = null;
    for (Story story : articles.breaking(now.minus(newsletter.alerts().fresh()), now)) {
      try {
        made += open(newsletter, story, now) ? 1 : 0;
      } catch (RuntimeException e) {
        fault = e;
      }
    }
    if (fault != null) {
      throw fault;
    }
    return made;
  }

  private boolean open(Newsletter newsletter, Story story, Instant now) {
    Optional<Article> shown = shown(story, Article::breaking);
    if (shown.isEmpty() || !breaks(newsletter, story, now)) {
      return false;
    }
    Order order = new Order(newsletter, story, shown.get(), null, StaffActor.ENGINE);
    return make(order, before -> breaks(newsletter, story, before, now)).isPresent();
  }

  /// An editor's order: whatever its flag, its age and the time since the last alert. It needs no
  /// approval, for it is one.
  Decision order(Newsletter newsletter, StoryId id, @Nullable String headline, StaffActor actor) {
    if (newsletter.kind() != Newsletter.Kind.ALERT || !newsletter.active()) {
      return new Decision.Impossible(
          newsletter.name() + " is no alert newsletter on offer; `newsletter list` has those.");
    }
    Optional<Story> story = articles.find(id);
    if (story.isEmpty()) {
      return new Decision.NoSuchStory();
    }
    Instant now = clock.instant();
    Optional<Article> shown = shown(story.get(), article -> article.isVisible(now));
    if (shown.isEmpty()) {
      return new Decision.Impossible("The story is not out yet: its articles are under embargo.");
    }
    Order order = new Order(newsletter, story.get(), shown.get(), headline, actor);
    return make(order, before -> AlertRules.present(story.get(), before).isEmpty())
        .<Decision>map(Decision.Done::new)
        .orElseGet(() -> refused(newsletter, story.get()));
  }

  private Decision refused(Newsletter newsletter, Story story) {
    return AlertRules.present(story, alerted(newsletter, story))
        .<Decision>map(alert ->
            new Decision.Impossible(
                "Edition "
                    + alert.edition()
                    + " has alerted to the story as it stands; it can once it has developed."))
        .orElseGet(Decision.NoSuchStory::new);
  }

  private boolean breaks(Newsletter newsletter, Story story, Instant now) {
    return breaks(newsletter, story, alerted(newsletter, story), now);
  }

  private static boolean breaks(
      Newsletter newsletter, Story story, List<AlertRules.Alerted> before, Instant now) {
    return AlertRules.breaks(story, before, now.minus(newsletter.alerts().again()));
  }

  private List<AlertRules.Alerted> alerted(Newsletter newsletter, Story story) {
    List<Long> aliases = aliases(story);
    return database
        .jdbi()
        .withExtension(EditionDao.class, dao -> dao.alerted(newsletter.id().value(), aliases));
  }

  private List<Long> aliases(Story story) {
    return articles.aliases(story.id()).stream().map(StoryId::value).toList();
  }

  /// Asks `allowed` of the alerts there are, once more and under the lock.
  private Optional<Edition> make(Order order, Predicate<List<AlertRules.Alerted>> allowed) {
    List<Long> aliases = aliases(order.story());
    RankedStory ranked = ranking.alone(order.story(), order.article(), clock.instant());
    Optional<Edition> made =
        database.inTransaction(handle -> {
          articles.holdStories(handle);
          EditionDao dao = handle.attach(EditionDao.class);
          Set<StoryId> story = Set.of(order.story().id());
          if (!articles.retracted(handle, story).isEmpty()
              || !allowed.test(dao.alerted(order.newsletter().id().value(), aliases))) {
            return Optional.empty();
          }
          return insert(dao, order).map(id -> fill(handle, id, order, ranked));
        });
    made.ifPresent(edition -> {
      alarms.report(edition.state(), edition, order.newsletter());
      LOG.info("Edition {} alerts to story {}", edition.id(), order.story().id());
    });
    return made;
  }

  private Optional<Long> insert(EditionDao dao, Order order) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return Stream.iterate(now, at -> at.plus(1, ChronoUnit.MICROS))
        .limit(AT_ONCE)
        .map(at -> dao.insertAlert(row(order, at, now)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static EditionDao.NewAlert row(Order order, Instant planned, Instant now) {
    Newsletter newsletter = order.newsletter();
    return new EditionDao.NewAlert(
        newsletter.id().value(),
        planned.atZone(newsletter.zone()).toLocalDate(),
        planned,
        planned.plus(newsletter.lateLimit()),
        now,
        order.story().id().value(),
        order.story().revision());
  }

  private Edition fill(Handle handle, long id, Order order, RankedStory ranked) {
    EditionDao dao = handle.attach(EditionDao.class);
    Instant now = clock.instant();
    String actor = order.actor().name();
    dao.diary(id, now, actor, "alert", order.story().id().value());
    PooledCard card =
        new PooledCard(headed(ranked.card(1), order.headline()), EditorsWord.NONE).at(1);
    handle.attach(CardDao.class).upsert(List.of(CardRow.of(new EditionId(id), card)));
    Instant cutOff = dao.find(id).orElseThrow().edition().cutOff();
    String state = StoredEdition.text(order.first());
    dao.decide(id, state, cutOff, actor, now);
    dao.diary(id, now, actor, state, null);
    witness.note(handle, order.change(id));
    Wakeups.announce(handle, "edition");
    return dao.find(id).orElseThrow().edition();
  }

  private static Card headed(Card card, @Nullable String headline) {
    return headline == null ? card : card.with(card.content().headed(headline));
  }

  /// The article that shows the story, the portal's own before any other.
  private static Optional<Article> shown(Story story, Predicate<Article> suited) {
    return story.articles().stream()
        .filter(suited)
        .min(Comparator.comparing(article -> !article.ownPortal()));
  }

  /// What is to be alerted to, for whom, and who said so.
  private record Order(
      Newsletter newsletter,
      Story story,
      Article article,
      @Nullable String headline,
      StaffActor actor) {
    EditionState first() {
      return actor.equals(StaffActor.ENGINE)
          ? EditionRules.withoutEditor(newsletter)
          : EditionState.APPROVED;
    }

    private EditionChange change(long edition) {
      Difference made =
          Difference.NONE
              .with("newsletter", null, newsletter.slug())
              .with("story", null, story.id().value())
              .with("headline", null, headline)
              .with("state", null, StoredEdition.text(first()));
      return new EditionChange(
          actor, "alerted to a story", "edition " + edition, Map.of(), made.after());
    }
  }
}
