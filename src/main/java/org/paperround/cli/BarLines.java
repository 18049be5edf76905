package org.paperround.cli;

import java.util.List;
import java.util.Locale;
import org.paperround.eval.Bar;

/// How measured figures are shown beside what is aimed at.
final class BarLines {
  private BarLines() {}

  /// A line each: `bar f1 0.9717 at least 0.9700: held`.
  static void print(List<Bar> bars) {
    for (Bar bar : bars) {
      System.out.printf(
          Locale.ROOT,
          "bar %s %.4f %s %.4f: %s%n",
          bar.what(),
          bar.measured(),
          bar.atMost() ? "at most" : "at least",
          bar.bar(),
          bar.holds() ? "held" : "not held");
    }
  }
}
