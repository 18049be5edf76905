package org.paperround.subscriber;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;

/// Readers who opted in elsewhere. A few statements per batch of any size; works in the caller's
/// transaction.
final class Imports {
  private final AddressHashes hashes;

  /// Somebody of the list who has a row.
  private record Entrant(long id, ImportedReader reader) {
    String key() {
      return reader.address().key();
    }
  }

  /// What is written where, by which import.
  private record Target(ImportDao dao, long newsletter, Instant at) {}

  Imports(AddressHashes hashes) {
    this.hashes = hashes;
  }

  /// Adds those who are new to the newsletter and not suppressed, and confirms those who asked for
  /// it and have not answered; returns what came of each, in their order. Of two with one address
  /// the first counts.
  List<ImportOutcome> add(
      Handle handle, NewsletterId newsletter, List<ImportedReader> readers, Instant at) {
    // In the order of their keys, so that two batches with the same readers wait for one another.
    Map<String, ImportedReader> byKey = new TreeMap<>();
    readers.forEach(reader -> byKey.putIfAbsent(reader.address().key(), reader));
    ImportDao dao = handle.attach(ImportDao.class);
    Map<String, String> hashByKey = new HashMap<>();
    byKey.forEach(
        (key, reader) -> hashByKey.put(key, HexFormat.of().formatHex(hashes.of(reader.address()))));
    dropSuppressed(dao, byKey, hashByKey);
    Target target = new Target(dao, newsletter.value(), at);
    return outcomes(readers, byKey.isEmpty() ? Map.of() : addWanted(target, byKey, hashByKey));
  }

  /// A reader who comes twice is there already the second time; who is not in `byKey` is
  /// suppressed.
  private static List<ImportOutcome> outcomes(
      List<ImportedReader> readers, Map<String, ImportOutcome> byKey) {
    Set<String> seen = new HashSet<>();
    return readers.stream()
        .map(reader -> {
          ImportOutcome outcome =
              byKey.getOrDefault(reader.address().key(), ImportOutcome.SUPPRESSED);
          boolean again = !seen.add(reader.address().key());
          return again && outcome.begins() ? ImportOutcome.PRESENT : outcome;
        })
        .toList();
  }

  /// Who is new is nobody's but this transaction's; whoever was there is locked, then read.
  private static Map<String, ImportOutcome> addWanted(
      Target target, Map<String, ImportedReader> byKey, Map<String, String> hashByKey) {
    List<Entrant> fresh = addSubscribers(target, byKey, hashByKey);
    List<Entrant> known = lockOthers(target.dao(), byKey, fresh);
    Map<Long, String> states =
        known.isEmpty() ? Map.of() : target.dao().states(target.newsletter(), ids(known));
    Map<String, ImportOutcome> outcomes = new HashMap<>();
    fresh.forEach(entrant -> outcomes.put(entrant.key(), ImportOutcome.ADDED));
    known.forEach(
        entrant -> outcomes.put(entrant.key(), outcome(states.getOrDefault(entrant.id(), ""))));
    List<Entrant> added = new ArrayList<>(fresh);
    added.addAll(those(known, ImportOutcome.ADDED, outcomes));
    List<Entrant> answered = those(known, ImportOutcome.CONFIRMED, outcomes);
    if (!added.isEmpty()) {
      check(target.dao().addSubscriptions(subscriptions(target, added)), added);
    }
    if (!answered.isEmpty()) {
      target.dao().takeInterests(interests(answered));
      check(target.dao().confirm(subscriptions(target, answered)), answered);
    }
    setAlerts(target, Stream.concat(added.stream(), answered.stream()));
    setTextOnly(target, fresh);
    record(target, ConsentLog.Event.IMPORTED, target.newsletter(), added);
    record(target, ConsentLog.Event.IMPORTED, target.newsletter(), answered);
    List<Entrant> granting =
        fresh.stream().filter(entrant -> entrant.reader().trackingConsent()).toList();
    record(target, ConsentLog.Event.TRACKING_GRANTED, null, granting);
    return outcomes;
  }

  /// By what a reader who was there has of the newsletter (nothing: empty). Who asked and has not
  /// answered agreed by the list's evidence; who had left before that has left.
  private static ImportOutcome outcome(String state) {
    return switch (state) {
      case "" -> ImportOutcome.ADDED;
      case "pending" -> ImportOutcome.CONFIRMED;
      case "ended" -> ImportOutcome.LEFT;
      default -> ImportOutcome.PRESENT;
    };
  }

  private static List<Entrant> those(
      List<Entrant> all, ImportOutcome outcome, Map<String, ImportOutcome> outcomes) {
    return all.stream().filter(entrant -> outcomes.get(entrant.key()) == outcome).toList();
  }

  private static List<Entrant> lockOthers(
      ImportDao dao, Map<String, ImportedReader> byKey, List<Entrant> fresh) {
    Set<String> others = new HashSet<>(byKey.keySet());
    fresh.forEach(entrant -> others.remove(entrant.key()));
    return others.isEmpty()
        ? List.of()
        : entrants(dao.lockByKeys(others.toArray(String[]::new)), byKey);
  }

  private static List<Entrant> entrants(
      List<ImportDao.Keyed> rows, Map<String, ImportedReader> byKey) {
    return rows.stream()
        .map(row -> {
          ImportedReader reader = byKey.get(row.addressKey());
          if (reader == null) {
            throw new IllegalStateException("a row came back that was not asked for");
          }
          return new Entrant(row.id(), reader);
        })
        .toList();
  }

  private static void check(int written, List<Entrant> wanted) {
    if (written != wanted.size()) {
      throw new IllegalStateException("not every subscription was written");
    }
  }

  /// The evidence says, too, when the reader opted in; the record's own time is the import's.
  private static String evidence(ImportedReader reader) {
    return reader.consentEvidence() + optedIn(reader.consentAt());
  }

  /// The evidence that a record of an import was made of.
  static String evidence(String recorded, Instant consentAt) {
    String time = optedIn(consentAt);
    return recorded.endsWith(time)
        ? recorded.substring(0, recorded.length() - time.length())
        : recorded;
  }

  private static String optedIn(Instant consentAt) {
    return "; opted in " + consentAt;
  }

  private static void dropSuppressed(
      ImportDao dao, Map<String, ImportedReader> byKey, Map<String, String> hashByKey) {
    Set<String> suppressed = Set.copyOf(dao.suppressed(hashByKey.values().toArray(String[]::new)));
    byKey.keySet().removeIf(key -> suppressed.contains(hashByKey.get(key)));
  }

  private static void record(
      Target target, ConsentLog.Event event, @Nullable Long newsletter, List<Entrant> of) {
    if (of.isEmpty()) {
      return;
    }
    target
        .dao()
        .addRecords(
            newsletter,
            event.code(),
            target.at(),
            ids(of),
            texts(of, Imports::evidence),
            texts(of, reader -> reader.locale().toLanguageTag()));
  }

  private static List<Entrant> addSubscribers(
      Target target, Map<String, ImportedReader> byKey, Map<String, String> hashByKey) {
    List<ImportedReader> readers = List.copyOf(byKey.values());
    return entrants(
        target
            .dao()
            .addSubscribers(
                new ImportDao.NewSubscribers(
                    array(readers, reader -> reader.address().toString()),
                    byKey.keySet().toArray(String[]::new),
                    byKey.keySet().stream().map(hashByKey::get).toArray(String[]::new),
                    array(readers, reader -> reader.address().domain()),
                    array(readers, ImportedReader::name),
                    array(readers, reader -> reader.locale().toLanguageTag()),
                    array(readers, reader -> reader.zone().getId()),
                    array(readers, reader -> joined(reader.follows())),
                    array(readers, reader -> joined(reader.mutes())),
                    readers.stream().map(ImportedReader::trackingConsent).toArray(Boolean[]::new),
                    target.at())),
        byKey);
  }

  private static ImportDao.NewSubscriptions subscriptions(Target target, List<Entrant> of) {
    List<ImportedReader> readers = of.stream().map(Entrant::reader).toList();
    return new ImportDao.NewSubscriptions(
        target.newsletter(),
        ids(of),
        readers.stream().map(ImportedReader::hour).toArray(Integer[]::new),
        readers.stream().map(reader -> WeekDays.bits(reader.days())).toArray(Integer[]::new),
        readers.stream().map(ImportedReader::maxStories).toArray(Integer[]::new),
        array(
            readers, reader -> reader.pausedUntil() == null ? "" : reader.pausedUntil().toString()),
        array(readers, reader -> reader.consentAt().toString()));
  }

  /// Few chose anything here, so it is a statement of its own for those who did.
  private static void setAlerts(Target target, Stream<Entrant> of) {
    List<Entrant> choosing =
        of.filter(entrant -> !entrant.reader().alerts().equals(AlertWishes.STANDARD)).toList();
    if (choosing.isEmpty()) {
      return;
    }
    List<AlertWishes> wishes = choosing.stream().map(entrant -> entrant.reader().alerts()).toList();
    target
        .dao()
        .setAlerts(
            new ImportDao.Alerts(
                target.newsletter(),
                ids(choosing),
                quiet(wishes, QuietHours::from),
                quiet(wishes, QuietHours::until),
                wishes.stream().map(AlertWishes::perDay).toArray(Integer[]::new),
                wishes.stream().map(AlertWishes::onlyFollowed).toArray(Boolean[]::new)));
  }

  private static Integer[] quiet(List<AlertWishes> wishes, Function<QuietHours, Integer> hour) {
    return wishes.stream()
        .map(wish -> wish.quiet() == null ? null : hour.apply(wish.quiet()))
        .toArray(Integer[]::new);
  }

  private static void setTextOnly(Target target, List<Entrant> fresh) {
    List<Entrant> choosing = fresh.stream().filter(entrant -> entrant.reader().textOnly()).toList();
    if (!choosing.isEmpty()) {
      target.dao().setTextOnly(ids(choosing));
    }
  }

  private static ImportDao.Interests interests(List<Entrant> of) {
    return new ImportDao.Interests(
        ids(of),
        texts(of, ImportedReader::name),
        texts(of, reader -> joined(reader.follows())),
        texts(of, reader -> joined(reader.mutes())),
        of.stream().map(entrant -> entrant.reader().textOnly()).toArray(Boolean[]::new));
  }

  private static long[] ids(List<Entrant> of) {
    return of.stream().mapToLong(Entrant::id).toArray();
  }

  private static String[] texts(List<Entrant> of, Function<ImportedReader, String> value) {
    return of.stream().map(entrant -> value.apply(entrant.reader())).toArray(String[]::new);
  }

  private static String[] array(
      List<ImportedReader> readers, Function<ImportedReader, String> value) {
    return readers.stream().map(value).toArray(String[]::new);
  }

  /// An array of arrays cannot be unnested row by row, so each set travels as one text.
  private static String joined(Set<?> interests) {
    return interests.stream().map(Object::toString).sorted().collect(Collectors.joining("\n"));
  }
}
