package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.AlertChoice;
import org.paperround.digest.AlertChooser;
import org.paperround.digest.Candidates;
import org.paperround.digest.Choice;
import org.paperround.digest.Chooser;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.digest.Plan;
import org.paperround.digest.Reader;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses the cards of readers within a claim. A reader whose choice fails by a fault of ours is
/// put off and is an alarm; the others go on. For the thread of the claims; pools and plans can be
/// asked for by others.
final class Choosing {
  private static final Logger LOG = LoggerFactory.getLogger(Choosing.class);
  private static final Duration AFTER_FAULT = Duration.ofMinutes(5);

  private final Collaborators with;
  private final PresentWeights weights;
  private final SubjectTrials trials;

  /// Few and large: editions that send now, at their present revision; read anew every minute for
  /// what readers clicked, and which stories became one, meanwhile.
  private final Cache<PoolVersion, Candidates> pools =
      Caffeine.newBuilder().maximumSize(6).expireAfterWrite(Duration.ofMinutes(1)).build();

  private final Cache<PlanKey, Plan> plans =
      Caffeine.newBuilder().maximumSize(24).expireAfterAccess(Duration.ofMinutes(10)).build();

  Choosing(Collaborators with, SubjectTrials trials) {
    this.with = with;
    this.trials = trials;
    this.weights = new PresentWeights(with);
  }

  /// What the parts of a taste weigh now.
  TasteWeights weights() {
    return weights.get();
  }

  /// The pool at the revision of `edition`; a claim has locked it, so no decision can come in
  /// between. Empty when it has to be read first.
  Optional<Candidates> candidates(Edition edition, Unprepared unprepared) {
    PoolVersion key = PoolVersion.of(edition);
    Candidates candidates = pools.getIfPresent(key);
    if (candidates == null) {
      unprepared.add(key, () -> learn(edition.id()));
    }
    return Optional.ofNullable(candidates);
  }

  private void learn(EditionId edition) {
    Pool pool = with.editions().pool(edition);
    pools.put(PoolVersion.of(pool), with.candidates(pool));
  }

  /// The mails of this pool in a reader's language. Empty when they have to be made first.
  Optional<Plan> plan(OpenEdition open, Pool pool, Locale locale, Unprepared unprepared) {
    PlanKey key = new PlanKey(PoolVersion.of(pool), locale.getLanguage());
    Plan plan = plans.getIfPresent(key);
    if (plan == null) {
      unprepared.add(
          key,
          () ->
              plans.put(key, with.digests().plan(open.edition(), pool, open.newsletter(), locale)));
    }
    return Optional.ofNullable(plan);
  }

  void choose(
      Claims.Batch batch, Candidates candidates, Candidate candidate, Claims.Verdicts verdicts) {
    long reader = candidate.row().subscriberId();
    try {
      if (batch.edition().isLetter()) {
        claim(batch, candidates, candidate, new Choice.Chosen(List.of(), List.of()), verdicts);
        return;
      }
      switch (batch.open().newsletter().kind()) {
        case DIGEST -> chooseStories(batch, candidates, candidate, verdicts);
        case ALERT -> chooseAlert(batch, candidates, candidate, verdicts);
      }
    } catch (RuntimeException e) {
      LOG.error("Choosing for a reader of edition {} failed", batch.edition().id(), e);
      with.alarms()
          .raise(
              cause(batch.edition().id()),
              "Choosing for some readers of edition " + batch.edition().id() + " fails: " + e);
      verdicts.postpone(reader);
      verdicts.postponeUntil(batch.now().plus(AFTER_FAULT));
    }
  }

  static String cause(EditionId edition) {
    return "choosing-failing:" + edition;
  }

  private void chooseStories(
      Claims.Batch batch, Candidates candidates, Candidate candidate, Claims.Verdicts verdicts) {
    switch (choice(batch, candidates, candidate)) {
      case Choice.TooFew _ -> end(candidate, LedgerReason.TOO_FEW_STORIES, verdicts);
      case Choice.Chosen chosen -> claim(batch, candidates, candidate, chosen, verdicts);
    }
  }

  private void chooseAlert(
      Claims.Batch batch, Candidates candidates, Candidate candidate, Claims.Verdicts verdicts) {
    AlertChoice choice =
        AlertChooser.choose(
            candidates,
            reader(candidate, batch.now()),
            candidate.known().history(),
            candidate.recipient().alerts().onlyFollowed(),
            batch.now());
    switch (choice) {
      case AlertChoice.Gone() -> end(candidate, LedgerReason.TOO_FEW_STORIES, verdicts);
      case AlertChoice.Received() -> end(candidate, LedgerReason.ALREADY_RECEIVED, verdicts);
      case AlertChoice.Unwanted() -> end(candidate, LedgerReason.NOT_WANTED, verdicts);
      case AlertChoice.Chosen(Choice.ChosenCard card) ->
          claim(
              batch, candidates, candidate, new Choice.Chosen(List.of(card), List.of()), verdicts);
    }
  }

  private static void end(Candidate candidate, LedgerReason reason, Claims.Verdicts verdicts) {
    verdicts.end(candidate.row().subscriberId(), Ending.of(reason));
  }

  private void claim(
      Claims.Batch batch,
      Candidates candidates,
      Candidate candidate,
      Choice.Chosen chosen,
      Claims.Verdicts verdicts) {
    plan(batch.open(), candidates.pool(), candidate.recipient().locale(), verdicts.unprepared())
        .ifPresent(plan -> verdicts.claim(claim(batch, plan, candidate, chosen)));
  }

  private static Reader reader(Candidate candidate, Instant now) {
    return Reader.of(candidate.recipient(), candidate.known().taste(), now);
  }

  private Choice choice(Claims.Batch batch, Candidates candidates, Candidate candidate) {
    return Chooser.choose(
        candidates,
        reader(candidate, batch.now()),
        candidate.known().history(),
        with.rules(batch.open().newsletter()),
        batch.now());
  }

  private Claim claim(Claims.Batch batch, Plan plan, Candidate candidate, Choice.Chosen chosen) {
    List<Choice.ChosenCard> cards = plan.fitting(chosen.cards());
    Set<Integer> shown = cards.stream().map(Choice.ChosenCard::ordinal).collect(Collectors.toSet());
    Recipient recipient = candidate.recipient();
    Edition edition = batch.edition();
    Newsletter newsletter = batch.open().newsletter();
    EmailAddress address = address(recipient.address());
    return new Claim(
        new Claim.Facts(
            new DeliveryKey(recipient.subscriber(), edition.id(), edition.date()),
            edition,
            newsletter,
            plan,
            recipient,
            address,
            cards,
            chosen.atRandom().stream().filter(card -> shown.contains(card.ordinal())).toList(),
            subject(edition, candidate),
            batch.now(),
            batch.turn().node(),
            candidate.row().attempts() + 1,
            candidate.row().handedOver(),
            candidate.row().domainGroup()),
        batch.turn().startedNanos());
  }

  /// A mail that may have arrived is sent again under the subject it had.
  private int subject(Edition edition, Candidate candidate) {
    Integer before = candidate.row().subject();
    return before == null ? trials.next(edition, candidate.recipient().subscriber()) : before;
  }

  private static EmailAddress address(@Nullable EmailAddress address) {
    if (address == null) {
      throw new IllegalStateException("a reader without an address passed the rules");
    }
    return address;
  }

  /// One reader whose row may be claimed.
  record Candidate(ClaimDao.Picked row, Recipient recipient, Histories.Known known) {}

  private record PlanKey(PoolVersion pool, String language) {}
}
