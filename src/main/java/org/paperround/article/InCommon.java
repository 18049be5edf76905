package org.paperround.article;

import java.util.Arrays;

/// What one text has in common with each of others, which go by numbers from 0: the sum of the
/// products of their weights, and how many words. One event's reports share the who and the what;
/// two pieces that share only a theme do not. Not thread-safe.
final class InCommon {
  private static final int RARE = 1 << 15;
  private static final int NAME = 1 << 30;

  /// By number.
  private double[] products = new double[0];

  /// By number: how many words, how many rare ones, whether a name.
  private int[] marks = new int[0];

  /// Forgets the text before, for a text that is compared with `size` others.
  void clear(int size) {
    if (products.length < size) {
      products = new double[size * 2];
      marks = new int[size * 2];
    }
    Arrays.fill(products, 0, size, 0);
    Arrays.fill(marks, 0, size, 0);
  }

  /// Those that `list` holds from its place `from` on have a word of the text in common with it.
  void add(TermPostings.Postings list, int from, double weight, boolean rare, boolean name) {
    int mark = rare ? 1 + RARE : 1;
    for (int i = from; i < list.size; i++) {
      int number = list.slots[i];
      products[number] += weight * list.weights[i];
      marks[number] += mark;
    }
    for (int i = from; name && i < list.size; i++) {
      marks[list.slots[i]] |= list.names[i] ? NAME : 0;
    }
  }

  double product(int number) {
    return products[number];
  }

  /// Two rare words in common, or a name and another word.
  boolean isEnough(int number) {
    int mark = marks[number];
    return (mark & (NAME - 1)) >= 2 * RARE || (mark >= NAME && (mark & (RARE - 1)) >= 2);
  }
}
