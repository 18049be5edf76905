package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperround.mail.ReplyVerdict;

/// Which refusals mean what for the row.
class LedgerReasonTest {
  @Test
  void everyVerdictHasItsReason() {
    assertThat(List.of(ReplyVerdict.values()).stream().map(LedgerReason::ofRefusal))
        .containsExactly(
            LedgerReason.REFUSED,
            LedgerReason.REFUSED,
            LedgerReason.MAILBOX_FULL,
            LedgerReason.NO_SUCH_MAILBOX,
            LedgerReason.BLOCKED,
            LedgerReason.CONFIGURATION);
  }

  @Test
  void everyReasonCodeIsItsOwnAndReadBack() {
    assertThat(List.of(LedgerReason.values()))
        .allMatch(reason -> LedgerReason.of(reason.code()) == reason);
    assertThat(List.of(DeliveryState.values()))
        .allMatch(state -> DeliveryState.of(state.code()) == state);
  }
}
