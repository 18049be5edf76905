package org.paperround.article;

import java.util.ArrayList;
import java.util.List;
import org.paperround.platform.work.Parallel;

/// Reads the words of many articles at once. Apart from [StoryText], which choosing a reader's
/// cards needs as well and which therefore starts no thread.
final class StoryTexts {
  /// Fewer than this are not worth another thread.
  private static final int LEAST_SHARE = 32;

  private StoryTexts() {}

  /// In their order, on as many threads as there are processors.
  static List<StoryText> of(List<StoryText.Words> all) {
    int threads = Runtime.getRuntime().availableProcessors();
    int share = Math.max(LEAST_SHARE, (all.size() + threads - 1) / threads);
    List<List<StoryText.Words>> shares = new ArrayList<>();
    for (int from = 0; from < all.size(); from += share) {
      shares.add(all.subList(from, Math.min(all.size(), from + share)));
    }
    if (shares.size() < 2) {
      return ofShare(all);
    }
    return Parallel.map(threads, shares, StoryTexts::ofShare).stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<StoryText> ofShare(List<StoryText.Words> words) {
    TextReader reader = new TextReader();
    return words.stream().map(reader::read).toList();
  }
}
