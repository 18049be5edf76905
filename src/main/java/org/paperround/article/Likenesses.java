package org.paperround.article;

import java.util.Arrays;

/// Pairs of items and how alike they are, above 0 up to 1; pairs that are not in here are not at
/// all. On arrays of primitives: a day has millions. Not thread-safe.
final class Likenesses {
  private int[] ones = new int[64];
  private int[] others = new int[64];
  private double[] values = new double[64];
  private int size;

  void add(int one, int other, double value) {
    if (size == ones.length) {
      ones = Arrays.copyOf(ones, size * 2);
      others = Arrays.copyOf(others, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    ones[size] = one;
    others[size] = other;
    values[size++] = value;
  }

  void addAll(Likenesses more) {
    for (int i = 0; i < more.size; i++) {
      add(more.ones[i], more.others[i], more.values[i]);
    }
  }

  int size() {
    return size;
  }

  int one(int number) {
    return ones[number];
  }

  int other(int number) {
    return others[number];
  }

  double value(int number) {
    return values[number];
  }
}
