package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Candidates;
import org.paperround.digest.Choice;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.digest.Chooser;
import org.paperround.digest.DigestRequest;
import org.paperround.digest.Plan;
import org.paperround.digest.Reader;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.mail.ReadMail;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.work.Parallel;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;

/// Chooses for everybody who would be in the audience of one edition, with all they had before, a
/// piece of the audience at a time on every processor. Writes nothing. Its workers share it.
final class DryRunWork {
  private static final int PIECE = 1_000;

  private final Collaborators with;
  private final Histories histories;
  private final Edition edition;
  private final Newsletter newsletter;
  private final Candidates candidates;
  private final Chooser.Rules rules;
  private final PresentWeights weights;
  private final DomainGroups groups;
  private final ThrottleConfig throttles;
  private final Slots slots;
  private final Slots.Rule times;
  private final Map<FreezeDao.ZoneHour, Instant> due = new ConcurrentHashMap<>();
  private final Map<Locale, Plan> plans = new ConcurrentHashMap<>();
  private final LongPredicate progress;
  private long done;
  private boolean ended;

  /// `progress` is told how many are done and says whether to go on.
  DryRunWork(Collaborators with, DeliveryConfig config, Edition edition, LongPredicate progress) {
    Instant now = with.clock().instant();
    this.with = with;
    this.histories = new Histories(with);
    this.edition = edition.withCutOff(now.isBefore(edition.cutOff()) ? now : edition.cutOff());
    this.newsletter = with.newsletters().get(edition.newsletter());
    this.candidates = with.candidates(with.editions().pool(edition.id()));
    this.rules = with.rules(newsletter);
    this.weights = new PresentWeights(with);
    this.throttles = config.throttles();
    this.groups =
        with.database().jdbi().withHandle(handle -> DomainGroups.read(handle, throttles, now));
    this.slots = new Slots(config.allDueAtOnce());
    this.times = new Slots.Rule(this.edition, newsletter, now);
    this.progress = progress;
  }

  /// The edition as it is looked at.
  int revision() {
    return candidates.pool().revision();
  }

  /// Empty when it was told not to go on.
  Optional<DryRunFindings> run() {
    DryRunTally all = new DryRunTally();
    with.database()
        .jdbi()
        .useTransaction(handle -> {
          try (ResultIterator<DryRunDao.Somebody> readers =
              handle
                  .attach(DryRunDao.class)
                  .readers(newsletter.id().value(), FreezeDao.bit(edition.date()))) {
            int threads = Runtime.getRuntime().availableProcessors();
            List<Integer> workers = IntStream.range(0, threads).boxed().toList();
            Parallel.map(threads, workers, _ -> work(readers)).forEach(all::add);
          }
        });
    return progress.test(all.readers()) ? Optional.of(findings(all)) : Optional.empty();
  }

  private DryRunTally work(Iterator<DryRunDao.Somebody> readers) {
    DryRunTally tally = new DryRunTally();
    List<DryRunDao.Somebody> piece = next(readers);
    while (!piece.isEmpty()) {
      choose(piece, tally);
      tell(piece.size());
      piece = next(readers);
    }
    return tally;
  }

  /// Empty when there is nobody left, or it was told not to go on.
  private synchronized List<DryRunDao.Somebody> next(Iterator<DryRunDao.Somebody> readers) {
    List<DryRunDao.Somebody> piece = new ArrayList<>(PIECE);
    while (!ended && piece.size() < PIECE && readers.hasNext()) {
      piece.add(readers.next());
    }
    return piece;
  }

  private synchronized void tell(int more) {
    done += more;
    ended = ended || !progress.test(done);
  }

  private void choose(List<DryRunDao.Somebody> piece, DryRunTally tally) {
    List<SubscriberId> ids =
        piece.stream().map(somebody -> new SubscriberId(somebody.subscriberId())).toList();
    Map<SubscriberId, Recipient> recipients =
        with.database()
            .jdbi()
            .withHandle(handle -> with.subscribers().recipients(handle, newsletter.id(), ids));
    Map<Long, Histories.Known> past =
        histories.readPrepared(wanted(ids, recipients), weights.get());
    for (DryRunDao.Somebody somebody : piece) {
      @Nullable Recipient recipient = recipients.get(new SubscriberId(somebody.subscriberId()));
      Instant at = due.computeIfAbsent(somebody.slot(), slot -> slots.due(times, slot));
      Optional<LedgerReason> refusal = Eligibility.refusal(recipient, edition, at);
      if (refusal.isPresent() || recipient == null) {
        tally.without(refusal.orElse(LedgerReason.ERASED));
      } else {
        Histories.Known known = past.getOrDefault(somebody.subscriberId(), Histories.Known.NOTHING);
        choose(somebody, recipient, known, at, tally);
      }
    }
  }

  private Histories.Wanted wanted(List<SubscriberId> ids, Map<SubscriberId, Recipient> recipients) {
    return new Histories.Wanted(
        candidates,
        edition.date(),
        ids.stream().map(SubscriberId::value).toList(),
        recipients.values().stream()
            .filter(Recipient::trackingConsent)
            .map(Recipient::subscriber)
            .collect(Collectors.toSet()));
  }

  private void choose(
      DryRunDao.Somebody somebody,
      Recipient recipient,
      Histories.Known known,
      Instant at,
      DryRunTally tally) {
    Reader reader = Reader.of(recipient, known.taste(), at);
    switch (Chooser.choose(candidates, reader, known.history(), rules, at)) {
      case Choice.TooFew _ -> tally.without(LedgerReason.TOO_FEW_STORIES);
      case Choice.Chosen(List<ChosenCard> chosen, _) -> {
        Plan plan = plan(recipient.locale());
        List<ChosenCard> cards = plan.fitting(chosen);
        tally.digest(
            at,
            groups.name(groups.of(somebody.domain())),
            new DryRunTally.Largest(plan.octets(cards), recipient.locale(), cards));
      }
    }
  }

  private Plan plan(Locale locale) {
    return plans.computeIfAbsent(
        locale, own -> with.digests().draft(edition, candidates.pool(), newsletter, own));
  }

  private DryRunFindings findings(DryRunTally tally) {
    Map<String, Long> byGroup = new HashMap<>();
    tally
        .turns()
        .forEach(turn ->
            turn.readers().forEach((group, count) -> byGroup.merge(group, count, Long::sum)));
    Optional<Edition> before = with.before(edition);
    return new DryRunFindings(
        tally.readers(),
        tally.digests(),
        tally.reasons(),
        tally.stories(candidates.pool()),
        largestHtml(tally.largest()),
        tally.turns(),
        byGroup.entrySet().stream()
            .map(group ->
                new DryRunFindings.Group(
                    group.getKey(), group.getValue(), rate(throttles.limits(group.getKey()))))
            .sorted(Comparator.comparingLong(DryRunFindings.Group::readers).reversed())
            .toList(),
        perSecond(before),
        before.flatMap(this::before).orElse(null));
  }

  private int largestHtml(DryRunTally.@Nullable Largest largest) {
    if (largest == null) {
      return 0;
    }
    DigestRequest request =
        new DigestRequest(
            edition,
            Reader.NOBODY.id(),
            SampleMails.ADDRESS,
            "",
            newsletter.zone(),
            false,
            false,
            largest.cards(),
            0,
            with.clock().instant());
    return ReadMail.parse(with.digests().assemble(plan(largest.locale()), request).message())
        .htmlOctets();
  }

  private static @Nullable Double rate(Limits limits) {
    return limits.hasRate() ? limits.perSecond() : null;
  }

  /// What is allowed, or less, if the last edition's best minute says so.
  private @Nullable Double perSecond(Optional<Edition> before) {
    Limits limits = throttles.limits(ThrottleConfig.TOTAL);
    double lately =
        before
            .map(new BestMinutes(with)::perSecond)
            .filter(rate -> rate > 0)
            .orElse(Limits.NO_RATE);
    return rate(limits.atMost(lately));
  }

  private Optional<DryRunFindings.Before> before(Edition last) {
    return new Accounts(with.database())
        .of(last.id())
        .map(account ->
            new DryRunFindings.Before(
                last.id().value(),
                last.date().toString(),
                account.sent(),
                account.reasons().getOrDefault("skipped.too-few-stories", 0L),
                sections(last.id(), last.date())));
  }

  private Map<String, Long> sections(EditionId id, LocalDate date) {
    Map<Integer, String> section =
        with.editions().pool(id).cards().stream()
            .collect(Collectors.toMap(card -> card.ordinal(), card -> card.section()));
    Map<String, Long> readers = new HashMap<>();
    with.database()
        .jdbi()
        .withExtension(ShownStoriesDao.class, dao -> dao.shown(id.value(), date))
        .forEach(shown ->
            readers.merge(section.getOrDefault(shown.ordinal(), ""), shown.readers(), Long::sum));
    return readers;
  }
}
