package org.paperround.article;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words by number, and for each the slots (small numbers of articles) that have it. On arrays of
/// primitives: a day has millions of them. Not thread-safe.
final class TermPostings {
  static final Postings NONE = new Postings(0);

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Postings> lists = new ArrayList<>();

  /// The articles that have one word: `slots` with their `weights` (1 + ln tf) and whether it is a
  /// name in them, `size` of each.
  static final class Postings {
    int[] slots;
    float[] weights;
    boolean[] names;
    int size;

    Postings(int capacity) {
      slots = new int[capacity];
      weights = new float[capacity];
      names = new boolean[capacity];
    }

    void add(int slot, float weight, boolean name) {
      if (size == slots.length) {
        slots = Arrays.copyOf(slots, size * 2);
        weights = Arrays.copyOf(weights, size * 2);
        names = Arrays.copyOf(names, size * 2);
      }
      slots[size] = slot;
      weights[size] = weight;
      names[size++] = name;
    }

    /// Where those after this slot begin, if they were added in ascending order.
    int after(int slot) {
      int at = Arrays.binarySearch(slots, 0, size, slot);
      return at < 0 ? -1 - at : at + 1;
    }

    private void remove(int slot) {
      int at = 0;
      while (at < size && slots[at] != slot) {
        at++;
      }
      if (at < size) {
        int rest = --size - at;
        System.arraycopy(slots, at + 1, slots, at, rest);
        System.arraycopy(weights, at + 1, weights, at, rest);
        System.arraycopy(names, at + 1, names, at, rest);
      }
    }
  }

  StoryVector vector(StoryText text) {
    long[] order = new long[text.words().size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = ((long) number(text.words().get(i)) << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    int[] terms = new int[order.length];
    float[] weights = new float[order.length];
    boolean[] names = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      int place = (int) order[i];
      terms[i] = (int) (order[i] >>> Integer.SIZE);
      weights[i] = text.weights()[place];
      names[i] = text.names()[place];
    }
    return new StoryVector(terms, weights, names, text.roundUp(), text.fingerprint());
  }

  private int number(TextReader.Word word) {
    if (word.number < 0) {
      word.number = numbers.computeIfAbsent(word.stem, _ -> numbers.size());
    }
    return word.number;
  }

  void add(int slot, StoryVector vector) {
    while (lists.size() < numbers.size()) {
      lists.add(new Postings(2));
    }
    for (int i = 0; i < vector.terms().length; i++) {
      lists.get(vector.terms()[i]).add(slot, vector.weights()[i], vector.names()[i]);
    }
  }

  void remove(int slot, StoryVector vector) {
    for (int term : vector.terms()) {
      lists.get(term).remove(slot);
    }
  }

  int words() {
    return numbers.size();
  }

  int count(int term) {
    return of(term).size;
  }

  Postings of(int term) {
    return term < lists.size() ? lists.get(term) : NONE;
  }

  void clear() {
    numbers.clear();
    lists.clear();
  }
}
