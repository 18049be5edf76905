package org.paperround.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
import org.paperround.edition.ranking.Gamma;
import org.paperround.edition.ranking.StoryStatistics;
import org.paperround.platform.work.Parallel;
import org.paperround.subscriber.SubscriberId;

/// How much better than the most important stories a reader's digest is, for simulated readers
/// whose taste the engine does not see.
///
/// A reader has a topic distribution t ~ Dirichlet(0.3). Shown a list, they click position r (from
/// 1) with probability `sigmoid(-2.5 + 3 t[topic] + 0.8 z(importance)) / log2(r + 1)`. Their
///    history is lists of ten in random order on other days, until the n-th click. A digest is
///    judged by nDCG@10, the truth being the probability at r = 1. The control's readers have no
///    taste (t = 0 everywhere) and clicked every position with probability .1 before.
public final class PersonalEval {
  static final int READERS = 5_000;
  private static final int LIST = 10;
  private static final int CLICKS = 20;
  private static final int CROWD = 300;
  private static final int MOST_LISTS = 400;
  private static final double AT_RANDOM = 0.1;
  private static final double CONCENTRATION = 0.3;
  private static final int RESAMPLES = 1_000;

  private final List<NewsDay> days;
  private final List<String> topics;
  private final List<Prepared> prepared = new ArrayList<>();

  private PersonalEval(List<NewsDay> days, int frontPage) {
    this.days = days;
    this.topics =
        days.stream()
            .flatMap(day -> day.stories().stream())
            .map(NewsDay.Story::topic)
            .distinct()
            .sorted()
            .toList();
    List<List<StoryStatistics.Counts>> crowds = days.stream().map(this::crowd).toList();
    for (int day = 0; day < days.size(); day++) {
      prepared.add(prepare(day, frontPage, crowds));
    }
  }

  /// Mean nDCG@10 over the readers of each way to choose; the gains are ratios to popularity, less
  /// one, with 95 % of bootstrap resamples of the readers.
  ///
  /// `worth` is what the clicks are good for without the rules of a digest: the ten stories of the
  /// greatest worth, with no regard to caps, sameness and mix.
  public record Result(
      int readers,
      int days,
      int topics,
      double popularity,
      Gain at20,
      Gain worth,
      Gain at0,
      Gain random) {
    public List<Bar> bars() {
      return List.of(
          Bar.atLeast("gain_20", at20.mean(), 0.15),
          Bar.atLeast("gain_0", at0.mean(), -0.02),
          Bar.atLeast("gain_random", random.mean(), -0.02));
    }

    public boolean holds() {
      return Bar.allHold(bars());
    }
  }

  public record Gain(double mean, double low, double high) {}

  /// One day ready to be chosen from, and every other day's cards in its terms.
  @SuppressWarnings("ArrayRecordComponent") // read millions of times; never compared
  private record Prepared(
      NewsDay day, Candidates candidates, double[] importance, List<List<Offer.Past>> past) {}

  /// The scores of one reader.
  private record Judged(
      double popularity, double at0, double at20, double worth, double plain, double random) {}

  /// On the feeds of `folder`, a folder of days; on made-up stories where it is absent. `frontPage`
  /// is how many slots everybody gets.
  ///
  /// @throws IOException when there are no two days of news in the folder
  public static Result measure(Optional<Path> folder, int frontPage) throws IOException {
    return measure(folder, frontPage, READERS);
  }

  static Result measure(Optional<Path> folder, int frontPage, int readers) throws IOException {
    List<NewsDay> days = folder.isPresent() ? NewsDays.read(folder.get()) : MadeUpDays.days();
    if (days.size() < 2) {
      throw new IOException("there must be two days of news at least, to learn on one of them");
    }
    PersonalEval eval = new PersonalEval(days, frontPage);
    List<Judged> judged =
        Parallel.map(
            Runtime.getRuntime().availableProcessors(),
            IntStream.range(0, readers).boxed().toList(),
            eval::judge);
    return new Result(
        readers,
        days.size(),
        eval.topics.size(),
        judged.stream().mapToDouble(Judged::popularity).average().orElse(0),
        gain(judged, Judged::at20, Judged::popularity),
        gain(judged, Judged::worth, Judged::popularity),
        gain(judged, Judged::at0, Judged::popularity),
        gain(judged, Judged::random, Judged::plain));
  }

  private Prepared prepare(int today, int frontPage, List<List<StoryStatistics.Counts>> crowds) {
    NewsDay day = days.get(today);
    Candidates candidates = Candidates.of(day.pool(today + 1, frontPage));
    List<List<Offer.Past>> past = new ArrayList<>();
    for (int other = 0; other < days.size(); other++) {
      List<StoryStatistics.Counts> crowd = crowds.get(other);
      past.add(
          days.get(other).pool(other + 1, 0).cards().stream()
              .map(card -> candidates.offer().past(Traits.of(card), crowd.get(card.ordinal() - 1)))
              .toList());
    }
    return new Prepared(day, candidates, importance(day), past);
  }

  /// What the crowd would have done with each of a day's stories, at any of ten positions.
  private List<StoryStatistics.Counts> crowd(NewsDay day) {
    double[] importance = importance(day);
    double[] sums = new double[importance.length];
    for (int reader = 0; reader < CROWD; reader++) {
      double[] clicks =
          probabilities(day, importance, dirichlet(new SplittableRandom(2L << 32 | reader)));
      for (int i = 0; i < sums.length; i++) {
        sums[i] += clicks[i];
      }
    }
    double examined =
        IntStream.rangeClosed(1, LIST).mapToDouble(Behaviour::examination).average().orElse(1);
    return Arrays.stream(sums)
        .mapToObj(sum ->
            new StoryStatistics.Counts(READERS, Math.round(READERS * examined * sum / CROWD)))
        .toList();
  }

  /// In standard deviations over the day.
  private static double[] importance(NewsDay day) {
    double[] scores = day.stories().stream().mapToDouble(NewsDay.Story::score).toArray();
    double mean = Arrays.stream(scores).average().orElse(0);
    double deviation =
        Math.sqrt(Arrays.stream(scores).map(v -> (v - mean) * (v - mean)).average().orElse(1));
    return Arrays.stream(scores).map(v -> (v - mean) / deviation).toArray();
  }

  private Judged judge(int number) {
    SplittableRandom random = new SplittableRandom(1L << 32 | number);
    double[] taste = dirichlet(random);
    int today = number % days.size();
    Prepared on = prepared.get(today);
    double[] truth = probabilities(on, taste);
    double[] plain = probabilities(on, new double[topics.size()]);
    Behaviour clicks =
        history(
            today,
            random,
            (day, story, position) ->
                probabilities(prepared.get(day), taste)[story] * Behaviour.examination(position));
    Behaviour noise = history(today, random, (_, _, _) -> AT_RANDOM);
    Optional<Taste> known = Taste.of(clicks, TasteWeights.STANDARD);
    List<Integer> popular = IntStream.range(0, Math.min(LIST, truth.length)).boxed().toList();
    return new Judged(
        ndcg(popular, truth),
        ndcg(choose(on, number, Optional.empty()), truth),
        ndcg(choose(on, number, known), truth),
        ndcg(worth(known, popular, truth.length), truth),
        ndcg(popular, plain),
        ndcg(choose(on, number, Taste.of(noise, TasteWeights.STANDARD)), plain));
  }

  /// How likely a story of a day is clicked at a position.
  private interface Clicking {
    double chance(int day, int story, int position);
  }

  private static List<Integer> worth(Optional<Taste> taste, List<Integer> popular, int stories) {
    return taste
        .map(known ->
            IntStream.range(0, stories)
                .boxed()
                .sorted((one, other) -> Double.compare(known.worth(other), known.worth(one)))
                .limit(LIST)
                .toList())
        .orElse(popular);
  }

  private Behaviour history(int today, RandomGenerator random, Clicking clicking) {
    Prepared on = prepared.get(today);
    Behaviour behaviour = new Behaviour(on.candidates().offer());
    int clicks = 0;
    for (int list = 0; list < MOST_LISTS && clicks < CLICKS; list++) {
      int day = (today + 1 + random.nextInt(days.size() - 1)) % days.size();
      double weight = Behaviour.weight(Math.abs(day - today));
      for (int position = 1; position <= LIST && clicks < CLICKS; position++) {
        int story = random.nextInt(days.get(day).stories().size());
        Offer.Past past = on.past().get(day).get(story);
        behaviour.shown(past, position, weight);
        if (random.nextDouble() < clicking.chance(day, story, position)) {
          behaviour.clicked(past, weight);
          clicks++;
        }
      }
    }
    return behaviour;
  }

  private double[] probabilities(Prepared on, double[] taste) {
    return probabilities(on.day(), on.importance(), taste);
  }

  /// How likely each of a day's stories is clicked in the first position.
  private double[] probabilities(NewsDay day, double[] importance, double[] taste) {
    double[] probabilities = new double[importance.length];
    for (int i = 0; i < probabilities.length; i++) {
      double t = taste[topics.indexOf(day.stories().get(i).topic())];
      probabilities[i] = 1 / (1 + Math.exp(2.5 - 3 * t - 0.8 * importance[i]));
    }
    return probabilities;
  }

  private List<Integer> choose(Prepared on, int number, Optional<Taste> taste) {
    Reader reader =
        new Reader(new SubscriberId(number + 1), Set.of(), Set.of(), OptionalInt.of(LIST), taste);
    Choice choice =
        Chooser.choose(
            on.candidates(),
            reader,
            History.EMPTY,
            new Chooser.Rules(1, LIST),
            Instant.EPOCH.plus(1, ChronoUnit.DAYS));
    return switch (choice) {
      case Choice.TooFew _ -> List.of();
      case Choice.Chosen(List<Choice.ChosenCard> cards, _) ->
          cards.stream().map(card -> card.ordinal() - 1).toList();
    };
  }

  private static double ndcg(List<Integer> list, double[] truth) {
    double[] best = Arrays.stream(truth).map(p -> -p).sorted().map(p -> -p).toArray();
    double gained = 0;
    double ideal = 0;
    for (int i = 0; i < Math.min(LIST, truth.length); i++) {
      gained += i < list.size() ? truth[list.get(i)] * Behaviour.examination(i + 1) : 0;
      ideal += best[i] * Behaviour.examination(i + 1);
    }
    return gained / ideal;
  }

  /// The shares of gamma variates; of a shape a below 1 they are `gamma(a + 1) * U^(1/a)`.
  private double[] dirichlet(SplittableRandom random) {
    double[] shares = new double[topics.size()];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] =
          Gamma.draw(CONCENTRATION + 1, random) * Math.pow(random.nextDouble(), 1 / CONCENTRATION);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static Gain gain(
      List<Judged> judged, ToDoubleFunction<Judged> engine, ToDoubleFunction<Judged> base) {
    double[] of = judged.stream().mapToDouble(engine).toArray();
    double[] against = judged.stream().mapToDouble(base).toArray();
    Bootstrap bounds =
        Bootstrap.of(
            of.length,
            RESAMPLES,
            drawn ->
                IntStream.of(drawn).mapToDouble(reader -> of[reader]).sum()
                        / IntStream.of(drawn).mapToDouble(reader -> against[reader]).sum()
                    - 1);
    return new Gain(
        Arrays.stream(of).sum() / Arrays.stream(against).sum() - 1, bounds.low(), bounds.high());
  }
}
