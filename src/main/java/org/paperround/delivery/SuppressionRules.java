package org.paperround.delivery;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.RelayReply;
import org.paperround.mail.SlowDown;

/// Decides when an address that mail comes back from is not mailed any more (mail-standards G3): no
/// such mailbox, at once; disabled, twice in a row; full or any other passing reason, five editions
/// in a row over fourteen days. A delivery in between ends the row; what policy or our own set-up
/// kept from arriving, and mails that were too large or were never answered, say nothing of the
/// reader. Pure.
final class SuppressionRules {
  static final int DISABLED_IN_A_ROW = 2;
  static final int FAILED_IN_A_ROW = 5;
  static final int OVER_DAYS = 14;

  private SuppressionRules() {}

  /// How a digest ended, as far as it says something of the reader's mailbox.
  enum Fate {
    DELIVERED,
    DISABLED,
    FAILED,
    SAYS_NOTHING
  }

  /// One digest of the reader.
  record Past(LocalDate date, long edition, Fate fate) {}

  /// Why the address is to be suppressed, if so, after `edition` came to `kind`. `history`: the
  /// reader's digests around it, in their order, with this one.
  static Optional<String> reason(BounceClass kind, long edition, List<Past> history) {
    return switch (kind) {
      case HARD -> Optional.of("no such mailbox");
      case BLOCK, CONFIG, MAIL -> Optional.empty();
      case DISABLED, FULL, SOFT -> reason(row(edition, history));
    };
  }

  private static Optional<String> reason(List<Past> row) {
    long disabled = row.stream().filter(past -> past.fate() == Fate.DISABLED).count();
    if (disabled >= DISABLED_IN_A_ROW) {
      return Optional.of("disabled in " + disabled + " editions in a row");
    }
    if (row.size() < FAILED_IN_A_ROW) {
      return Optional.empty();
    }
    LocalDate from = row.getFirst().date();
    LocalDate to = row.getLast().date();
    return ChronoUnit.DAYS.between(from, to) < OVER_DAYS
        ? Optional.empty()
        : Optional.of(row.size() + " editions in a row, " + from + " to " + to);
  }

  /// The failures that the edition is one of, with no delivery between them.
  private static List<Past> row(long edition, List<Past> history) {
    List<Past> row = new ArrayList<>();
    for (Past past : history) {
      if (past.fate() == Fate.DELIVERED) {
        if (row.stream().anyMatch(failed -> failed.edition() == edition)) {
          return row;
        }
        row.clear();
      } else if (past.fate() != Fate.SAYS_NOTHING) {
        row.add(past);
      }
    }
    return row.stream().anyMatch(failed -> failed.edition() == edition) ? row : List.of();
  }

  /// Of a row that was sent: delivered, unless it came back.
  static Fate ofSent(@Nullable BounceClass bounce) {
    return bounce == null
        ? Fate.DELIVERED
        : switch (bounce) {
          case DISABLED -> Fate.DISABLED;
          case HARD, FULL, SOFT -> Fate.FAILED;
          case BLOCK, CONFIG, MAIL -> Fate.SAYS_NOTHING;
        };
  }

  /// Of a row that failed: by its reason, and what the relay said last. A row that expired counts
  /// only where the last words were about the mailbox: a relay that is away for two weeks must not
  /// cost a single reader.
  static Fate ofFailed(LedgerReason reason, @Nullable RelayReply last) {
    BounceClass kind = last == null ? BounceClass.SOFT : BounceClass.of(last);
    return switch (reason) {
      case MAILBOX_FULL -> Fate.FAILED;
      case NO_SUCH_MAILBOX -> kind == BounceClass.DISABLED ? Fate.DISABLED : Fate.FAILED;
      case REFUSED -> kind == BounceClass.MAIL ? Fate.SAYS_NOTHING : Fate.FAILED;
      case EXPIRED -> isOfTheMailbox(kind, last) ? Fate.FAILED : Fate.SAYS_NOTHING;
      default -> Fate.SAYS_NOTHING;
    };
  }

  private static boolean isOfTheMailbox(BounceClass kind, @Nullable RelayReply reply) {
    if (reply == null || kind != BounceClass.SOFT) {
      return kind == BounceClass.FULL;
    }
    return reply.enhanced() != null
        && reply.enhanced().matches("[45]\\.[12]\\..*")
        && !SlowDown.asked(reply);
  }
}
