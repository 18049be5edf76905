package org.paperround.article;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words by number, and for each the entries that have it. Not thread-safe.
final class TermPostings<E> {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, List<Posting<E>>> lists = new HashMap<>();

  /// An entry has the word with this weight (1 + ln tf).
  record Posting<E>(E entry, float weight) {}

  StoryVector vector(StoryText text) {
    int[] terms =
        text.terms().keySet().stream()
            .mapToInt(term -> numbers.computeIfAbsent(term, _ -> numbers.size()))
            .sorted()
            .toArray();
    Map<Integer, String> words = new HashMap<>();
    text.terms().keySet().forEach(term -> words.put(numbers.getOrDefault(term, -1), term));
    float[] weights = new float[terms.length];
    boolean[] names = new boolean[terms.length];
    for (int i = 0; i < terms.length; i++) {
      String word = words.getOrDefault(terms[i], "");
      weights[i] = (float) (1 + Math.log(text.terms().getOrDefault(word, 1f)));
      names[i] = text.names().contains(word);
    }
    return new StoryVector(terms, weights, names, text.roundUp());
  }

  void add(E entry, StoryVector vector) {
    for (int i = 0; i < vector.terms().length; i++) {
      lists
          .computeIfAbsent(vector.terms()[i], _ -> new ArrayList<>(2))
          .add(new Posting<>(entry, vector.weights()[i]));
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very entry that was added
  void remove(E entry, StoryVector vector) {
    for (int term : vector.terms()) {
      List<Posting<E>> list = lists.getOrDefault(term, List.of());
      list.removeIf(posting -> posting.entry() == entry);
      if (list.isEmpty()) {
        lists.remove(term);
      }
    }
  }

  int words() {
    return numbers.size();
  }

  int count(int term) {
    return of(term).size();
  }

  List<Posting<E>> of(int term) {
    return lists.getOrDefault(term, List.of());
  }

  void clear() {
    numbers.clear();
    lists.clear();
  }
}
