package org.paperround.web.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What becomes of one field of a page of settings. Pure.
record FieldChange(String field, String label, String before, String after) {
  /// The fields whose texts differ, called as these questions call them.
  static List<FieldChange> between(
      List<FieldGroup.Ask> asks, Map<String, String> before, Map<String, String> after) {
    return after.entrySet().stream()
        .filter(field -> !field.getValue().equals(before.getOrDefault(field.getKey(), "")))
        .map(field ->
            new FieldChange(
                field.getKey(),
                label(asks, field.getKey()),
                before.getOrDefault(field.getKey(), ""),
                field.getValue()))
        .toList();
  }

  private static String label(List<FieldGroup.Ask> asks, String name) {
    return asks.stream()
        .filter(ask -> ask.name().equals(name))
        .map(FieldGroup.Ask::label)
        .findFirst()
        .orElse(name);
  }

  /// What was in the fields, for the audit log.
  static Map<String, String> before(List<FieldChange> changes) {
    Map<String, String> texts = new LinkedHashMap<>();
    changes.forEach(change -> texts.put(change.field(), change.before()));
    return texts;
  }

  /// What is in them then.
  static Map<String, String> after(List<FieldChange> changes) {
    Map<String, String> texts = new LinkedHashMap<>();
    changes.forEach(change -> texts.put(change.field(), change.after()));
    return texts;
  }
}
