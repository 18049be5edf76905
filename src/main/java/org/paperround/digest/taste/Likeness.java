package org.paperround.digest.taste;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paperround.article.Keywords;

/// How alike texts are to each of a pool's: the cosine of their words, weighed by how rare each is
/// in the pool (idf = ln((1 + n) / (1 + df)) + 1). Immutable.
final class Likeness {
  private final Map<Integer, List<Posting>> postings = new HashMap<>();
  private final Map<Integer, Integer> frequencies = new HashMap<>();
  private final int size;

  /// One word of one text of the pool; `weight` has the idf in it, and the text's length out of it.
  private record Posting(int text, float weight) {}

  Likeness(List<Keywords> pool) {
    size = pool.size();
    for (Keywords text : pool) {
      for (int word : text.words()) {
        frequencies.merge(word, 1, Integer::sum);
      }
    }
    for (int text = 0; text < size; text++) {
      Keywords words = pool.get(text);
      double length = length(words);
      for (int i = 0; i < words.words().length; i++) {
        int word = words.words()[i];
        float weight = (float) (words.weights()[i] * idf(word) / length);
        postings.computeIfAbsent(word, _ -> new ArrayList<>()).add(new Posting(text, weight));
      }
    }
  }

  /// To each text of the pool, from 0 to 1.
  float[] to(Keywords text) {
    float[] likeness = new float[size];
    double length = length(text);
    for (int i = 0; i < text.words().length; i++) {
      int word = text.words()[i];
      float weight = (float) (text.weights()[i] * idf(word) / length);
      for (Posting posting : postings.getOrDefault(word, List.of())) {
        likeness[posting.text()] += weight * posting.weight();
      }
    }
    return likeness;
  }

  private double length(Keywords text) {
    double sum = 0;
    for (int i = 0; i < text.words().length; i++) {
      double weight = text.weights()[i] * idf(text.words()[i]);
      sum += weight * weight;
    }
    return sum == 0 ? 1 : Math.sqrt(sum);
  }

  private double idf(int word) {
    return Math.log((1.0 + size) / (1 + frequencies.getOrDefault(word, 0))) + 1;
  }
}
