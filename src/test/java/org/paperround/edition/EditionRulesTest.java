package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperround.edition.EditionRules.Verdict;
import org.paperround.newsletter.NewsletterId;

/// The whole state machine: what each act does in each state; `-`: it is refused.
class EditionRulesTest {
  private static final Instant SIX = Instant.parse("2026-01-10T06:00:00Z");
  private static final Instant EXPIRY = SIX.plus(Duration.ofHours(17));

  @ParameterizedTest
  @CsvSource({
    // pin, unpin, drop, restore, reword, undo, retract, embargo, approve_first, approve, hold,
    // stop, resume, subject, intro, release, merge, split
    "COLLECTING, COLLECTING, COLLECTING, COLLECTING, COLLECTING, COLLECTING, COLLECTING,"
        + " COLLECTING, COLLECTING, COLLECTING, APPROVED, HELD, -, -, COLLECTING, COLLECTING,"
        + " -, COLLECTING, COLLECTING",
    "APPROVED, APPROVED, APPROVED, APPROVED, APPROVED, APPROVED, APPROVED, APPROVED,"
        + " APPROVED, -, -, HELD, STOPPED, -, APPROVED, APPROVED, -, APPROVED, APPROVED",
    "HELD, HELD, HELD, HELD, HELD, HELD, HELD, HELD, HELD, HELD, APPROVED, -, -,"
        + " APPROVED, HELD, HELD, -, HELD, HELD",
    "SENDING, -, -, SENDING, -, -, -, SENDING, SENDING, -, -, -, STOPPED, -, SENDING,"
        + " SENDING, SENDING, SENDING, SENDING",
    "STOPPED, STOPPED, STOPPED, STOPPED, STOPPED, STOPPED, STOPPED, STOPPED, STOPPED, -,"
        + " -, -, -, APPROVED, STOPPED, STOPPED, -, STOPPED, STOPPED",
    "SENT, -, -, -, -, -, -, SENT, SENT, -, -, -, -, -, -, -, -, SENT, SENT",
    "MISSED, -, -, -, -, -, -, MISSED, MISSED, -, -, -, -, -, -, -, -, MISSED, MISSED",
    "SKIPPED, -, -, -, -, -, -, SKIPPED, SKIPPED, -, -, -, -, -, -, -, -, SKIPPED," + " SKIPPED",
  })
  void afterTheCutOff(
      EditionState state,
      @org.junit.jupiter.params.aggregator.AggregateWith(Row.class) Expected expected) {
    for (Act act : Act.values()) {
      assertThat(outcome(act, edition(state, null), SIX))
          .as("%s in %s", act, state)
          .isEqualTo(expected.of(act));
    }
  }

  @Test
  void aHeldEditionGoesBackToCollectingBeforeItsCutOff() {
    assertThat(outcome(Act.RESUME, edition(EditionState.HELD, null), SIX.minusMillis(1)))
        .isEqualTo("COLLECTING");
  }

  @Test
  void aStoppedEditionThatWasBeingSentGoesOnBeingSent() {
    StoredEdition stopped = edition(EditionState.STOPPED, SIX);

    assertThat(outcome(Act.RESUME, stopped, SIX)).isEqualTo("SENDING");
    assertThat(outcome(Act.PIN, stopped, SIX)).as("some readers have it").isEqualTo("-");
    assertThat(outcome(Act.SUBJECT, stopped, SIX)).isEqualTo("STOPPED");
    assertThat(outcome(Act.INTRO, stopped, SIX)).isEqualTo("STOPPED");
    assertThat(outcome(Act.REWORD, stopped, SIX)).isEqualTo("-");
    assertThat(outcome(Act.DROP, stopped, SIX)).isEqualTo("STOPPED");
  }

  @ParameterizedTest
  @EnumSource(
      value = Act.class,
      names = {"APPROVE", "RESUME"})
  void nothingIsLetGoThatHasExpired(Act act) {
    assertThat(outcome(act, edition(EditionState.HELD, null), EXPIRY.minusMillis(1)))
        .isEqualTo("APPROVED");
    assertThat(outcome(act, edition(EditionState.HELD, null), EXPIRY)).isEqualTo("-");
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void everyRefusalIsASentence(Act act) {
    for (EditionState state : EditionState.values()) {
      if (EditionRules.judge(act, edition(state, SIX), SIX)
          instanceof Verdict.Refused(String why)) {
        assertThat(why).as("%s in %s", act, state).matches("[A-Z].{15,}\\.");
      }
    }
  }

  private static String outcome(Act act, StoredEdition edition, Instant now) {
    return switch (EditionRules.judge(act, edition, now)) {
      case Verdict.Allowed(EditionState next) -> next.name();
      case Verdict.Refused _ -> "-";
    };
  }

  private static StoredEdition edition(EditionState state, @Nullable Instant frozenAt) {
    Edition edition =
        new Edition(
            new EditionId(1),
            new NewsletterId(1),
            LocalDate.of(2026, 1, 10),
            SIX,
            SIX,
            EXPIRY,
            state,
            1,
            Words.NONE,
            null);
    return new StoredEdition(edition, null, frozenAt, 1, false);
  }

  /// The row after the state, one column an act.
  record Expected(java.util.List<String> columns) {
    @SuppressWarnings("EnumOrdinal") // the columns stand in the order of the acts
    String of(Act act) {
      return columns.get(act.ordinal());
    }
  }

  static final class Row implements org.junit.jupiter.params.aggregator.ArgumentsAggregator {
    @Override
    public Expected aggregateArguments(
        org.junit.jupiter.params.aggregator.ArgumentsAccessor arguments,
        org.junit.jupiter.api.extension.ParameterContext context) {
      return new Expected(arguments.toList().stream().skip(1).map(String::valueOf).toList());
    }
  }
}
