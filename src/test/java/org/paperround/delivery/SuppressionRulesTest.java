package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.delivery.SuppressionRules.Fate;
import org.paperround.delivery.SuppressionRules.Past;
import org.paperround.mail.RelayReply;

/// When an address that mail comes back from is not mailed any more (mail-standards G3).
class SuppressionRulesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # a letter a day: D delivered, f failed, x disabled, . says nothing, space: no edition
          ffffffffffffffF    , 14 editions in a row and more
          f  f  f  f    F    , five of them over seventeen days
          f   f   f   f F    , five of them over fourteen days
          f . f . f . f . F  , policy blocks between them count for nothing
          f   f   f   f F D  , what came later is only not known to have failed
          """)
  void fiveEditionsInARowOverFourteenDaysAreEnough(String days, String why) {
    assertThat(reason(days, BounceClass.FULL)).as(why).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          ffffF              , five in five days
          fffffffffffffF     , fourteen over thirteen days
          f    f    f    F   , four
          f  f  D  f   f  F  , a delivery between them
          fffffffffff D F    , a delivery before it
          f . . . . . . . F  , blocks
          """)
  void lessIsNot(String days, String why) {
    assertThat(reason(days, BounceClass.SOFT)).as(why).isEmpty();
  }

  @Test
  void aDisabledMailboxIsGivenASecondChance() {
    assertThat(reason("X", BounceClass.DISABLED)).isEmpty();
    assertThat(reason("x D X", BounceClass.DISABLED)).isEmpty();
    assertThat(reason("x . X", BounceClass.DISABLED)).contains("disabled in 2 editions in a row");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          5.2.1, mailbox unavailable                   , DISABLED
          -    , This account is disabled              , DISABLED
          5.0.0, User is inactive                      , DISABLED
          5.1.1, The account is disabled               , HARD
          -    , No such user here                     , HARD
          5.7.1, Account disabled by policy            , BLOCK
          """)
  void disabledIsWhatTheReceiverSaysIsThere(
      @Nullable String enhanced, String words, BounceClass kind) {
    assertThat(BounceClass.of(reply(550, enhanced, words))).isEqualTo(kind);
  }

  @Test
  void noSuchMailboxIsEnoughAndABlockNever() {
    assertThat(reason("F", BounceClass.HARD)).contains("no such mailbox");
    for (BounceClass kind : List.of(BounceClass.BLOCK, BounceClass.CONFIG, BounceClass.MAIL)) {
      assertThat(reason("f   f   f   f   f   F", kind)).isEmpty();
    }
  }

  @Test
  void whatIsKnownLaterOfAnEarlierEditionCompletesTheRow() {
    assertThat(reason("f   f   F   f   f", BounceClass.FULL)).isPresent();
  }

  @Test
  void aRelayThatIsAwayCostsNoReader() {
    assertThat(fate(LedgerReason.EXPIRED, null)).isEqualTo(Fate.SAYS_NOTHING);
    assertThat(fate(LedgerReason.EXPIRED, reply(421, "4.4.2", "lost")))
        .isEqualTo(Fate.SAYS_NOTHING);
    assertThat(fate(LedgerReason.EXPIRED, reply(451, "4.7.1", "policy")))
        .isEqualTo(Fate.SAYS_NOTHING);
    assertThat(fate(LedgerReason.EXPIRED, reply(450, "4.2.1", "unavailable")))
        .isEqualTo(Fate.FAILED);
    assertThat(fate(LedgerReason.EXPIRED, reply(452, "4.2.2", "full"))).isEqualTo(Fate.FAILED);
  }

  @Test
  void refusalsCountUnlessTheyAreOfTheMail() {
    assertThat(fate(LedgerReason.REFUSED, reply(550, null, "mailbox unavailable")))
        .isEqualTo(Fate.FAILED);
    assertThat(fate(LedgerReason.REFUSED, reply(552, "5.3.4", "too big")))
        .isEqualTo(Fate.SAYS_NOTHING);
    assertThat(fate(LedgerReason.NO_SUCH_MAILBOX, reply(550, "5.2.1", "disabled")))
        .isEqualTo(Fate.DISABLED);
    assertThat(fate(LedgerReason.MAILBOX_FULL, reply(552, "5.2.2", "full"))).isEqualTo(Fate.FAILED);
    assertThat(fate(LedgerReason.BLOCKED, reply(550, "5.7.1", "no"))).isEqualTo(Fate.SAYS_NOTHING);
  }

  /// The capital is the edition in question.
  private static java.util.Optional<String> reason(String days, BounceClass kind) {
    List<Past> history = new ArrayList<>();
    long edition = 0;
    for (int i = 0; i < days.length(); i++) {
      char day = days.charAt(i);
      if (day == 'F' || day == 'X') {
        edition = i + 1;
      }
      if (day != ' ') {
        history.add(new Past(FIRST.plusDays(i), i + 1, fate(day)));
      }
    }
    return SuppressionRules.reason(kind, edition, history);
  }

  private static Fate fate(char day) {
    return switch (day) {
      case 'D' -> Fate.DELIVERED;
      case 'f', 'F' -> Fate.FAILED;
      case 'x', 'X' -> Fate.DISABLED;
      default -> Fate.SAYS_NOTHING;
    };
  }

  private static Fate fate(LedgerReason reason, @Nullable RelayReply last) {
    return SuppressionRules.ofFailed(reason, last);
  }

  private static RelayReply reply(int code, @Nullable String enhanced, String text) {
    return new RelayReply(code, enhanced, text);
  }
}
