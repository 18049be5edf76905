package org.paperround.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Wakeups;
import org.paperround.subscriber.SubscriberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the audience of an approved edition: one row of the ledger for each eligible reader, in
/// one transaction, once.
final class Freeze {
  /// What sending nodes listen to.
  static final String TOPIC = "delivery";

  private static final Logger LOG = LoggerFactory.getLogger(Freeze.class);

  /// The words of the edition's diary for what makes it approved.
  private static final Set<String> APPROVALS = Set.of("approve", "approved", "resume");

  private final Collaborators with;
  private final Partitions partitions;
  private final Slots slots;
  private final ThrottleConfig throttles;
  private final CanaryConfig canary;
  private final LetterAudience letters;

  Freeze(Collaborators with, DeliveryConfig config) {
    this.with = with;
    this.partitions = new Partitions(with.database());
    this.slots = new Slots(config.allDueAtOnce());
    this.throttles = config.throttles();
    this.canary = config.canary();
    this.letters = new LetterAudience(with, slots, throttles);
  }

  /// Freezes what is approved; returns how many editions that were. One that fails is an alarm and
  /// is tried again; the others go on.
  int run() {
    return freeze(approved());
  }

  /// Freezes alerts alone, whose audience must not wait for a large digest's.
  int runAlerts() {
    return freeze(
        approved().stream()
            .filter(open -> open.newsletter().kind() == Newsletter.Kind.ALERT)
            .toList());
  }

  private List<OpenEdition> approved() {
    return with.editions().in(EditionState.APPROVED).stream()
        .map(edition -> OpenEdition.of(with, edition))
        .sorted(Comparator.comparingInt(Priorities::of))
        .toList();
  }

  private int freeze(List<OpenEdition> approved) {
    int frozen = 0;
    for (OpenEdition open : approved) {
      Edition edition = open.edition();
      String cause = "freeze-failing:" + edition.id();
      try {
        partitions.ensure(edition.date());
        List<Long> staff = hasRing(open) ? staff() : List.of();
        if (with.database().inLongTransaction(handle -> freeze(handle, open, staff))) {
          frozen++;
          partitions.analyze(edition.date());
          with.alarms().resolve(cause);
        }
      } catch (RuntimeException e) {
        LOG.error("The audience of edition {} was not frozen; tried again", edition.id(), e);
        with.alarms()
            .raise(cause, "The audience of edition " + edition.id() + " cannot be frozen: " + e);
      }
    }
    return frozen;
  }

  private boolean freeze(Handle handle, OpenEdition open, List<Long> staff) {
    Edition edition = open.edition();
    FreezeDao dao = handle.attach(FreezeDao.class);
    Instant now = with.clock().instant();
    long id = edition.id().value();
    // The audience row first: from here on this transaction has an id, so ReaderChanges goes over
    // every change once more that happens until it has committed.
    if (!dao.tryLock(id) || dao.open(id, edition.newsletter().value(), edition.date(), now) == 0) {
      return false;
    }
    OptionalLong eligible =
        edition.isLetter()
            ? letters.insert(handle, open, now)
            : OptionalLong.of(subscribers(handle, open, now, staff));
    if (eligible.isEmpty()) {
      handle.rollback();
      return false;
    }
    dao.count(id, eligible.getAsLong());
    // Last, so that the desk is not kept waiting: an editor who holds it meanwhile wins.
    if (!with.editions().markSending(handle, edition.id())) {
      handle.rollback();
      return false;
    }
    Wakeups.announce(handle, TOPIC);
    LOG.info("Edition {} has an audience of {}", edition.id(), eligible.getAsLong());
    return true;
  }

  private long subscribers(Handle handle, OpenEdition open, Instant now, List<Long> staff) {
    Edition edition = open.edition();
    Newsletter newsletter = open.newsletter();
    FreezeDao dao = handle.attach(FreezeDao.class);
    int day = FreezeDao.bit(edition.date());
    List<FreezeDao.Readers> readers = dao.readers(newsletter.id().value(), day);
    List<FreezeDao.ZoneHour> wanted =
        new ArrayList<>(readers.stream().map(FreezeDao.Readers::slot).toList());
    FreezeDao.ZoneHour published =
        new FreezeDao.ZoneHour(newsletter.zone().getId(), DueTime.WHEN_PUBLISHED);
    wanted.add(published);
    Slots.Rule times = new Slots.Rule(edition, newsletter, approvedAt(edition, now));
    slots.add(handle, times, wanted);
    FreezeDao.First first = first(ring(open, times, readers), slots.due(times, published), staff);
    DomainGroups groups = DomainGroups.read(handle, throttles, now);
    long eligible = dao.insert(rule(open, day, groups, now), first);
    dao.ring(edition.id().value(), edition.date(), eligible, first.ring(), first.ringThrough());
    return eligible;
  }

  private Optional<Ring> ring(OpenEdition open, Slots.Rule times, List<FreezeDao.Readers> readers) {
    if (!hasRing(open)) {
      return Optional.empty();
    }
    SortedMap<Instant, Long> due = new TreeMap<>();
    readers.forEach(some -> due.merge(slots.due(times, some.slot()), some.readers(), Long::sum));
    return Ring.of(due);
  }

  private FreezeDao.First first(Optional<Ring> ring, Instant publishedAt, List<Long> staff) {
    return new FreezeDao.First(
        Priorities.RING,
        ring.map(Ring::through).orElse(null),
        ring.map(Ring::most).orElse(0L),
        publishedAt,
        ring.isPresent() ? staff : List.of(),
        ring.isPresent() ? canary.domains() : List.of());
  }

  /// Alerts and letters have none.
  private boolean hasRing(OpenEdition open) {
    return canary.on()
        && open.newsletter().kind() == Newsletter.Kind.DIGEST
        && !open.edition().isLetter();
  }

  private List<Long> staff() {
    return canary.staff().stream()
        .flatMap(address -> with.subscribers().byAddress(address).stream())
        .map(SubscriberId::value)
        .toList();
  }

  /// Not the time of the freeze: where no engine ran in between, what is late by now is late.
  private Instant approvedAt(Edition edition, Instant now) {
    return with.editions().diary(edition.id()).stream()
        .filter(entry -> APPROVALS.contains(entry.action()))
        .map(DiaryEntry::at)
        .max(Comparator.naturalOrder())
        .orElse(now);
  }

  /// Why a reader whose turn comes after the edition's end gets nothing.
  private static LedgerReason overslept(Newsletter newsletter) {
    return switch (newsletter.kind()) {
      case DIGEST -> LedgerReason.LATE;
      case ALERT -> LedgerReason.QUIET_HOURS;
    };
  }

  private static FreezeDao.AudienceRule rule(
      OpenEdition open, int day, DomainGroups groups, Instant now) {
    Edition edition = open.edition();
    Newsletter newsletter = open.newsletter();
    List<String> domains = List.copyOf(groups.byDomain().keySet());
    return new FreezeDao.AudienceRule(
        edition.id().value(),
        edition.date(),
        newsletter.id().value(),
        day,
        Priorities.of(open),
        newsletter.lateLimit().toMillis() / 1000.0,
        edition.expiresAt(),
        overslept(newsletter).code(),
        now,
        newsletter.zone().getId(),
        domains,
        domains.stream().map(groups::of).toList());
  }
}
