package org.paperround.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.bench.MadeUpReaders.MadeUpReader;
import org.paperround.digest.Candidates;
import org.paperround.digest.Choice;
import org.paperround.digest.Chooser;
import org.paperround.digest.History;
import org.paperround.digest.Reader;
import org.paperround.digest.taste.Behaviour;
import org.paperround.digest.taste.Offer;
import org.paperround.digest.taste.Taste;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.digest.taste.Traits;
import org.paperround.edition.Card;
import org.paperround.edition.Pool;
import org.paperround.edition.ranking.StoryStatistics.Counts;
import org.paperround.platform.work.Parallel;
import org.paperround.subscriber.SubscriberId;

/// How long it takes to choose the cards of many readers, from what they had and clicked in the
/// [#DAYS] days before. Everything that is done per reader is counted but reading it from the
/// database.
public final class ChooseBench {
  /// What is aimed at for a million readers on two processors.
  static final Duration MOST_PER_MILLION = Duration.ofSeconds(30);

  public static final int READERS = 1_000_000;

  static final int CARDS = 300;
  static final int DAYS = 14;
  private static final int WARM_UP = 20_000;

  /// Readers are made up for so many at a time, so that the making can be left out of the measure.
  private static final int BATCH = 20_000;

  private static final int PIECE = 1_000;
  private static final Instant NOW = Instant.parse("2026-05-01T06:00:00Z");
  private static final Chooser.Rules RULES =
      new Chooser.Rules(3, MadeUpReaders.CARDS, new Chooser.Learning(true, 0.05));

  private final Candidates today;

  /// Of each past edition, of each card, what it says of a reader.
  private final List<List<Had>> past = new ArrayList<>();

  private final MadeUpReaders readers;

  private ChooseBench(long seed) {
    List<Pool> pools = MadeUpPools.of(DAYS + 1, CARDS, seed);
    Pool pool = pools.getLast();
    this.today = Candidates.of(pool, counts(pool));
    Set<StoryId> offered = pool.cards().stream().map(Card::story).collect(Collectors.toSet());
    List<Pool> before = pools.subList(0, DAYS);
    for (Pool earlier : before) {
      past.add(earlier.cards().stream().map(card -> had(card, offered)).toList());
    }
    this.readers =
        new MadeUpReaders(before.stream().map(ChooseBench::sections).toArray(int[][]::new));
  }

  /// A past card in the terms of today's pool; `offered`: it may be chosen again.
  private record Had(Offer.Past past, Card card, boolean offered) {}

  /// `cards` are those of the pool, `chosen` those of all digests; `tastes`: of so many readers the
  /// clicks tell of a taste.
  public record Result(
      int readers, int cards, long chosen, long tastes, Duration taken, long heapMaxMb) {
    public boolean holds() {
      return taken.toNanos() <= MOST_PER_MILLION.toNanos() * ((double) readers / READERS);
    }
  }

  /// One reader's digest.
  record Chosen(Choice choice, boolean taste) {}

  /// Chooses for `count` readers, the same ones every time, on all processors; for others before,
  /// as in an engine that has been up for a minute.
  public static Result run(int count) {
    ChooseBench bench = new ChooseBench(1);
    bench.choose(2, 0, Math.min(WARM_UP, count));
    HeapPeak heap = HeapPeak.fromNow();
    Tally tally = new Tally(0, 0, 0);
    for (int done = 0; done < count; done += BATCH) {
      tally = tally.plus(bench.choose(1, done, Math.min(BATCH, count - done)));
    }
    return new Result(
        count,
        CARDS,
        tally.chosen(),
        tally.tastes(),
        Duration.ofNanos(tally.nanos()),
        heap.megabytes());
  }

  private record Tally(long chosen, long tastes, long nanos) {
    Tally plus(Tally other) {
      return new Tally(chosen + other.chosen(), tastes + other.tastes(), nanos + other.nanos());
    }
  }

  private Tally choose(long seed, int from, int count) {
    int processors = Runtime.getRuntime().availableProcessors();
    List<Integer> pieces =
        IntStream.iterate(from, start -> start < from + count, start -> start + PIECE)
            .boxed()
            .toList();
    List<List<MadeUpReader>> made =
        Parallel.map(
            processors, pieces, start -> made(seed, start, Math.min(start + PIECE, from + count)));
    long begun = System.nanoTime();
    List<Tally> tallies = Parallel.map(processors, made, this::choose);
    long nanos = System.nanoTime() - begun;
    return tallies.stream().reduce(new Tally(0, 0, nanos), Tally::plus);
  }

  private List<MadeUpReader> made(long seed, long from, long to) {
    return LongStream.range(from, to).mapToObj(number -> readers.reader(seed, number)).toList();
  }

  private Tally choose(List<MadeUpReader> some) {
    long chosen = 0;
    long tastes = 0;
    for (MadeUpReader reader : some) {
      Chosen digest = choose(reader);
      tastes += digest.taste() ? 1 : 0;
      chosen +=
          switch (digest.choice()) {
            case Choice.TooFew _ -> 0;
            case Choice.Chosen(List<Choice.ChosenCard> cards, _) -> cards.size();
          };
    }
    return new Tally(chosen, tastes, 0);
  }

  private Chosen choose(MadeUpReader made) {
    Optional<Taste> taste = made.consents() ? taste(made) : Optional.empty();
    Reader reader =
        new Reader(
            new SubscriberId(made.number() + 1),
            made.follows(),
            made.mutes(),
            OptionalInt.empty(),
            taste);
    return new Chosen(Chooser.choose(today, reader, history(made), RULES, NOW), taste.isPresent());
  }

  private History history(MadeUpReader reader) {
    Map<StoryId, Integer> stories = new HashMap<>();
    Map<ArticleId, Integer> articles = new HashMap<>();
    for (int edition = 0; edition < past.size(); edition++) {
      List<Had> cards = past.get(edition);
      for (int place : reader.had()[edition]) {
        Had had = cards.get(place);
        if (had.offered()) {
          stories.merge(had.card().story(), had.card().storyRevision(), Math::max);
          articles.merge(had.card().article(), had.card().articleRevision(), Math::max);
        }
      }
    }
    return new History(stories, articles);
  }

  private Optional<Taste> taste(MadeUpReader reader) {
    Behaviour behaviour = new Behaviour(today.offer());
    for (int edition = 0; edition < past.size(); edition++) {
      double weight = Behaviour.weight(past.size() - edition);
      int position = 0;
      for (int place : reader.had()[edition]) {
        Offer.Past card = past.get(edition).get(place).past();
        if (reader.clicked().get(edition * MadeUpReaders.CARDS + position)) {
          behaviour.clicked(card, weight);
        }
        behaviour.shown(card, ++position, weight);
      }
    }
    return Taste.of(behaviour, TasteWeights.STANDARD);
  }

  private Had had(Card card, Set<StoryId> offered) {
    return new Had(
        today.offer().past(Traits.of(card), new Counts(5_000, 250)),
        card,
        offered.contains(card.story()));
  }

  /// The better a story, the more have had it.
  private static Map<StoryId, Counts> counts(Pool pool) {
    return pool.cards().stream()
        .collect(
            Collectors.toMap(
                Card::story, card -> new Counts(60_000 / card.ordinal(), 3_000 / card.ordinal())));
  }

  private static int[] sections(Pool pool) {
    return pool.cards().stream()
        .mapToInt(card -> MadeUpPools.SECTIONS.indexOf(card.section()))
        .toArray();
  }
}
