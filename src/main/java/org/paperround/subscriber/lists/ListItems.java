package org.paperround.subscriber.lists;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Several things in one cell, separated by semicolons: `topic:NHS;topic:Tea\; coffee`. A semicolon
/// that belongs to one has a backslash in front, and so has a backslash. Before anything else a
/// backslash stands for itself, as in lists that know nothing of this. Pure.
final class ListItems {
  private ListItems() {}

  static String write(Stream<String> items) {
    return items
        .sorted()
        .map(item -> item.replace("\\", "\\\\").replace(";", "\\;"))
        .collect(Collectors.joining(";"));
  }

  /// Without spaces around them; empty ones are none.
  static List<String> read(String cell) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == ';') {
        items.add(item.toString().strip());
        item.setLength(0);
      } else {
        boolean escapes =
            c == '\\' && i + 1 < cell.length() && ";\\".indexOf(cell.charAt(i + 1)) >= 0;
        item.append(escapes ? cell.charAt(++i) : c);
      }
    }
    items.add(item.toString().strip());
    items.removeIf(String::isEmpty);
    return items;
  }
}
