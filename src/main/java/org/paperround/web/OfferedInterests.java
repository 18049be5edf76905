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

  private final LoadingCache<String, List<Interest>> cache;

  public OfferedInterests(Articles articles, InstantSource clock) {
    this.cache =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(5))
            .build(_ -> count(articles, clock.instant()));
  }

  /// Sections first, then topics, each in alphabetical order.
  @Override
  public List<Interest> get() {
    return cache.get("all");
  }

  private static List<Interest> count(Articles articles, Instant now) {
    Map<Interest, Integer> counts = new HashMap<>();
    for (Story story : articles.developedBetween(now.minus(LOOKED_AT), now)) {
      Article article = story.representative();
      add(counts, Interest.Kind.SECTION, article.section());
      article.topics().forEach(topic -> add(counts, Interest.Kind.TOPIC, topic));
    }
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

  private static void add(Map<Interest, Integer> counts, Interest.Kind kind, String name) {
    if (Interest.isName(name)) {
      counts.merge(new Interest(kind, name), 1, Integer::sum);
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
