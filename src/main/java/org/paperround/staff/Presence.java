package org.paperround.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperround.platform.database.Database;

/// Who has what of the desk open at this moment, over all nodes: so that two people who work at one
/// thing know of each other. It locks nothing. Thread-safe.
public final class Presence {
  /// A page that does not say so again is closed.
  static final Duration LASTS = Duration.ofSeconds(25);

  private final Database database;
  private final InstantSource clock;

  public Presence(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// This member has it open; `subject` as in the audit log. To be said again well within 25
  /// seconds.
  public void note(StaffMember member, String subject) {
    database
        .jdbi()
        .useExtension(
            PresenceDao.class, dao -> dao.note(subject, member.id().value(), clock.instant()));
  }

  /// The names of the others who have it open, in their order.
  public List<String> others(StaffMember member, String subject) {
    return others(member, List.of(subject)).getOrDefault(subject, List.of());
  }

  /// The same of several, by subject; one that nobody else has open is not in it.
  public Map<String, List<String>> others(StaffMember member, List<String> subjects) {
    if (subjects.isEmpty()) {
      return Map.of();
    }
    Instant since = clock.instant().minus(LASTS);
    return database
        .jdbi()
        .withExtension(PresenceDao.class, dao -> dao.since(subjects, since))
        .stream()
        .filter(row -> row.memberId() != member.id().value())
        .collect(
            Collectors.groupingBy(
                PresenceDao.Row::subject,
                Collectors.mapping(PresenceDao.Row::shown, Collectors.toList())));
  }
}
