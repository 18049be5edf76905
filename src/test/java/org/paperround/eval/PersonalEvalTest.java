package org.paperround.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The measure of taste is the same every time, and sees a taste where there is one.
class PersonalEvalTest {
  private static final int READERS = 300;

  @Test
  void theSameReadersAreMeasuredEveryTime() throws IOException {
    PersonalEval.Result result = PersonalEval.measure(Optional.empty(), 0, READERS);
    assertThat(PersonalEval.measure(Optional.empty(), 0, READERS)).isEqualTo(result);
    assertThat(result.readers()).isEqualTo(READERS);
    assertThat(result.days()).isEqualTo(10);
    assertThat(result.topics()).isEqualTo(8);
  }

  @Test
  void clicksOfAReaderWithATasteAreWorthSomethingAndNoneAreWorthNothing() throws IOException {
    PersonalEval.Result result = PersonalEval.measure(Optional.empty(), 0, READERS);
    assertThat(result.popularity()).isBetween(0.5, 1.0);
    assertThat(result.at20().low()).isPositive();
    assertThat(result.worth().mean()).isGreaterThan(result.at20().mean());
    assertThat(result.at0().mean()).isBetween(-0.05, 0.0);
    assertThat(result.random().mean()).isNegative();
    assertThat(result.at20().mean()).isBetween(result.at20().low(), result.at20().high());
  }

  @Test
  void whatEverybodyGetsLeavesTasteLessToChoose() throws IOException {
    PersonalEval.Result all = PersonalEval.measure(Optional.empty(), 10, READERS);
    assertThat(all.at20().mean()).isEqualTo(all.at0().mean());
  }
}
