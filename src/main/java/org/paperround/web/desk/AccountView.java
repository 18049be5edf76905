package org.paperround.web.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.paperround.delivery.Account;

/// The account of an edition, line by line: the columns of the equation, with the reasons under
/// those that have some.
final class AccountView {
  private AccountView() {}

  /// `part`: a reason within the column above it.
  record Row(String name, String readers, boolean part) {}

  static List<Row> of(Account account) {
    List<Row> rows = new ArrayList<>();
    Map<String, Long> reasons = new TreeMap<>(account.reasons());
    column(rows, reasons, "sent", account.sent());
    column(rows, reasons, "skipped", account.skipped());
    column(rows, reasons, "suppressed", account.suppressed());
    column(rows, reasons, "failed", account.failed());
    column(rows, reasons, "uncertain", account.uncertain());
    column(rows, reasons, "waiting", account.waiting());
    rows.add(new Row("eligible", EditionWords.count(account.eligible()), false));
    return rows;
  }

  private static void column(List<Row> rows, Map<String, Long> reasons, String name, long readers) {
    rows.add(new Row(name, EditionWords.count(readers), false));
    String prefix = name + ".";
    reasons.forEach((reason, count) -> {
      if (reason.startsWith(prefix)) {
        String words = reason.substring(prefix.length()).replace('-', ' ');
        rows.add(new Row(words, EditionWords.count(count), true));
      }
    });
  }
}
