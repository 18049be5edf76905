package org.paperround.eval;

import java.util.List;

/// A figure beside what is aimed at: at least, or at most.
public record Bar(String what, double measured, double bar, boolean atMost) {
  static Bar atLeast(String what, double measured, double bar) {
    return new Bar(what, measured, bar, false);
  }

  static Bar atMost(String what, double measured, double bar) {
    return new Bar(what, measured, bar, true);
  }

  public boolean holds() {
    return atMost ? measured <= bar : measured >= bar;
  }

  static boolean allHold(List<Bar> bars) {
    return bars.stream().allMatch(Bar::holds);
  }
}
