package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Reason;
import org.paperround.edition.Edition;

/// One edition and one reader, as the ledger has it. `at`: when it was settled, else when it is
/// due; `reason`: why it was not sent; `said`: the relay's last words; `returned`: that it came
/// back though a relay had accepted it; `complainedAt`: when its reader called it spam; `copiedAt`:
/// when staff last had it mailed once more; `stories`: what was in it, in its order, empty once the
/// reader was erased.
public record ReaderMail(
    Edition edition,
    DeliveryState state,
    @Nullable LedgerReason reason,
    Instant at,
    int attempts,
    @Nullable Said said,
    @Nullable Returned returned,
    @Nullable Instant complainedAt,
    @Nullable Instant copiedAt,
    List<Story> stories) {
  public ReaderMail {
    stories = List.copyOf(stories);
  }

  /// What became of a transmission: the reply's numbers and its text, in which addresses are
  /// masked; of an acceptance only its begin. `relay`: which of several, null when there was one.
  public record Said(
      AttemptOutcome outcome,
      Instant at,
      @Nullable Integer code,
      @Nullable String enhanced,
      @Nullable String text,
      @Nullable String relay) {}

  public record Returned(Instant at, BounceClass kind) {}

  /// `place`: in the mail, from 1; `front`: on the front page, else in the tail; `update`: shown as
  /// one; `withdrawn`: dropped or retracted since.
  public record Story(
      int place,
      long story,
      String headline,
      String section,
      boolean front,
      boolean update,
      boolean withdrawn,
      Reason reason) {}

  /// There is a mail, or may be one, that can be shown again.
  public boolean went() {
    return switch (state) {
      case SENT, UNCERTAIN -> true;
      case DUE, CLAIMED, DEFERRED, SKIPPED, SUPPRESSED, FAILED -> false;
    };
  }
}
