package org.paperround.cli;

import java.util.TreeMap;
import org.paperround.delivery.Account;

/// An account as commands print it: a line per reason, then the equation.
final class AccountLine {
  private AccountLine() {}

  /// `reason skipped.paused=N` lines, then `account edition= eligible= ... closed=true|false`.
  static String of(Account account) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(account.reasons())
        .forEach((reason, count) -> lines.append("reason %s=%d%n".formatted(reason, count)));
    return lines.append(account.line()).toString();
  }
}
