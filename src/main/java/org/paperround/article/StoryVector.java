package org.paperround.article;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A text's words by number, ascending, with their weights before any idf (1 + ln tf) and whether
/// they are names; and what else [StoryText] tells of it.
@SuppressWarnings("ArrayRecordComponent") // thousands are held; never compared
record StoryVector(
    int[] terms, float[] weights, boolean[] names, boolean roundUp, @Nullable Long fingerprint) {
  /// The middle idf of the words that count.
  double median(IntToDoubleFunction idf) {
    double[] sorted = new double[terms.length];
    int size = 0;
    for (int term : terms) {
      double value = idf.applyAsDouble(term);
      if (value > 0) {
        sorted[size++] = value;
      }
    }
    Arrays.sort(sorted, 0, size);
    return size == 0 ? 0 : sorted[size / 2];
  }
}
