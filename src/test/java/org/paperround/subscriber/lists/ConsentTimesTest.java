package org.paperround.subscriber.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTimesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-05-03T09:30:00Z, 2026-05-03T09:30:00Z",
    "2026-05-03T09:30:00.123Z, 2026-05-03T09:30:00.123Z",
    "2026-05-03 09:30:00, 2026-05-03T09:30:00Z",
    "2026-05-03 09:30:00 UTC, 2026-05-03T09:30:00Z",
    "2026-05-03 09:30:00.5+00, 2026-05-03T09:30:00.5Z",
    "2026-05-03 11:30:00 +02:00, 2026-05-03T09:30:00Z",
    "2026-05-03T11:30:00+0200, 2026-05-03T09:30:00Z",
    "2026-05-03T04:30-05:00, 2026-05-03T09:30:00Z",
    "2026-05-03, 2026-05-03T00:00:00Z",
  })
  void isReadAsExportsWriteIt(String written, Instant meant) {
    assertThat(ConsentTimes.parse(written)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "03/05/2026", "2026-02-30", "2026-05-03T25:00:00Z", "0"})
  void whatIsNoTimeIsNone(String written) {
    assertThat(ConsentTimes.parse(written)).isEmpty();
  }
}
