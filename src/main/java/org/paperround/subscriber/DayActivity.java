package org.paperround.subscriber;

import java.time.LocalDate;
import java.util.Map;

/// What readers did with one newsletter on one day: `requested` sign-ups that were answered by a
/// mail, `confirmed` ones, those who left, by how, and how often leaving was `undone`.
public record DayActivity(
    LocalDate day, long requested, long confirmed, Map<UnsubscribeCause, Long> ended, long undone) {
  public DayActivity {
    ended = Map.copyOf(ended);
  }
}
