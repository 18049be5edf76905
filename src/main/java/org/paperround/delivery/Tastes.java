package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.paperround.digest.taste.Behaviour;
import org.paperround.digest.taste.Offer;
import org.paperround.digest.taste.Taste;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.digest.taste.Traits;
import org.paperround.edition.EditionId;
import org.paperround.edition.ranking.StoryStatistics.Counts;
import org.paperround.subscriber.SubscriberId;
import org.paperround.tracking.Tracking.HumanClick;

/// The tastes of readers who consent to tracking, from what they were sent in tracked mails and
/// clicked. Nothing is kept of a reader beyond the call. Thread-safe.
final class Tastes {
  /// Some 500 bytes each.
  private static final int MOST_CARDS = 40_000;

  private static final Duration RETRIED_AFTER = Duration.ofMinutes(10);

  private final Collaborators with;

  private final Cache<EditionId, List<Card>> past =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CARDS)
          .weigher((EditionId _, List<Card> cards) -> Math.max(1, cards.size()))
          .expireAfterWrite(Duration.ofHours(1))
          .build();

  /// Editions that were read lately; where there are more than fit, the rest stay out of tastes
  /// rather than hold the claim up.
  private final Cache<EditionId, Boolean> tried =
      Caffeine.newBuilder().maximumSize(5_000).expireAfterWrite(RETRIED_AFTER).build();

  /// Past cards in the terms of an offer; few, since each holds what its readers clicked.
  private final Cache<Offer, Map<EditionId, ByOrdinal<Offer.Past>>> told =
      Caffeine.newBuilder().maximumSize(3).expireAfterAccess(Duration.ofMinutes(10)).build();

  Tastes(Collaborators with) {
    this.with = with;
  }

  /// What of a past card tells a taste, and what the crowd did with it.
  private record Card(int ordinal, Traits traits, Counts crowd) {}

  /// What each clicked in the days that count; a reader who does not consent at this moment, or
  /// clicked nothing, is not in it.
  Map<Long, Set<HumanClick>> clicks(Handle handle, Histories.Wanted wanted) {
    if (wanted.tracked().isEmpty()) {
      return Map.of();
    }
    return with
        .tracking()
        .clicksOf(handle, wanted.tracked(), wanted.first().atStartOfDay(ZoneOffset.UTC).toInstant())
        .stream()
        .collect(Collectors.groupingBy(click -> click.subscriber().value(), Collectors.toSet()));
  }

  /// By reader. `rows`: all that those with `clicks` had. What has to be read first is added to
  /// `unprepared`.
  Map<Long, Taste> of(
      Map<Long, Set<HumanClick>> clicks,
      Histories.Wanted wanted,
      List<HistoryDao.Had> rows,
      TasteWeights weights,
      Unprepared unprepared) {
    Offer offer = wanted.candidates().offer();
    Map<Long, Behaviour> behaviours = new HashMap<>();
    // Once for each edition: asking the caches for every row shows in a claim's time.
    Map<EditionId, Optional<ByOrdinal<Offer.Past>>> editions = new HashMap<>();
    for (HistoryDao.Had row : rows) {
      Set<HumanClick> own = clicks.get(row.subscriberId());
      if (own != null && row.observed()) {
        editions
            .computeIfAbsent(
                new EditionId(row.editionId()), edition -> cards(offer, edition, unprepared))
            .ifPresent(cards ->
                tell(
                    behaviours.computeIfAbsent(row.subscriberId(), _ -> new Behaviour(offer)),
                    cards,
                    row,
                    own,
                    Behaviour.weight(ChronoUnit.DAYS.between(row.editionDate(), wanted.date()))));
      }
    }
    Map<Long, Taste> tastes = new HashMap<>();
    behaviours.forEach((reader, behaviour) ->
        Taste.of(behaviour, weights).ifPresent(taste -> tastes.put(reader, taste)));
    return tastes;
  }

  /// Whether what tells a taste is known of a past edition; what has to be read first is added to
  /// `unprepared`, unless it was tried lately.
  boolean isReady(EditionId edition, Unprepared unprepared) {
    if (past.getIfPresent(edition) != null) {
      return true;
    }
    if (tried.getIfPresent(edition) == null) {
      unprepared.add("taste of " + edition, () -> learn(edition));
    }
    return false;
  }

  private void learn(EditionId edition) {
    Map<Integer, Long> exposures =
        with.database()
            .jdbi()
            .withExtension(ShownStoriesDao.class, dao -> dao.tracked(edition.value()));
    Map<Integer, Long> clicks = with.tracking().clicksPerCard(edition);
    past.put(
        edition,
        with.editions().pool(edition).cards().stream()
            .map(card ->
                new Card(
                    card.ordinal(),
                    Traits.of(card),
                    new Counts(
                        exposures.getOrDefault(card.ordinal(), 0L),
                        clicks.getOrDefault(card.ordinal(), 0L))))
            .toList());
    // Last: who asks meanwhile, on another thread, must not take it for one that does not fit.
    tried.put(edition, true);
  }

  private Optional<ByOrdinal<Offer.Past>> cards(
      Offer offer, EditionId edition, Unprepared unprepared) {
    if (!isReady(edition, unprepared)) {
      return Optional.empty();
    }
    return Optional.of(
        told.get(offer, _ -> new ConcurrentHashMap<>())
            .computeIfAbsent(edition, id -> past(offer, id)));
  }

  private ByOrdinal<Offer.Past> past(Offer offer, EditionId edition) {
    List<Card> known = past.getIfPresent(edition);
    Map<Integer, Offer.Past> cards = new HashMap<>();
    if (known != null) {
      known.forEach(card -> cards.put(card.ordinal(), offer.past(card.traits(), card.crowd())));
    }
    return new ByOrdinal<>(cards);
  }

  private static void tell(
      Behaviour behaviour,
      ByOrdinal<Offer.Past> cards,
      HistoryDao.Had row,
      Set<HumanClick> own,
      double weight) {
    EditionId edition = new EditionId(row.editionId());
    SubscriberId reader = new SubscriberId(row.subscriberId());
    for (int i = 0; i < row.cards().size(); i++) {
      int ordinal = row.cards().get(i);
      Offer.Past card = cards.get(ordinal).orElse(null);
      if (card != null) {
        behaviour.shown(card, i + 1, weight);
        if (own.contains(new HumanClick(reader, edition, ordinal))) {
          behaviour.clicked(card, weight);
        }
      }
    }
  }
}
