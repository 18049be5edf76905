package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;

/// Promise 1: nobody without consent.
class EligibilityTest {
  private static final Instant NOW = Instant.parse("2026-06-10T06:00:00Z");
  private static final DayOfWeek DAY = DayOfWeek.WEDNESDAY;

  @Test
  void aConfirmedReaderIsMailed() {
    assertThat(Eligibility.refusal(new Given().recipient(), DAY, NOW)).isEmpty();
  }

  @Test
  void aReaderWhoIsGoneIsNot() {
    assertThat(Eligibility.refusal(null, DAY, NOW)).contains(LedgerReason.ERASED);
    Given erased = new Given();
    erased.address = null;
    assertThat(Eligibility.refusal(erased.recipient(), DAY, NOW)).contains(LedgerReason.ERASED);
  }

  @Test
  void nobodyIsMailedWithoutAValidOptIn() {
    Given ended = new Given();
    ended.subscribed = false;
    Given unconfirmed = new Given();
    unconfirmed.confirmedAt = null;
    assertThat(Eligibility.refusal(ended.recipient(), DAY, NOW))
        .contains(LedgerReason.UNSUBSCRIBED);
    assertThat(Eligibility.refusal(unconfirmed.recipient(), DAY, NOW))
        .contains(LedgerReason.UNSUBSCRIBED);
  }

  @Test
  void theAddressSpeaksBeforeTheSubscription() {
    for (SuppressionReason reason : SuppressionReason.values()) {
      Given given = new Given();
      given.suppression = reason;
      given.subscribed = false;
      assertThat(Eligibility.refusal(given.recipient(), DAY, NOW))
          .contains(LedgerReason.of(reason));
      assertThat(LedgerReason.of(reason).state()).isEqualTo(DeliveryState.SUPPRESSED);
    }
  }

  @Test
  void aPauseEndsByItself() {
    Given given = new Given();
    given.pausedUntil = NOW.plusMillis(1);
    assertThat(Eligibility.refusal(given.recipient(), DAY, NOW)).contains(LedgerReason.PAUSED);
    given.pausedUntil = NOW;
    assertThat(Eligibility.refusal(given.recipient(), DAY, NOW)).isEmpty();
  }

  @Test
  void aDayThatTheReaderDoesNotWantIsSkipped() {
    Given given = new Given();
    given.days = EnumSet.of(DayOfWeek.SATURDAY);
    assertThat(Eligibility.refusal(given.recipient(), DAY, NOW)).contains(LedgerReason.NOT_ITS_DAY);
    assertThat(Eligibility.refusal(given.recipient(), DayOfWeek.SATURDAY, NOW)).isEmpty();
  }

  /// A reader who may be mailed, until a test takes something away.
  private static final class Given {
    private @Nullable EmailAddress address = new EmailAddress("anna", "reader.example");
    private boolean subscribed = true;
    private @Nullable Instant confirmedAt = NOW.minusSeconds(9);
    private Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
    private @Nullable Instant pausedUntil;
    private @Nullable SuppressionReason suppression;

    Recipient recipient() {
      return new Recipient(
          new SubscriberId(1),
          address,
          "Anna",
          Locale.ENGLISH,
          ZoneId.of("Europe/London"),
          Set.of(),
          Set.of(),
          false,
          subscribed,
          confirmedAt,
          days,
          null,
          pausedUntil,
          suppression,
          AlertWishes.STANDARD,
          false);
    }
  }
}
