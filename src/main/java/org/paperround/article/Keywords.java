package org.paperround.article;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The words that tell what a short text is about, as numbers: stemmed, names weighing more, the
/// heaviest [#MOST] only. For comparing what readers were shown over weeks, when the index of
/// articles has long forgotten it. Two texts that share no word share no number, but for chance (32
/// bits).
@SuppressWarnings("ArrayRecordComponent") // thousands are held; never compared
public record Keywords(int[] words, float[] weights) {
  static final int MOST = 24;

  /// Ascending by number; `weights` are above 0 and not normalised.
  public static Keywords of(String headline, String standfirst) {
    List<Map.Entry<String, Float>> heaviest =
        new ArrayList<>(StoryText.of(headline, standfirst, "").terms().entrySet());
    heaviest.sort(
        Map.Entry.<String, Float>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()));
    List<Map.Entry<String, Float>> kept =
        heaviest.stream()
            .limit(MOST)
            .sorted(Comparator.comparingInt(entry -> entry.getKey().hashCode()))
            .toList();
    int[] words = new int[kept.size()];
    float[] weights = new float[kept.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = kept.get(i).getKey().hashCode();
      weights[i] = (float) (1 + Math.log(Math.max(1, kept.get(i).getValue())));
    }
    return new Keywords(words, weights);
  }
}
