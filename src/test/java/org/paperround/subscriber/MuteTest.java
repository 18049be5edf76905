package org.paperround.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MuteTest {
  private static final LocalDate DAY = LocalDate.of(2026, 12, 24);

  @Test
  void isWrittenAndReadTheSame() {
    for (String text :
        new String[] {
          "topic:NHS", "2026-12-24/section:sport", "topic:2026/27 budget", "topic:a/b"
        }) {
      assertThat(Mute.parse(text)).hasToString(text);
    }
    assertThat(Mute.parse("2026-12-24/topic:NHS"))
        .isEqualTo(new Mute(Interest.parse("topic:NHS"), DAY));
  }

  @Test
  void anythingElseIsRefused() {
    for (String text : new String[] {"NHS", "2026-13-24/topic:NHS", "2026-12-24/NHS"}) {
      assertThatThrownBy(() -> Mute.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void itEndsWithTheDayBefore() {
    Mute ending = Mute.parse("2026-12-24/topic:NHS");

    assertThat(ending.holds(DAY.minusDays(1))).isTrue();
    assertThat(ending.holds(DAY)).isFalse();
    assertThat(Mute.holding(Set.of(ending, Mute.parse("section:sport")), DAY))
        .containsExactly(Interest.parse("section:sport"));
  }
}
