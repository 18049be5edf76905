package org.paperround.article;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A text's words by number, ascending, with their weights before any idf (1 + ln tf) and whether
/// they are names; and what else [StoryText] tells of it.
@SuppressWarnings("ArrayRecordComponent") // thousands are held; never compared
record StoryVector(
    int[] terms, float[] weights, boolean[] names, boolean roundUp, @Nullable Long fingerprint) {
  /// Where this word is, or a negative number.
  int at(int term) {
    return Arrays.binarySearch(terms, term);
  }

  /// The middle idf of the words that count.
  double median(IntToDoubleFunction idf) {
    double[] sorted =
        Arrays.stream(terms).mapToDouble(idf).filter(value -> value > 0).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
