package org.paperround.web.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.paperround.web.request.Form;

/// The fields of a page of settings that stand under one heading, with what is in them and what is
/// wrong with it, as `groups.html` shows them. Pure.
record FieldGroup(String title, List<Field> fields) {
  /// What is asked: `group` is the heading, `note` stands beside it; `type` is that of an input, or
  /// `lines`, `select`, `box` or `days`.
  record Ask(String group, String name, String label, String type, String note) {}

  /// `choices`: of a selection, or of boxes; `error` empty: it is right.
  record Field(
      String name,
      String label,
      String type,
      String note,
      String value,
      String error,
      List<Choice> choices) {}

  record Choice(String value, String label, boolean chosen) {}

  /// Those of `asks` for which there is a text, in their order; `choices` are those of a field, by
  /// its name and what is in it.
  static List<FieldGroup> of(
      List<Ask> asks,
      Map<String, String> texts,
      Map<String, String> faults,
      BiFunction<String, String, List<Choice>> choices) {
    Map<String, List<Field>> groups = new LinkedHashMap<>();
    for (Ask ask : asks) {
      String value = texts.get(ask.name());
      if (value != null) {
        groups
            .computeIfAbsent(ask.group(), _ -> new ArrayList<>())
            .add(
                new Field(
                    ask.name(),
                    ask.label(),
                    ask.type(),
                    ask.note(),
                    value,
                    faults.getOrDefault(ask.name(), ""),
                    choices.apply(ask.name(), value)));
      }
    }
    return groups.entrySet().stream()
        .map(group -> new FieldGroup(group.getKey(), List.copyOf(group.getValue())))
        .toList();
  }

  /// How a choice is called in a form, an address, the audit log: in small letters.
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What was typed into the fields of these names, and nothing else; boxes that are not ticked
  /// send nothing.
  static Map<String, String> typed(Form form, Iterable<String> names) {
    Map<String, String> typed = new LinkedHashMap<>();
    for (String name : names) {
      // A browser ends lines with two characters.
      typed.put(name, String.join(",", form.all(name)).replace("\r\n", "\n").strip());
    }
    return typed;
  }
}
