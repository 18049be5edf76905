package org.paperround.article;

import org.jspecify.annotations.Nullable;

/// A text in 64 bits, so that texts that are nearly the same differ in few of them: SimHash
/// (Charikar 2002) over shingles of two words, as Manku, Jain and Das Sarma used it (WWW 2007). Of
/// the body; of the standfirst and what there is of a body where that is short. A text of fewer
/// than [#LEAST_SHINGLES] has none: a line that an outlet repeats is no article. Shingles with a
/// digit weigh more, because a new number is news.
final class Fingerprint {
  /// In bits. Manku et al. allow 3 among 8 thousand million pages; among the some ten thousand
  /// articles of a few days 6 bring no chance hits either, and see through a dateline and two or
  /// three words in a hundred (docs/adr/0014-a-copy-is-no-report.md).
  static final int FURTHEST = 6;

  static final int LEAST_SHINGLES = 20;

  private static final int NUMBER_WEIGHT = 3;

  private static final int LONG_ENOUGH = 60;
  private static final int WORDS = 400;

  private Fingerprint() {}

  /// Null when there is too little of it, or when it is a round-up: the fixed words of a daily
  /// briefing are not the news in it.
  static @Nullable Long of(ArticleText text) {
    return StoryText.isRoundUp(text.headline()) ? null : of(text.standfirst(), text.body());
  }

  /// Of what is known to be no round-up.
  static @Nullable Long of(String standfirst, String body) {
    Shingles shingles = shingles(body);
    if (shingles.size < LONG_ENOUGH) {
      shingles = shingles(standfirst + " " + body);
    }
    return shingles.size < LEAST_SHINGLES ? null : shingles.simHash();
  }

  /// Of two articles' fingerprints: they are nearly the same text.
  static boolean near(@Nullable Long one, @Nullable Long other) {
    return one != null && other != null && distance(one, other) <= FURTHEST;
  }

  static int distance(long one, long other) {
    return Long.bitCount(one ^ other);
  }

  /// Each once with its weight, so that a phrase that comes often weighs no more than others.
  private static final class Shingles {
    /// A power of two, so that some of it stays free.
    private final long[] values = new long[Integer.highestOneBit(WORDS) * 2];

    /// 0 where there is none.
    private final byte[] weights = new byte[values.length];

    private int size;

    void add(long shingle, int weight) {
      int at = (int) shingle & (values.length - 1);
      while (weights[at] != 0 && values[at] != shingle) {
        at = (at + 1) & (values.length - 1);
      }
      size += weights[at] == 0 ? 1 : 0;
      values[at] = shingle;
      weights[at] = (byte) weight;
    }

    long simHash() {
      int[] ones = new int[Long.SIZE];
      int all = 0;
      for (int i = 0; i < values.length; i++) {
        if (weights[i] > 0) {
          all += weights[i];
          for (int bit = 0; bit < Long.SIZE; bit++) {
            ones[bit] += (int) (values[i] >>> bit & 1) * weights[i];
          }
        }
      }
      long hash = 0;
      for (int bit = 0; bit < Long.SIZE; bit++) {
        hash |= 2 * ones[bit] > all ? 1L << bit : 0;
      }
      return hash;
    }
  }

  private static Shingles shingles(String text) {
    Shingles shingles = new Shingles();
    long before = 0;
    boolean numberBefore = false;
    int words = 0;
    int at = next(text, 0, true);
    while (at < text.length() && words < WORDS) {
      int end = next(text, at, false);
      long word = hash(text, at, end);
      boolean number = Character.isDigit(text.codePointAt(at));
      if (words > 0) {
        shingles.add(mixed(before * 31 + word), number || numberBefore ? NUMBER_WEIGHT : 1);
      }
      before = word;
      numberBefore = number;
      words++;
      at = next(text, end, true);
    }
    return shingles;
  }

  /// From `at` on, where the next letter or digit is, or the next character that is none.
  private static int next(String text, int at, boolean wanted) {
    int next = at;
    while (next < text.length() && Character.isLetterOrDigit(text.codePointAt(next)) != wanted) {
      next += Character.charCount(text.codePointAt(next));
    }
    return next;
  }

  /// Without regard to case.
  private static long hash(String text, int from, int to) {
    long hash = 1;
    for (int i = from; i < to; i++) {
      hash = hash * 1_000_003 + Character.toLowerCase(text.charAt(i));
    }
    return mixed(hash);
  }

  /// Every bit of the result depends on every bit of `value`.
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 32)) * 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xBF58_476D_1CE4_E5B9L;
    return mixed ^ (mixed >>> 32);
  }
}
