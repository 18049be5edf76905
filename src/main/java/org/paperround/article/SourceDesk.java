package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Witness;
import org.paperround.platform.http.HttpFetcher;

/// Which sources there are, and how they are changed: at the shell, and at the desk, where two may
/// change one at a time. Thread-safe.
public final class SourceDesk {
  /// So many sources are on a page of the list.
  public static final int PAGE_SIZE = 100;

  private final Database database;
  private final Alarms alarms;
  private final InstantSource clock;
  private final SourceTrials trials;

  SourceDesk(Database database, HttpFetcher fetcher, Alarms alarms, InstantSource clock) {
    this.database = database;
    this.alarms = alarms;
    this.clock = clock;
    this.trials = new SourceTrials(database, fetcher, clock);
  }

  /// As [Articles#define].
  SourceId define(SourceDefinition definition) {
    Defined defined =
        database.inTransaction(handle -> {
          handle.attach(SourceDao.class).lockDefinitions();
          if (urlIsTaken(handle, definition)) {
            throw new IllegalArgumentException(
                "another source than "
                    + definition.slug()
                    + " has the address "
                    + definition.url());
          }
          return defined(handle, definition, true);
        });
    resolve(defined, definition);
    return defined.id();
  }

  /// `moved`: the source was at another address, or of another kind.
  private record Defined(SourceId id, boolean moved) {}

  private static boolean urlIsTaken(Handle handle, SourceDefinition definition) {
    return handle.attach(SourceDao.class).urlIsTakenByAnother(definition.url(), definition.slug());
  }

  private Defined defined(Handle handle, SourceDefinition definition, boolean active) {
    SourceDao sources = handle.attach(SourceDao.class);
    SourceSettings settings = definition.settings();
    sources.readAnew(definition, settings, settings.selectors());
    boolean moved = sources.moved(definition.slug(), definition.url(), settings.kind()) > 0;
    SourceId id = new SourceId(sources.define(definition, settings, settings.selectors(), active));
    if (moved) {
      handle.attach(SourceHubDao.class).leaveOthers(id.value(), null, null, clock.instant());
    }
    return new Defined(id, moved);
  }

  private void resolve(Defined defined, SourceDefinition definition) {
    if (defined.moved()) {
      alarms.resolve(Poller.cause(definition.slug()));
    }
  }

  /// Makes a source that there was not; `witness` is told if it is made.
  public SourceSaving add(SourceDefinition definition, Witness<SourceSaving.Saved> witness) {
    return database.inTransaction(handle -> {
      SourceDao sources = handle.attach(SourceDao.class);
      sources.lockDefinitions();
      if (sources.idOf(definition.slug()).isPresent()) {
        return new SourceSaving.Taken("slug", "There is a source of this short name already.");
      }
      if (urlIsTaken(handle, definition)) {
        return taken();
      }
      SourceId id = defined(handle, definition, true).id();
      return saved(
          handle,
          new SourceSaving.Saved(id, new SourceDraft(Map.of()), SourceDraft.of(definition)),
          witness);
    });
  }

  private static SourceSaving saved(
      Handle handle, SourceSaving.Saved saved, Witness<SourceSaving.Saved> witness) {
    witness.note(handle, saved);
    return saved;
  }

  /// Changes a source that is as it was when the form was filled: its draft had this `version`. One
  /// that is paused stays so. What changes is read anew as after `source add`. `witness` is told if
  /// it is saved, also as it was.
  ///
  /// @throws IllegalArgumentException when the definition has another short name
  public SourceSaving change(
      SourceId id,
      String version,
      SourceDefinition definition,
      Witness<SourceSaving.Saved> witness) {
    SourceSaving saving =
        database.inTransaction(handle -> {
          handle.attach(SourceDao.class).lockDefinitions();
          Optional<SourceHealth> found = handle.attach(SourceDeskDao.class).find(id.value());
          if (found.isEmpty()) {
            return new SourceSaving.Unknown();
          }
          SourceHealth present = found.get();
          if (!present.slug().equals(definition.slug())) {
            throw new IllegalArgumentException("a source keeps its short name " + present.slug());
          }
          SourceDraft before = SourceDraft.of(present);
          if (!before.version().equals(version)) {
            return new SourceSaving.Overtaken(present);
          }
          if (urlIsTaken(handle, definition)) {
            return taken();
          }
          defined(handle, definition, present.active());
          return saved(
              handle, new SourceSaving.Saved(id, before, SourceDraft.of(definition)), witness);
        });
    if (saving instanceof SourceSaving.Saved saved && saved.moved()) {
      alarms.resolve(Poller.cause(definition.slug()));
    }
    return saving;
  }

  private static SourceSaving taken() {
    return new SourceSaving.Taken("url", "Another source has this address.");
  }

  /// As [Articles#remove].
  boolean end(String slug) {
    boolean ended =
        database.inTransaction(handle -> handle.attach(SourceDao.class).deactivate(slug) > 0);
    alarms.resolve(Poller.cause(slug));
    return ended;
  }

  /// Reads a source no more, and takes nothing pushed by it; its articles stay. False when it is
  /// paused already, or there is none; else `witness` is told which.
  public boolean pause(SourceId id, Witness<SourceHealth> witness) {
    Optional<SourceHealth> paused =
        database.inTransaction(handle -> {
          Optional<SourceHealth> source =
              handle
                  .attach(SourceDeskDao.class)
                  .find(id.value())
                  .filter(found -> handle.attach(SourceDao.class).deactivate(found.slug()) > 0);
          source.ifPresent(found -> witness.note(handle, found));
          return source;
        });
    paused.ifPresent(source -> alarms.resolve(Poller.cause(source.slug())));
    return paused.isPresent();
  }

  /// Reads it again, at once. False when it is read already, or there is none; else `witness` is
  /// told which.
  public boolean resume(SourceId id, Witness<SourceHealth> witness) {
    return database.inTransaction(handle -> {
      SourceDeskDao sources = handle.attach(SourceDeskDao.class);
      Optional<SourceHealth> source =
          sources.find(id.value()).filter(_ -> sources.resume(id.value()) > 0);
      source.ifPresent(found -> witness.note(handle, found));
      return source.isPresent();
    });
  }

  public Optional<SourceHealth> find(SourceId id) {
    return database.jdbi().withExtension(SourceDeskDao.class, dao -> dao.find(id.value()));
  }

  /// A page of the list: those in this state whose name, short name, owner or address has `text` in
  /// it, in whatever case. A page that is beyond the last is the last.
  public SourceListing list(String text, SourceListing.State state, int page) {
    String word = state.name().toLowerCase(Locale.ROOT);
    return database
        .jdbi()
        .withHandle(handle -> {
          SourceDeskDao sources = handle.attach(SourceDeskDao.class);
          int found = sources.wanted(text, word);
          int pages = Math.max(1, (found + PAGE_SIZE - 1) / PAGE_SIZE);
          int shown = Math.clamp(page, 1, pages);
          List<SourceHealth> listed = sources.list(text, word, PAGE_SIZE, (shown - 1) * PAGE_SIZE);
          Map<Long, SourceListing.Flow> flows = flows(sources, listed);
          return new SourceListing(
              listed.stream()
                  .map(source ->
                      new SourceListing.Line(
                          source, flows.getOrDefault(source.id(), SourceListing.Flow.NOTHING)))
                  .toList(),
              sources.counts(),
              found,
              shown,
              pages);
        });
  }

  /// What this source brings.
  public SourceListing.Flow flow(SourceHealth source) {
    return database
        .jdbi()
        .withExtension(SourceDeskDao.class, dao -> flows(dao, List.of(source)))
        .getOrDefault(source.id(), SourceListing.Flow.NOTHING);
  }

  private Map<Long, SourceListing.Flow> flows(SourceDeskDao sources, List<SourceHealth> of) {
    Instant now = clock.instant();
    List<Long> ids = of.stream().map(SourceHealth::id).toList();
    return sources
        .brought(ids, now.minus(Duration.ofDays(1)), now.minus(Duration.ofDays(7)))
        .stream()
        .collect(
            Collectors.toMap(
                SourceDeskDao.Brought::source,
                brought -> new SourceListing.Flow(brought.day(), brought.week() / 7.0)));
  }

  /// Reads a source once as it is stored, and stores nothing.
  public SourceTrial tryOut(SourceHealth source) {
    return trials.of(SourceTrials.row(source, source.id()));
  }

  /// Reads a source once as it would be, and stores nothing; `id` is that of the source that would
  /// be changed, empty for a new one.
  public SourceTrial tryOut(SourceDefinition source, Optional<SourceId> id) {
    return trials.of(SourceTrials.row(source, id.map(SourceId::value).orElse(0L)));
  }
}
