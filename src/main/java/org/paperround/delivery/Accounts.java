package org.paperround.delivery;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.paperround.edition.EditionId;
import org.paperround.platform.database.Database;

/// Reads accounts: the one query that the desk, the command line, the self-check and the tests use.
final class Accounts {
  private final Database database;

  Accounts(Database database) {
    this.database = database;
  }

  /// Empty while the audience is not frozen.
  Optional<Account> of(EditionId edition) {
    return standstill(edition).map(Standstill::account);
  }

  /// The account and what is under way, of the same instant; empty while the audience is not
  /// frozen.
  Optional<Standstill> standstill(EditionId edition) {
    List<AccountDao.Line> lines = dao(dao -> dao.lines(edition.value()));
    long claimed =
        lines.stream()
            .filter(line -> Integer.valueOf(DeliveryState.CLAIMED.code()).equals(line.state()))
            .mapToLong(AccountDao.Line::rows)
            .sum();
    return lines.stream()
        .filter(line -> line.state() == null)
        .findFirst()
        .map(audience -> new Standstill(account(edition, audience, lines), claimed));
  }

  /// How many may have left without an answer.
  long unknown(EditionId edition) {
    return dao(dao -> dao.unknown(edition.value()));
  }

  /// How many transmissions of an edition relays accepted.
  long accepted(EditionId edition) {
    return dao(dao -> dao.accepted(edition.value()));
  }

  /// Counts all rows of the edition, however many they are.
  private <T> T dao(Function<AccountDao, T> work) {
    return database.inLongTransaction(handle -> work.apply(handle.attach(AccountDao.class)));
  }

  private static Account account(
      EditionId edition, AccountDao.Line audience, List<AccountDao.Line> lines) {
    Map<DeliveryState, Long> byState = new EnumMap<>(DeliveryState.class);
    Map<String, Long> reasons = new TreeMap<>();
    for (AccountDao.Line line : lines) {
      if (line.state() == null) {
        continue;
      }
      DeliveryState state = DeliveryState.of(line.state());
      byState.merge(state, line.rows(), Long::sum);
      if (line.reason() != null) {
        String word = LedgerReason.of(line.reason()).word();
        reasons.merge(state.name().toLowerCase(Locale.ROOT) + "." + word, line.rows(), Long::sum);
      }
    }
    long sent = byState.getOrDefault(DeliveryState.SENT, 0L);
    return new Account(
        edition,
        audience.rows(),
        sent,
        byState.getOrDefault(DeliveryState.SKIPPED, 0L),
        byState.getOrDefault(DeliveryState.SUPPRESSED, 0L),
        byState.getOrDefault(DeliveryState.FAILED, 0L),
        byState.getOrDefault(DeliveryState.UNCERTAIN, 0L),
        sum(byState, DeliveryState.DUE, DeliveryState.CLAIMED, DeliveryState.DEFERRED),
        reasons,
        sent == audience.accepted());
  }

  private static long sum(Map<DeliveryState, Long> byState, DeliveryState... states) {
    return Arrays.stream(states).mapToLong(state -> byState.getOrDefault(state, 0L)).sum();
  }
}
