package org.paperround.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryGrouping;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;

/// The pools of a newsletter's made-up editions, day after day: each of the same size, with a front
/// page, the best of the day before once more, and new stories; the same for one seed. Sections are
/// of unequal size, scores normal.
final class MadeUpPools {
  static final List<String> SECTIONS =
      List.of(
          "World",
          "Politics",
          "Sport",
          "Business",
          "Culture",
          "Health",
          "Technology",
          "Science",
          "Travel",
          "Books");
  static final int FRONT_PAGE = 5;
  private static final int OWNERS = 12;
  private static final int CARRIED_OVER = 40;

  /// Of the stories that are carried over, so many have a new revision.
  private static final double DEVELOPED = 0.1;

  private final Random random;
  private final List<StoryGrouping.Text> texts;
  private final int cards;
  private int told;

  private MadeUpPools(int editions, int cards, long seed) {
    this.random = new Random(seed);
    this.texts = MadeUpNews.events(editions * cards, seed);
    this.cards = cards;
  }

  private record Told(int revision, String section, String owner, double score, int text) {}

  /// The latest edition last.
  static List<Pool> of(int editions, int cards, long seed) {
    MadeUpPools made = new MadeUpPools(editions, cards, seed);
    List<Pool> pools = new ArrayList<>();
    List<Told> stories = List.of();
    for (int edition = 1; edition <= editions; edition++) {
      stories = made.stories(stories);
      pools.add(made.pool(edition, stories));
    }
    return pools;
  }

  /// Best first.
  private List<Told> stories(List<Told> before) {
    List<Told> stories = new ArrayList<>();
    for (Told old : before.subList(0, Math.min(CARRIED_OVER, before.size()))) {
      int revision = old.revision() + (random.nextDouble() < DEVELOPED ? 1 : 0);
      stories.add(new Told(revision, old.section(), old.owner(), old.score() - 2, old.text()));
    }
    while (stories.size() < cards) {
      int section = MadeUpNews.zipf(SECTIONS.size(), random);
      stories.add(
          new Told(
              1,
              SECTIONS.get(section),
              "Owner " + random.nextInt(OWNERS),
              random.nextGaussian(),
              told++));
    }
    stories.sort(Comparator.comparingDouble(Told::score).reversed());
    return stories;
  }

  private Pool pool(int edition, List<Told> stories) {
    List<Card> pool = new ArrayList<>();
    for (Told story : stories) {
      pool.add(card(pool.size() + 1, story));
    }
    return new Pool(new EditionId(edition), 1, pool);
  }

  private Card card(int ordinal, Told story) {
    return new Card(
        ordinal,
        new StoryId(1 + story.text()),
        story.revision(),
        new ArticleId(1 + story.text()),
        story.revision(),
        story.owner(),
        story.section(),
        List.of(story.section() + " today"),
        null,
        content(texts.get(story.text())),
        story.score(),
        Map.of("coverage", story.score()),
        ordinal <= FRONT_PAGE ? ordinal : null,
        false,
        false,
        false,
        null);
  }

  private static CardContent content(StoryGrouping.Text text) {
    return CardContent.of(
        "https://www.thecourier.example/" + text.id(),
        text.headline(),
        text.standfirst(),
        Instant.EPOCH);
  }
}
