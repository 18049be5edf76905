package org.paperround.edition.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryId;

/// Chooses the front page: pins at their positions, then the best scores with a diversity rule.
/// Pure and deterministic; the order of the entries does not matter.
public final class FrontPage {
  /// Best first; of equals the older story, which is the one known longer.
  private static final Comparator<Entry> BEST_FIRST =
      Comparator.comparingDouble(Entry::score)
          .reversed()
          .thenComparingLong(entry -> entry.story().value());

  private final Diversity diversity;
  private final List<Entry> chosen = new ArrayList<>();
  private final Map<String, Integer> sections = new HashMap<>();
  private final Map<String, Integer> owners = new HashMap<>();

  private FrontPage(Diversity diversity) {
    this.diversity = diversity;
  }

  /// At most `slots` stories, or all the pins if those are more, in order. The limits of
  /// `diversity` give way, the owner's first, where nothing else is left.
  public static List<StoryId> choose(List<Entry> entries, int slots, Diversity diversity) {
    List<Entry> pins = pinsInOrder(entries);
    List<Entry> others =
        new ArrayList<>(
            entries.stream().filter(entry -> entry.pin() == null).sorted(BEST_FIRST).toList());
    FrontPage page = new FrontPage(diversity);
    pins.forEach(page::count);
    int length = Math.max(pins.size(), Math.min(slots, pins.size() + others.size()));
    for (int position = 1; position <= length; position++) {
      page.fill(position, length, pins, others);
    }
    return page.chosen.stream().map(Entry::story).toList();
  }

  private static List<Entry> pinsInOrder(List<Entry> entries) {
    return new ArrayList<>(
        entries.stream()
            .filter(entry -> entry.pin() != null)
            .sorted(Comparator.comparingInt(FrontPage::pinOf).thenComparing(BEST_FIRST))
            .toList());
  }

  /// A pin comes when its position has come, or earlier when the places left are just enough for
  /// the pins.
  private void fill(int position, int length, List<Entry> pins, List<Entry> others) {
    boolean pinIsDue = !pins.isEmpty() && pinOf(pins.getFirst()) <= position;
    boolean pinsNeedTheRest = pins.size() > length - position;
    if (!pins.isEmpty() && (pinIsDue || pinsNeedTheRest || others.isEmpty())) {
      chosen.add(pins.removeFirst());
      return;
    }
    Entry next = best(others);
    others.remove(next);
    chosen.add(next);
    count(next);
  }

  private Entry best(List<Entry> others) {
    return first(others, entry -> sectionHasRoom(entry) && ownerHasRoom(entry))
        .or(() -> first(others, this::sectionHasRoom))
        .orElseGet(others::getFirst);
  }

  private static Optional<Entry> first(List<Entry> others, Predicate<Entry> fits) {
    return others.stream().filter(fits).findFirst();
  }

  private boolean sectionHasRoom(Entry entry) {
    return sections.getOrDefault(key(entry.section()), 0) < diversity.perSection();
  }

  private boolean ownerHasRoom(Entry entry) {
    return owners.getOrDefault(key(entry.owner()), 0) < diversity.perOwner();
  }

  private void count(Entry entry) {
    sections.merge(key(entry.section()), 1, Integer::sum);
    owners.merge(key(entry.owner()), 1, Integer::sum);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int pinOf(Entry entry) {
    return entry.pin() == null ? Integer.MAX_VALUE : entry.pin();
  }

  /// One story that may stand on the front page; `pin` is the position (from 1) the editor gave it.
  public record Entry(
      StoryId story, String section, String owner, double score, @Nullable Integer pin) {
    public Entry {
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException("the score of story " + story + " is " + score);
      }
      if (pin != null && pin < 1) {
        throw new IllegalArgumentException("story " + story + " is pinned at " + pin);
      }
    }
  }

  /// How many stories of one section and of one owner a front page may have.
  public record Diversity(int perSection, int perOwner) {
    public static final Diversity STANDARD = new Diversity(2, 2);

    public Diversity {
      if (perSection < 1 || perOwner < 1) {
        throw new IllegalArgumentException(
            "a front page with "
                + perSection
                + " a section and "
                + perOwner
                + " an owner is empty");
      }
    }
  }
}
