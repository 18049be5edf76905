package org.paperround.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.paperround.article.Article;
import org.paperround.article.Articles;
import org.paperround.article.Story;
import org.paperround.subscriber.Interest;

/// What readers can follow: the sections and topics that most stories of the last week had. Kept
/// for five minutes. Thread-safe.
public final class OfferedInterests implements Supplier<List<Interest>> {
  private static final Duration LOOKED_AT = Duration.ofDays(7);
  private static final int SECTIONS = 14;
  private static final int TOPICS = 24;

  private final LoadingCache<String, Week> cache;

  public OfferedInterests(Articles articles, InstantSource clock) {
    this.cache =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(5))
            .build(_ -> count(articles, clock.instant()));
  }

  /// Sections first, then topics, each in alphabetical order.
  @Override
  public List<Interest> get() {
    return cache.get("all").offered();
  }

  /// How many stories of the last week were about it, and the headline of one.
  LastWeek lastWeek(Interest interest) {
    return cache.get("all").stories().getOrDefault(interest, LastWeek.NONE);
  }

  record LastWeek(int stories, String headline) {
    static final LastWeek NONE = new LastWeek(0, "");

    LastWeek and(LastWeek other) {
      return new LastWeek(stories + other.stories, headline);
    }
  }

  private record Week(List<Interest> offered, Map<Interest, LastWeek> stories) {}

  private static Week count(Articles articles, Instant now) {
    Map<Interest, LastWeek> stories = new HashMap<>();
    for (Story story : articles.developedBetween(now.minus(LOOKED_AT), now)) {
      Article article = story.representative();
      LastWeek one = new LastWeek(1, article.headline());
      add(stories, Interest.Kind.SECTION, article.section(), one);
      article.topics().forEach(topic -> add(stories, Interest.Kind.TOPIC, topic, one));
    }
    return new Week(most(stories), Map.copyOf(stories));
  }

  private static List<Interest> most(Map<Interest, LastWeek> stories) {
    Map<Interest, Integer> counts = new HashMap<>();
    stories.forEach((interest, week) -> counts.put(interest, week.stories()));
    List<Interest> sections = most(counts, Interest.Kind.SECTION, SECTIONS);
    // Some portals name the section among the topics: one of the two is enough to choose from.
    counts
        .keySet()
        .removeIf(interest ->
            interest.kind() == Interest.Kind.TOPIC
                && sections.stream()
                    .anyMatch(section -> section.name().equalsIgnoreCase(interest.name())));
    return Stream.concat(sections.stream(), most(counts, Interest.Kind.TOPIC, TOPICS).stream())
        .toList();
  }

  private static void add(
      Map<Interest, LastWeek> stories, Interest.Kind kind, String name, LastWeek one) {
    if (Interest.isName(name)) {
      stories.merge(new Interest(kind, name), one, LastWeek::and);
    }
  }

  private static List<Interest> most(Map<Interest, Integer> counts, Interest.Kind kind, int limit) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind)
        .sorted(
            Map.Entry.<Interest, Integer>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().name()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(Interest::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }
}
