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
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;

/// Readers who opted in elsewhere. A few statements per batch of any size; works in the caller's
/// transaction.
final class Imports {
  private final AddressHashes hashes;

  Imports(AddressHashes hashes) {
    this.hashes = hashes;
  }

  /// Adds those who are new to the newsletter and not suppressed; returns what came of each, in
  /// their order. Of two with one address the first counts.
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
    return outcomes(
        readers, byKey.isEmpty() ? Map.of() : addWanted(dao, newsletter, byKey, hashByKey, at));
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
          return again && outcome == ImportOutcome.ADDED ? ImportOutcome.PRESENT : outcome;
        })
        .toList();
  }

  /// Who is new is nobody's but this transaction's; whoever was there is locked, then read.
  private static Map<String, ImportOutcome> addWanted(
      ImportDao dao,
      NewsletterId newsletter,
      Map<String, ImportedReader> byKey,
      Map<String, String> hashByKey,
      Instant at) {
    List<ImportDao.Keyed> fresh = addSubscribers(dao, List.copyOf(byKey.values()), hashByKey, at);
    List<ImportDao.Keyed> known = lockOthers(dao, byKey.keySet(), fresh);
    Map<Long, String> states =
        known.isEmpty() ? Map.of() : dao.states(newsletter.value(), ids(known));
    List<ImportDao.Keyed> added = new ArrayList<>(fresh);
    known.stream().filter(keyed -> !states.containsKey(keyed.id())).forEach(added::add);
    addSubscriptions(dao, newsletter, added, byKey);
    records(dao, newsletter.value(), ConsentLog.Event.IMPORTED, at, added, byKey);
    List<ImportDao.Keyed> granting =
        fresh.stream().filter(keyed -> reader(byKey, keyed).trackingConsent()).toList();
    records(dao, null, ConsentLog.Event.TRACKING_GRANTED, at, granting, byKey);
    Map<String, ImportOutcome> outcomes = new HashMap<>();
    known.forEach(keyed ->
        outcomes.put(
            keyed.addressKey(),
            "ended".equals(states.get(keyed.id())) ? ImportOutcome.LEFT : ImportOutcome.PRESENT));
    added.forEach(keyed -> outcomes.put(keyed.addressKey(), ImportOutcome.ADDED));
    return outcomes;
  }

  private static List<ImportDao.Keyed> lockOthers(
      ImportDao dao, Set<String> keys, List<ImportDao.Keyed> fresh) {
    Set<String> others = new HashSet<>(keys);
    fresh.forEach(keyed -> others.remove(keyed.addressKey()));
    return others.isEmpty() ? List.of() : dao.lockByKeys(others.toArray(String[]::new));
  }

  private static long[] ids(List<ImportDao.Keyed> readers) {
    return readers.stream().mapToLong(ImportDao.Keyed::id).toArray();
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

  private static void records(
      ImportDao dao,
      @Nullable Long newsletter,
      ConsentLog.Event event,
      Instant at,
      List<ImportDao.Keyed> ids,
      Map<String, ImportedReader> byKey) {
    if (ids.isEmpty()) {
      return;
    }
    dao.addRecords(
        newsletter,
        event.code(),
        at,
        ids(ids),
        texts(ids, keyed -> evidence(reader(byKey, keyed))),
        texts(ids, keyed -> reader(byKey, keyed).locale().toLanguageTag()));
  }

  private static List<ImportDao.Keyed> addSubscribers(
      ImportDao dao, List<ImportedReader> readers, Map<String, String> hashByKey, Instant at) {
    List<String> keys = readers.stream().map(reader -> reader.address().key()).toList();
    return dao.addSubscribers(
        new ImportDao.NewSubscribers(
            array(readers, reader -> reader.address().toString()),
            keys.toArray(String[]::new),
            keys.stream().map(hashByKey::get).toArray(String[]::new),
            array(readers, reader -> reader.address().domain()),
            array(readers, ImportedReader::name),
            array(readers, reader -> reader.locale().toLanguageTag()),
            array(readers, reader -> reader.zone().getId()),
            array(readers, reader -> joined(reader.follows())),
            array(readers, reader -> joined(reader.mutes())),
            readers.stream().map(ImportedReader::trackingConsent).toArray(Boolean[]::new),
            at));
  }

  private static void addSubscriptions(
      ImportDao dao,
      NewsletterId newsletter,
      List<ImportDao.Keyed> added,
      Map<String, ImportedReader> byKey) {
    if (added.isEmpty()) {
      return;
    }
    List<ImportedReader> readers = added.stream().map(keyed -> reader(byKey, keyed)).toList();
    int written =
        dao.addSubscriptions(
            new ImportDao.NewSubscriptions(
                newsletter.value(),
                ids(added),
                readers.stream().map(ImportedReader::hour).toArray(Integer[]::new),
                readers.stream()
                    .map(reader -> WeekDays.bits(reader.days()))
                    .toArray(Integer[]::new),
                readers.stream().map(ImportedReader::maxStories).toArray(Integer[]::new),
                array(
                    readers,
                    reader -> reader.pausedUntil() == null ? "" : reader.pausedUntil().toString()),
                array(readers, reader -> reader.consentAt().toString())));
    if (written != added.size()) {
      throw new IllegalStateException("not every subscription was written");
    }
  }

  private static ImportedReader reader(Map<String, ImportedReader> byKey, ImportDao.Keyed keyed) {
    ImportedReader reader = byKey.get(keyed.addressKey());
    if (reader == null) {
      throw new IllegalStateException("a row came back that was not asked for");
    }
    return reader;
  }

  private static String[] texts(
      List<ImportDao.Keyed> ids, Function<ImportDao.Keyed, String> value) {
    return ids.stream().map(value).toArray(String[]::new);
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
