package org.paperround.subscriber;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What readers did with one newsletter on one day: `requested` sign-ups that were answered by a
/// mail, `confirmed` ones, those who left, by how, and how often leaving was `undone`.
public record DayActivity(
    LocalDate day, long requested, long confirmed, Map<UnsubscribeCause, Long> ended, long undone) {
  public DayActivity {
    ended = Map.copyOf(ended);
  }

  static DayActivity of(LocalDate day, List<ConsentDao.Count> counts) {
    long requested = 0;
    long confirmed = 0;
    long undone = 0;
    Map<UnsubscribeCause, Long> ended = new EnumMap<>(UnsubscribeCause.class);
    for (ConsentDao.Count count : counts) {
      if (count.day().equals(day)) {
        switch (count.event()) {
          case "requested" -> requested += count.occurrences();
          case "confirmed" -> {
            if (count.detail().equals(Leaving.UNDO)) {
              undone += count.occurrences();
            } else {
              confirmed += count.occurrences();
            }
          }
          default ->
              ended.merge(
                  UnsubscribeCause.valueOf(count.detail().toUpperCase(Locale.ROOT)),
                  count.occurrences(),
                  Long::sum);
        }
      }
    }
    return new DayActivity(day, requested, confirmed, ended, undone);
  }
}
