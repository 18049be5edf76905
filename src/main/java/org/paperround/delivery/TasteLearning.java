package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.paperround.digest.taste.Refit;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.edition.EditionId;
import org.paperround.subscriber.SubscriberId;
import org.paperround.tracking.Tracking.HumanClick;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns once a night what the parts of a taste should weigh, from the digests whose tails chance
/// put in order. What was learnt is used ([PresentWeights]) only when the check on readers that it
/// was not learnt from says that it is better. Thread-safe.
final class TasteLearning {
  private static final Logger LOG = LoggerFactory.getLogger(TasteLearning.class);

  /// So that most clicks on a digest have come.
  private static final Duration RIPE = Duration.ofDays(2);

  private static final Duration KEPT = Duration.ofDays(90);
  private static final int MOST_DIGESTS = 20_000;

  private final Collaborators with;

  TasteLearning(Collaborators with) {
    this.with = with;
  }

  /// Idempotent within a night; does nothing but forget old digests while learning is off.
  void learn() {
    Instant now = with.clock().instant();
    with.database().jdbi().useExtension(RandomTailDao.class, dao -> dao.purge(now.minus(KEPT)));
    if (!with.choosing().learning() || isLearnt(now)) {
      return;
    }
    List<Refit.Digest> digests = digests(now);
    if (digests.isEmpty()) {
      return;
    }
    TasteWeights before = new PresentWeights(with).read();
    Refit.Verdict verdict = Refit.of(digests, before);
    with.database().jdbi().useExtension(RandomTailDao.class, dao -> dao.learnt(row(now, verdict)));
    LOG.info(
        "Weights of taste {}: of {} digests with {} clicks, {} clicks a card by {}, {} by {}",
        verdict.better() ? "adopted" : "kept as they are",
        verdict.digests(),
        verdict.clicks(),
        verdict.present(),
        before,
        verdict.candidate(),
        verdict.found());
  }

  private boolean isLearnt(Instant now) {
    return with.database().jdbi().withExtension(RandomTailDao.class, dao -> dao.isLearnt(day(now)));
  }

  private static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private List<Refit.Digest> digests(Instant now) {
    Map<Long, List<RandomTailDao.Row>> editions =
        with
            .database()
            .jdbi()
            .withExtension(
                RandomTailDao.class,
                dao -> dao.since(now.minus(KEPT), now.minus(RIPE), MOST_DIGESTS))
            .stream()
            .collect(
                Collectors.groupingBy(
                    RandomTailDao.Row::edition, TreeMap::new, Collectors.toList()));
    List<Refit.Digest> digests = new ArrayList<>();
    editions.forEach((edition, rows) -> {
      List<SubscriberId> readers =
          rows.stream().map(row -> new SubscriberId(row.subscriber())).toList();
      Set<HumanClick> clicked =
          Set.copyOf(with.tracking().clicksOn(new EditionId(edition), readers));
      rows.forEach(row -> digests.add(digest(row, clicked)));
    });
    return digests;
  }

  private static Refit.Digest digest(RandomTailDao.Row row, Set<HumanClick> clicked) {
    List<Refit.Card> cards = new ArrayList<>();
    for (int i = 0; i < row.ordinals().size(); i++) {
      HumanClick click =
          new HumanClick(
              new SubscriberId(row.subscriber()),
              new EditionId(row.edition()),
              row.ordinals().get(i));
      cards.add(
          new Refit.Card(
              row.positions().get(i),
              row.parts().subList(TasteWeights.PARTS * i, TasteWeights.PARTS * (i + 1)),
              clicked.contains(click)));
    }
    return new Refit.Digest(row.subscriber(), cards);
  }

  private static RandomTailDao.Learnt row(Instant now, Refit.Verdict verdict) {
    TasteWeights found = verdict.found();
    return new RandomTailDao.Learnt(
        day(now),
        found.importance(),
        found.section(),
        found.owner(),
        found.words(),
        verdict.digests(),
        verdict.clicks(),
        verdict.present(),
        verdict.candidate(),
        verdict.low(),
        verdict.better());
  }
}
