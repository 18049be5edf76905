package org.paperround.web.desk;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The themes a newsletter may have, and what is wrong with one of them.
public record ThemeChoice(Supplier<List<String>> all, Function<String, List<String>> check) {
  List<String> names() {
    return all.get();
  }

  List<String> problems(String theme) {
    return check.apply(theme);
  }
}
