package org.paperround.subscriber.lists;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which column of a file is which field. Immutable, thread-safe.
public final class ColumnMapping {
  /// What a column may say.
  public enum Field {
    NEWSLETTER,
    ADDRESS,
    NAME,
    LANGUAGE,
    ZONE,
    HOUR,
    DAYS,
    STORIES,
    PAUSED_UNTIL,
    FOLLOWS,
    MUTES,
    QUIET_FROM,
    QUIET_TO,
    ALERTS_PER_DAY,
    ALERTS_OF_FOLLOWED,
    TEXT_ONLY,
    STATUS,
    CONSENTED_AT,
    EVIDENCE
  }

  private final Map<Field, Integer> columns;
  private final ListPreset preset;

  private ColumnMapping(Map<Field, Integer> columns, ListPreset preset) {
    this.columns = columns;
    this.preset = preset;
  }

  /// `header` is the first line of the file; `given` names columns by their headers over the
  /// preset.
  ///
  /// @throws ListException when a column that was given, or the address, is not there
  static ColumnMapping of(List<String> header, ListPreset preset, Map<Field, String> given) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      places.putIfAbsent(key(header.get(i)), i);
    }
    Map<Field, Integer> columns = new EnumMap<>(Field.class);
    List<String> missing = new ArrayList<>();
    for (Field field : Field.values()) {
      String named = given.get(field);
      if (named != null && !places.containsKey(key(named))) {
        missing.add(named);
      }
      List<String> headers = named == null ? preset.headers(field) : List.of(key(named));
      headers.stream()
          .filter(places::containsKey)
          .findFirst()
          .ifPresent(present -> columns.put(field, places.get(present)));
    }
    if (!missing.isEmpty()) {
      throw new ListException(
          "The file has no column " + String.join(", ", missing) + "; it has " + header + ".");
    }
    if (!columns.containsKey(Field.ADDRESS)) {
      throw new ListException(
          "No column of the file is the address: it has "
              + header
              + ". Name it with --column address=HEADER, or choose a --preset.");
    }
    return new ColumnMapping(columns, preset);
  }

  private static String key(String header) {
    return header.strip().toLowerCase(Locale.ROOT);
  }

  /// Null when the file has no such column, or it says nothing.
  @Nullable String value(List<String> line, Field field) {
    Integer column = columns.get(field);
    if (column == null || column >= line.size()) {
      return null;
    }
    String value = line.get(column).strip();
    return value.isEmpty() ? null : preset.plain(value);
  }

  /// Whether a status means that its reader gets the newsletter.
  boolean subscribed(String status) {
    return preset.subscribed().contains(status.toLowerCase(Locale.ROOT));
  }
}
