package org.paperround.subscriber;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Witness;

/// Readers as staff look them up, one at a time: there is no list of all of them; and the word of
/// staff that one is not mailed. Thread-safe.
public final class Audience {
  /// A shorter beginning of an address is not looked up.
  public static final int FEWEST_CHARACTERS = 3;

  /// Readers on a page.
  public static final int PAGE = 50;

  /// So many are read at once, and in so many steps, for one page, however few of them are in the
  /// state that was asked for.
  private static final int CHUNK = 500;

  private static final int CHUNKS = 4;

  /// Behind every letter.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private static final Duration COUNTS_LAST = Duration.ofMinutes(5);

  private final Database database;
  private final LoadingCache<Boolean, Counts> counts;

  public Audience(Database database, InstantSource clock) {
    this.database = database;
    this.counts =
        Caffeine.newBuilder()
            .expireAfterWrite(COUNTS_LAST)
            .build(_ -> database.jdbi().withExtension(AudienceDao.class, dao -> count(dao, clock)));
  }

  /// How many readers there are: for each newsletter and state, and of suppressed addresses.
  public record Counts(Instant at, List<InState> readers, Map<SuppressionReason, Long> suppressed) {
    public Counts {
      readers = List.copyOf(readers);
      suppressed = Map.copyOf(suppressed);
    }
  }

  public record InState(NewsletterId newsletter, ReaderState state, long readers) {}

  /// What is looked for: an address or its beginning, or a reader's number. `state` null: whatever
  /// it is. `after`: where the page before ended; empty: the first page.
  public record Search(String text, @Nullable ReaderState state, String after) {}

  /// What kind of text was looked for.
  public enum By {
    ADDRESS,
    BEGINNING,
    NUMBER
  }

  /// At most [#PAGE] readers in the order of their addresses. `next`: `after` of the page that
  /// follows, empty on the last; a page may hold few, or none, and have a next one, since no more
  /// than some thousands are looked at for one.
  public record Found(By by, List<FoundReader> readers, String next) {
    public Found {
      readers = List.copyOf(readers);
    }
  }

  /// As they were within the last minutes.
  public Counts counts() {
    return counts.get(true);
  }

  /// Empty when the text is shorter than [#FEWEST_CHARACTERS] and no number.
  public Optional<Found> search(Search search) {
    String text = search.text().strip();
    if (text.matches("[0-9]{1,18}")) {
      return Optional.of(byNumber(Long.parseLong(text), search.state()));
    }
    if (text.length() < FEWEST_CHARACTERS) {
      return Optional.empty();
    }
    return Optional.of(
        switch (AddressCheck.check(text)) {
          case AddressCheck.Ok(EmailAddress address) ->
              beginning(By.ADDRESS, address.key(), search);
          case AddressCheck.Refused _ ->
              beginning(By.BEGINNING, text.toLowerCase(Locale.ROOT), search);
        });
  }

  /// Everything that staff see of one reader, but for what they chose for each newsletter
  /// ([Subscribers#preferences]); empty for a number that is nobody's.
  public Optional<ReaderProfile> reader(SubscriberId id) {
    return database.jdbi().withExtension(AudienceDao.class, dao -> profile(dao, id));
  }

  private static Optional<ReaderProfile> profile(AudienceDao dao, SubscriberId id) {
    return dao.person(id.value()).map(person -> person.profile(dao.subscriptions(id.value())));
  }

  /// Suppresses the reader's address by an operator's word; `why` is kept as its evidence until the
  /// reader is erased. False when nothing changed: there is nobody (any more), or a person's word
  /// suppressed it before. `witness` is told how the reader stood until then.
  public boolean suppress(SubscriberId id, String why, Instant at, Witness<ReaderProfile> witness) {
    return database.inTransaction(handle -> {
      // So that the reader stands as read here when the word is said.
      handle.attach(SubscriberDao.class).lock(id.value());
      Optional<ReaderProfile> before = profile(handle.attach(AudienceDao.class), id);
      boolean suppressed =
          new Suppression(id, SuppressionReason.OPERATOR, why, null)
              .apply(handle, Provenance.of(SuppressionReason.OPERATOR, at));
      if (suppressed) {
        witness.note(handle, before.orElseThrow());
      }
      return suppressed;
    });
  }

  private Found byNumber(long id, @Nullable ReaderState state) {
    List<FoundReader> found =
        database.jdbi().withExtension(AudienceDao.class, dao -> dao.byId(id)).stream()
            .map(AudienceDao.Row::found)
            .filter(reader -> state == null || state.holds(reader))
            .toList();
    return new Found(By.NUMBER, found, "");
  }

  private Found beginning(By by, String key, Search search) {
    return database.jdbi().withExtension(AudienceDao.class, dao -> beginning(dao, by, key, search));
  }

  private static Found beginning(AudienceDao dao, By by, String key, Search search) {
    List<FoundReader> found = new ArrayList<>();
    String after = search.after();
    ReaderState state = search.state();
    int most = state == null ? PAGE + 1 : CHUNK;
    for (int i = 0; i < CHUNKS; i++) {
      List<AudienceDao.Row> rows = dao.between(key, key + LAST, after, most);
      for (AudienceDao.Row row : rows) {
        FoundReader reader = row.found();
        if (state == null || state.holds(reader)) {
          if (found.size() == PAGE) {
            return new Found(by, found, after);
          }
          found.add(reader);
        }
        after = String.valueOf(row.key());
      }
      if (rows.size() < most) {
        return new Found(by, found, "");
      }
    }
    return new Found(by, found, after);
  }

  private static Counts count(AudienceDao dao, InstantSource clock) {
    return new Counts(
        clock.instant(),
        dao.counts().stream()
            .map(row ->
                new InState(
                    new NewsletterId(row.newsletterId()),
                    AudienceDao.state(row.state()),
                    row.readers()))
            .toList(),
        dao.suppressed().stream()
            .collect(
                Collectors.toMap(
                    row -> AudienceDao.reason(row.reason()),
                    AudienceDao.SuppressedCount::readers)));
  }
}
