package org.paperround.delivery;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.Rhythms;
import org.paperround.subscriber.Rhythms.Rhythm;
import org.paperround.subscriber.SubscriberId;
import org.paperround.tracking.TrackingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks readers who click nothing whether they still want a newsletter, and lets it come less often
/// or not at all when they give no sign, as the newsletter's policy says ([SunsetRules] decides).
/// Any sign takes all of it back. Idempotent, and safe on several nodes at once: what is done about
/// a reader is decided again under the reader's lock. Thread-safe.
public final class Sunset {
  private static final Logger LOG = LoggerFactory.getLogger(Sunset.class);
  private static final int PAGE = 500;

  /// Of one newsletter in one tick, so that confirmations do not wait behind them in the outbox.
  private static final int MOST_ASKED = 500;

  private final Collaborators with;
  private final Rhythms rhythms;
  private final TrackingConfig tracking;
  private final SunsetFacts facts;

  public Sunset(Collaborators with, Rhythms rhythms, TrackingConfig tracking) {
    this.with = with;
    this.rhythms = rhythms;
    this.tracking = tracking;
    this.facts = new SunsetFacts(with);
  }

  /// One tick; does nothing while all sending is held. Returns how many readers something was done
  /// about.
  public int run() {
    if (with.database().jdbi().withExtension(HoldDao.class, HoldDao::present).isPresent()) {
      return 0;
    }
    int done = 0;
    for (Newsletter newsletter : with.newsletters().all()) {
      done += follow(newsletter) + ask(newsletter);
    }
    return done;
  }

  private int follow(Newsletter newsletter) {
    long id = newsletter.id().value();
    return pages(newsletter, Integer.MAX_VALUE, after -> dao(dao -> dao.asked(id, after, PAGE)));
  }

  private int ask(Newsletter newsletter) {
    Instant now = with.clock().instant();
    Instant silentSince = now.minus(Duration.ofDays(newsletter.sunset().askDays()));
    if (!newsletter.sunset().isOn() || !newsletter.active()) {
      return 0;
    }
    if (silentSince.isBefore(clicksKeptSince(now))) {
      LOG.warn(
          "Readers of {} are not asked: clicks are kept for {} months only (tracking.keep-months)",
          newsletter.slug(),
          tracking.keepMonths());
      return 0;
    }
    long id = newsletter.id().value();
    return pages(
        newsletter, MOST_ASKED, after -> dao(dao -> dao.silent(id, silentSince, after, PAGE)));
  }

  private Instant clicksKeptSince(Instant now) {
    return now.atZone(ZoneOffset.UTC).minusMonths(tracking.keepMonths()).toInstant();
  }

  private List<Long> dao(Function<SunsetDao, List<Long>> query) {
    return with.database().jdbi().withExtension(SunsetDao.class, query::apply);
  }

  private int pages(Newsletter newsletter, int most, LongFunction<List<Long>> next) {
    int done = 0;
    List<Long> page = next.apply(0);
    while (!page.isEmpty() && done < most) {
      List<SubscriberId> readers = page.stream().map(SubscriberId::new).toList();
      for (SubscriberId reader : moving(newsletter, readers)) {
        done += done < most && act(newsletter, reader) ? 1 : 0;
      }
      page = next.apply(page.getLast());
    }
    return done;
  }

  /// Those about whom something is to be done, as far as can be told without their locks.
  private List<SubscriberId> moving(Newsletter newsletter, List<SubscriberId> readers) {
    Map<SubscriberId, SunsetFacts.Fact> known =
        with.database().jdbi().withHandle(handle -> facts.of(handle, newsletter, readers));
    return readers.stream()
        .filter(reader ->
            step(newsletter, Objects.requireNonNull(known.get(reader))) != SunsetStep.NOTHING)
        .toList();
  }

  private SunsetStep step(Newsletter newsletter, SunsetFacts.Fact fact) {
    SunsetStep step = SunsetRules.step(newsletter.sunset(), fact.silence(), with.clock().instant());
    return switch (step) {
      case NOTHING, ASK, BEGIN_ANEW -> step;
      // Nobody can give a sign by a newsletter that does not come.
      case SLOW, PAUSE -> newsletter.active() ? step : SunsetStep.NOTHING;
    };
  }

  /// A reader whom another holds is left for the next tick.
  private boolean act(Newsletter newsletter, SubscriberId reader) {
    return with.database()
        .inTransaction(handle -> {
          if (with.subscribers().lock(handle, List.of(reader)).isEmpty()) {
            return false;
          }
          SunsetFacts.Fact fact =
              Objects.requireNonNull(facts.of(handle, newsletter, List.of(reader)).get(reader));
          SunsetStep step = step(newsletter, fact);
          return switch (step) {
            case NOTHING -> false;
            case ASK -> count(step, ask(handle, newsletter, reader));
            case SLOW -> count(step, slow(handle, newsletter, reader, recipient(fact)));
            case PAUSE -> count(step, pause(handle, newsletter, reader, recipient(fact)));
            case BEGIN_ANEW -> count(step, beginAnew(handle, newsletter.id(), reader, fact));
          };
        });
  }

  private boolean count(SunsetStep step, boolean done) {
    String name = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    with.meters().counter("paperround.delivery.sunset.steps", "step", name).increment(done ? 1 : 0);
    return done;
  }

  private static Recipient recipient(SunsetFacts.Fact fact) {
    return Objects.requireNonNull(fact.recipient(), "a tracked reader is a recipient");
  }

  private boolean ask(Handle handle, Newsletter newsletter, SubscriberId reader) {
    Instant now = now();
    boolean first =
        handle.attach(SunsetDao.class).ask(newsletter.id().value(), reader.value(), now) == 1;
    if (first) {
      rhythms.ask(handle, reader, newsletter, now);
    }
    return first;
  }

  /// Of several days the first stays on which there is an edition; who gets it once a week already
  /// keeps the day.
  private boolean slow(
      Handle handle, Newsletter newsletter, SubscriberId reader, Recipient recipient) {
    Instant now = now();
    boolean often = recipient.days().size() > 1;
    Set<DayOfWeek> one = often ? Set.of(oneOf(recipient.days(), newsletter)) : recipient.days();
    int slowed =
        handle
            .attach(SunsetDao.class)
            .slow(
                newsletter.id().value(),
                reader.value(),
                now,
                often ? numbers(recipient.days()) : null,
                often ? numbers(one) : null);
    if (slowed == 0) {
      return false;
    }
    if (often) {
      String reason = "no answer for " + newsletter.sunset().slowerDays() + " days";
      rhythms.change(
          handle,
          reader,
          newsletter.id(),
          new Rhythm(one, recipient.pausedUntil()),
          new Rhythms.Why(reason, now));
    }
    return true;
  }

  private static DayOfWeek oneOf(Set<DayOfWeek> days, Newsletter newsletter) {
    return days.stream()
        .filter(newsletter.sendDays()::contains)
        .min(DayOfWeek::compareTo)
        .orElseGet(() -> days.stream().min(DayOfWeek::compareTo).orElseThrow());
  }

  private boolean pause(
      Handle handle, Newsletter newsletter, SubscriberId reader, Recipient recipient) {
    Instant now = now();
    Instant until = now.plus(SunsetRules.PAUSE);
    if (handle.attach(SunsetDao.class).pause(newsletter.id().value(), reader.value(), now, until)
        == 0) {
      return false;
    }
    String reason = "no answer for " + newsletter.sunset().pauseDays() + " days more";
    rhythms.change(
        handle,
        reader,
        newsletter.id(),
        new Rhythm(recipient.days(), until),
        new Rhythms.Why(reason, now));
    return true;
  }

  /// What the reader has changed since stays as it is. Of who left, too: they may come back.
  private boolean beginAnew(
      Handle handle, NewsletterId newsletter, SubscriberId reader, SunsetFacts.Fact fact) {
    SunsetDao.Row row = Objects.requireNonNull(fact.row(), "it had begun");
    Recipient recipient = fact.recipient();
    if (recipient != null) {
      Rhythm present = new Rhythm(recipient.days(), recipient.pausedUntil());
      Rhythm before = before(row, present);
      if (!before.equals(present)) {
        rhythms.change(
            handle, reader, newsletter, before, new Rhythms.Why("as it was before", now()));
      }
    }
    return handle.attach(SunsetDao.class).end(newsletter.value(), reader.value()) == 1;
  }

  private static Rhythm before(SunsetDao.Row row, Rhythm present) {
    boolean slowed = row.daysBefore() != null && numbers(present.days()).equals(row.daysSet());
    boolean paused = row.pausedUntil() != null && row.pausedUntil().equals(present.pausedUntil());
    return new Rhythm(
        slowed ? days(row.daysBefore()) : present.days(), paused ? null : present.pausedUntil());
  }

  /// The reader's own word that the newsletter is wanted: everything is as it was before, at once.
  /// False when the reader is gone or does not get it. Idempotent.
  public boolean keep(SubscriberId reader, NewsletterId id, Provenance provenance) {
    Newsletter newsletter = with.newsletters().get(id);
    return with.database()
        .inTransaction(handle -> {
          if (!rhythms.lock(handle, reader, id)) {
            return false;
          }
          SunsetFacts.Fact fact =
              Objects.requireNonNull(facts.of(handle, newsletter, List.of(reader)).get(reader));
          if (fact.row() != null) {
            rhythms.kept(handle, reader, id, provenance);
            beginAnew(handle, id, reader, fact);
          }
          return true;
        });
  }

  /// In whole seconds, as the database gives them back.
  private Instant now() {
    return with.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static List<Integer> numbers(Set<DayOfWeek> days) {
    return days.stream().map(DayOfWeek::getValue).sorted().toList();
  }

  private static Set<DayOfWeek> days(@Nullable List<Integer> numbers) {
    return Objects.requireNonNull(numbers).stream()
        .map(DayOfWeek::of)
        .collect(Collectors.toUnmodifiableSet());
  }
}
