package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an edition would be if it were approved at that moment and every reader of its audience got
/// it at their hour: chosen by the same code as what is sent, with nothing written. `without`: how
/// many get none, by the account's word for the reason. `stories`: who reaches most first.
/// `largestHtml`: bytes of the HTML part of the largest mail. `turns`: the readers by the hour at
/// which they are due, the first first; `groups`: by the mail servers they are at, the largest
/// first. `perSecond`: how many mails a second the engine may or did send lately; null: not known.
/// `before`: the newsletter's edition before this one, as it was sent; null: there is none.
public record DryRunFindings(
    long readers,
    long digests,
    Map<String, Long> without,
    List<Reach> stories,
    int largestHtml,
    List<Turn> turns,
    List<Group> groups,
    @Nullable Double perSecond,
    @Nullable Before before) {
  public DryRunFindings {
    without = Map.copyOf(without);
    stories = List.copyOf(stories);
    turns = List.copyOf(turns);
    groups = List.copyOf(groups);
  }

  /// Who gets a story. `places`: at the first place of their digest, at the second, and so on.
  public record Reach(
      long story, String headline, String section, long readers, List<Long> places) {
    public Reach {
      places = List.copyOf(places);
    }
  }

  /// Who is due at one moment, by the name of their group.
  public record Turn(long dueSecond, Map<String, Long> readers) {
    public Turn {
      readers = Map.copyOf(readers);
    }

    public Instant due() {
      return Instant.ofEpochSecond(dueSecond);
    }

    public long all() {
      return sum(readers.values());
    }
  }

  /// `perSecond`: what this group is given at most; null: no limit of its own.
  public record Group(String name, long readers, @Nullable Double perSecond) {}

  /// `sections`: how many stories of each section its readers got.
  public record Before(
      long edition, String date, long digests, long tooFew, Map<String, Long> sections) {
    public Before {
      sections = Map.copyOf(sections);
    }

    public LocalDate day() {
      return LocalDate.parse(date);
    }
  }

  /// How long the mails of this turn take at least, by what limits them; empty: not known.
  public Optional<Duration> takes(Turn turn) {
    double seconds = perSecond == null ? 0 : turn.all() / perSecond;
    for (Group group : groups) {
      Long due = turn.readers().get(group.name());
      if (due != null && group.perSecond() != null) {
        seconds = Math.max(seconds, due / group.perSecond());
      }
    }
    return seconds == 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)));
  }

  /// How many stories of each section readers get.
  public Map<String, Long> sections() {
    return stories.stream()
        .collect(Collectors.groupingBy(Reach::section, Collectors.summingLong(Reach::readers)));
  }

  static long sum(Iterable<Long> counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
