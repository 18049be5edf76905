package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Wakeups;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.SubscriberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the latest edition to whoever confirmed after its audience was frozen, where the
/// newsletter wants that and the reader was told so (docs/adr/0020): rows of its ledger like
/// everybody's, which open the edition again if it has been sent. Who is still to get it is not
/// counted along but looked up, so any node may do it at any time. Thread-safe.
final class Newcomers {
  private static final Logger LOG = LoggerFactory.getLogger(Newcomers.class);

  /// So soon a confirmation is found that came while another reader was erased.
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Collaborators with;
  private final Slots slots;
  private final ThrottleConfig throttles;
  private final Cache<EditionId, Look> looks = Caffeine.newBuilder().maximumSize(1000).build();

  Newcomers(Collaborators with, DeliveryConfig config) {
    this.with = with;
    this.slots = new Slots(config.allDueAtOnce());
    this.throttles = config.throttles();
  }

  /// Returns how many readers were added. An edition that cannot take them is an alarm, tried
  /// again, and keeps nothing else from its turn.
  int run() {
    int added = 0;
    for (Newsletter newsletter : with.newsletters().all()) {
      if (newsletter.welcomeEdition()) {
        for (Edition edition : with.editions().out(newsletter.id())) {
          added += guarded(new OpenEdition(edition, newsletter));
        }
      }
    }
    return added;
  }

  /// As [Deliveries#welcomes].
  Optional<EditionId> welcomes(Preferences wanted) {
    Newsletter newsletter = with.newsletters().get(wanted.newsletter());
    if (!newsletter.welcomeEdition()) {
      return Optional.empty();
    }
    return with.editions().out(newsletter.id()).stream()
        .findFirst()
        .filter(latest -> latest.state() != EditionState.STOPPED)
        .filter(latest -> wants(wanted, latest) && !hasRow(wanted.subscriber(), latest))
        .map(Edition::id);
  }

  private boolean wants(Preferences wanted, Edition edition) {
    Instant pausedUntil = wanted.pausedUntil();
    return wanted.days().contains(edition.date().getDayOfWeek())
        && (pausedUntil == null || !pausedUntil.isAfter(with.clock().instant()));
  }

  private boolean hasRow(SubscriberId reader, Edition edition) {
    return dao(dao -> dao.hasRow(reader.value(), edition.date(), edition.id().value()));
  }

  private int guarded(OpenEdition open) {
    try {
      return look(open);
    } catch (RuntimeException e) {
      LOG.error("Newcomers did not get edition {}; tried again with the next tick", open.id(), e);
      with.alarms()
          .raise(
              cause(open),
              "Newcomers cannot be given edition " + open.id() + " for a welcome: " + e);
      return 0;
    }
  }

  private static String cause(OpenEdition open) {
    return "welcome-failing:" + open.id();
  }

  private int look(OpenEdition open) {
    Instant now = with.clock().instant();
    long confirmed = dao(dao -> dao.count(open.id().value()));
    Look last = looks.getIfPresent(open.id());
    if (confirmed == 0 || (last != null && last.covers(confirmed, now))) {
      return 0;
    }
    int added =
        missing(open).isEmpty()
            ? 0
            : with.database().inTransaction(handle -> add(handle, open, now));
    with.alarms().resolve(cause(open));
    looks.put(open.id(), new Look(confirmed, now));
    return added;
  }

  private int add(Handle handle, OpenEdition open, Instant now) {
    // Held from here on: the account is closed before this, or after it has seen the rows.
    if (!with.editions().reopen(handle, open.id())) {
      return 0;
    }
    long id = open.id().value();
    NewcomerDao dao = handle.attach(NewcomerDao.class);
    List<FreezeDao.ZoneHour> wanted = new ArrayList<>();
    missing(dao, open).forEach(some -> wanted.add(some.slot()));
    slots.add(handle, new Slots.Rule(open.edition(), open.newsletter(), now), wanted);
    long added = dao.insert(rule(open, DomainGroups.read(handle, throttles, now), now));
    if (added == 0) {
      handle.rollback();
      return 0;
    }
    if (dao.enlarge(id, added) != 1) {
      throw new IllegalStateException("edition " + id + " has no audience to be enlarged");
    }
    Wakeups.announce(handle, Freeze.TOPIC);
    LOG.info("Edition {} goes to {} newcomers", id, added);
    return (int) added;
  }

  private List<FreezeDao.Readers> missing(OpenEdition open) {
    return dao(dao -> missing(dao, open));
  }

  private static List<FreezeDao.Readers> missing(NewcomerDao dao, OpenEdition open) {
    Edition edition = open.edition();
    return dao.missing(
        edition.id().value(),
        edition.date(),
        edition.newsletter().value(),
        FreezeDao.bit(edition.date()));
  }

  private static NewcomerDao.Rule rule(OpenEdition open, DomainGroups groups, Instant now) {
    Edition edition = open.edition();
    List<String> domains = List.copyOf(groups.byDomain().keySet());
    return new NewcomerDao.Rule(
        edition.id().value(),
        edition.date(),
        edition.newsletter().value(),
        FreezeDao.bit(edition.date()),
        Priorities.of(open),
        open.newsletter().lateLimit().toMillis() / 1000.0,
        edition.expiresAt(),
        now,
        domains,
        domains.stream().map(groups::of).toList());
  }

  private <T> T dao(Function<NewcomerDao, T> work) {
    return with.database().jdbi().withExtension(NewcomerDao.class, work::apply);
  }

  /// How many confirmations there were when everybody had a row, and when that was.
  private record Look(long confirmed, Instant at) {
    boolean covers(long present, Instant now) {
      return present == confirmed && at.plus(AGAIN).isAfter(now);
    }
  }
}
