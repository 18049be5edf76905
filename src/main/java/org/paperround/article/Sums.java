package org.paperround.article;

import java.util.Arrays;

/// Sums by number (0 or more), in arrays of primitives: a day has millions of them. Not
/// thread-safe.
final class Sums {
  private static final int FREE = -1;
  private static final int GONE = -2;

  private int[] keys = new int[8];
  private double[] values = new double[8];
  private int size;

  /// With those that are gone.
  private int used;

  Sums() {
    Arrays.fill(keys, FREE);
  }

  /// Takes one number and its sum.
  @FunctionalInterface
  interface Each {
    void accept(int key, double value);
  }

  void add(int key, double value) {
    int at = find(key);
    if (at >= 0) {
      values[at] += value;
      return;
    }
    if ((used + 1) * 4 > keys.length * 3) {
      rehash();
    }
    int place = first(key);
    while (keys[place] != FREE) {
      place = (place + 1) & (keys.length - 1);
    }
    keys[place] = key;
    values[place] = value;
    size++;
    used++;
  }

  double get(int key) {
    int at = find(key);
    return at < 0 ? 0 : values[at];
  }

  void remove(int key) {
    int at = find(key);
    if (at >= 0) {
      keys[at] = GONE;
      size--;
    }
  }

  /// Adds to none of these sums while it runs.
  void forEach(Each each) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] >= 0) {
        each.accept(keys[i], values[i]);
      }
    }
  }

  private int find(int key) {
    int at = first(key);
    while (keys[at] != FREE) {
      if (keys[at] == key) {
        return at;
      }
      at = (at + 1) & (keys.length - 1);
    }
    return -1;
  }

  private int first(int key) {
    int mixed = key * 0x9E37_79B9;
    return (mixed ^ (mixed >>> 15)) & (keys.length - 1);
  }

  private void rehash() {
    int[] oldKeys = keys;
    double[] oldValues = values;
    keys = new int[Math.max(8, Integer.highestOneBit(size + 1) * 4)];
    values = new double[keys.length];
    Arrays.fill(keys, FREE);
    size = 0;
    used = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] >= 0) {
        add(oldKeys[i], oldValues[i]);
      }
    }
  }
}
