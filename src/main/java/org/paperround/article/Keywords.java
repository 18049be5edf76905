package org.paperround.article;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The words that tell what a short text is about, as numbers: stemmed, names weighing more, the
/// heaviest [#MOST] only. For comparing what readers were shown over weeks, when the index of
/// articles has long forgotten it. Two texts that share no word share no number, but for chance (32
/// bits).
@SuppressWarnings("ArrayRecordComponent") // thousands are held; never compared
public record Keywords(int[] words, float[] weights) {
  static final int MOST = 24;

  /// Ascending by number; `weights` are above 0 and not normalised.
  public static Keywords of(String headline, String standfirst) {
    StoryText text = new TextReader().read(new StoryText.Words(headline, standfirst, ""));
    List<Weighed> all = new ArrayList<>();
    for (int i = 0; i < text.weights().length; i++) {
      all.add(new Weighed(text.words().get(i).stem, text.weights()[i]));
    }
    List<Weighed> kept =
        all.stream()
            .sorted(
                Comparator.comparingDouble(Weighed::weight).reversed().thenComparing(Weighed::stem))
            .limit(MOST)
            .sorted(Comparator.comparingInt(word -> word.stem().hashCode()))
            .toList();
    int[] words = new int[kept.size()];
    float[] weights = new float[kept.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = kept.get(i).stem().hashCode();
      weights[i] = kept.get(i).weight();
    }
    return new Keywords(words, weights);
  }

  private record Weighed(String stem, float weight) {}
}
