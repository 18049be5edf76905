package org.paperround.newsletter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Witness;

/// The newsletters: the facade of this package. Thread-safe.
public final class Newsletters {
  /// A week, and room for a zone that crosses the date line.
  private static final int DAYS_TO_LOOK = 10;

  private final Database database;

  public Newsletters(Database database) {
    this.database = database;
    database.jdbi().registerRowMapper(new NewsletterMapper());
  }

  /// By slug.
  public List<Newsletter> all() {
    return database.jdbi().withExtension(NewsletterDao.class, NewsletterDao::all);
  }

  public Optional<Newsletter> bySlug(String slug) {
    return database.jdbi().withExtension(NewsletterDao.class, dao -> dao.bySlug(slug));
  }

  /// Of an id from outside, say from a link that may be older than anything.
  public Optional<Newsletter> find(NewsletterId id) {
    return database.jdbi().withExtension(NewsletterDao.class, dao -> dao.byId(id.value()));
  }

  /// The newsletter of an id that came from our own tables.
  ///
  /// @throws IllegalArgumentException when there is none; ids are never guessed, so that is a fault
  public Newsletter get(NewsletterId id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException("there is no newsletter with id " + id));
  }

  /// What a new newsletter of this kind is like at first: the first of its kind that is there.
  public Newsletter model(Newsletter.Kind kind) {
    Newsletter like =
        all().stream().min(Comparator.comparing(offer -> offer.kind() != kind)).orElseThrow();
    return like.kind() == kind ? like : like.alerting();
  }

  /// Everything that keeps it from being offered; empty when all is well.
  public static List<NewsletterProblem> problems(Newsletter newsletter) {
    return NewsletterRules.problems(newsletter);
  }

  /// Adds the newsletter, or changes the one with this slug (`id` of the argument is ignored).
  ///
  /// @throws InvalidNewsletterException with everything that is wrong with it; nothing is stored
  public Newsletter define(Newsletter newsletter) {
    return define(newsletter, Witness.none());
  }

  /// What [#define(Newsletter, Witness)] did; `before` is empty where there was none.
  public record Defined(Optional<Newsletter> before, Newsletter after) {}

  /// As [#define(Newsletter)]; `witness` is told what it was before, and is now.
  public Newsletter define(Newsletter newsletter, Witness<Defined> witness) {
    List<NewsletterProblem> problems = problems(newsletter);
    if (!problems.isEmpty()) {
      throw new InvalidNewsletterException(problems);
    }
    return database.inTransaction(handle -> {
      NewsletterDao dao = handle.attach(NewsletterDao.class);
      dao.lockDefinitions();
      Optional<Newsletter> before = dao.bySlug(newsletter.slug());
      Newsletter after = dao.upsert(NewsletterRow.of(newsletter));
      witness.note(handle, new Defined(before, after));
      return after;
    });
  }

  /// The first planned instant after `after`; computed by java.time, so that a time inside a spring
  /// gap is moved, not lost, and one inside an autumn overlap comes once (docs/adr/0007).
  ///
  /// @throws IllegalStateException when the newsletter has no send days
  public static Instant nextAfter(Newsletter newsletter, Instant after) {
    LocalDate start = after.atZone(newsletter.zone()).toLocalDate().minusDays(1);
    for (int day = 0; day < DAYS_TO_LOOK; day++) {
      LocalDate date = start.plusDays(day);
      if (newsletter.sendDays().contains(date.getDayOfWeek())) {
        Instant planned = planned(newsletter, date);
        if (planned.isAfter(after)) {
          return planned;
        }
      }
    }
    throw noSendDays(newsletter);
  }

  /// The last planned instant at or before `at`.
  ///
  /// @throws IllegalStateException when the newsletter has no send days
  public static Instant latestAt(Newsletter newsletter, Instant at) {
    LocalDate start = at.atZone(newsletter.zone()).toLocalDate().plusDays(1);
    for (int day = 0; day < DAYS_TO_LOOK; day++) {
      LocalDate date = start.minusDays(day);
      if (newsletter.sendDays().contains(date.getDayOfWeek())) {
        Instant planned = planned(newsletter, date);
        if (!planned.isAfter(at)) {
          return planned;
        }
      }
    }
    throw noSendDays(newsletter);
  }

  private static Instant planned(Newsletter newsletter, LocalDate date) {
    return date.atTime(newsletter.sendTime()).atZone(newsletter.zone()).toInstant();
  }

  private static IllegalStateException noSendDays(Newsletter newsletter) {
    return new IllegalStateException("newsletter " + newsletter.slug() + " has no send days");
  }
}
