package org.paperround.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The button by which a page lets its reader take back what they just did: a form that is posted
/// to `action`, or, where that is null, to the page itself.
record Undo(@Nullable String action, List<Field> fields, String button) {
  Undo {
    fields = List.copyOf(fields);
  }

  record Field(String name, String value) {}
}
