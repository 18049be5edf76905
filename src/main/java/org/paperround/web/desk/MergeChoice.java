package org.paperround.web.desk;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Pool;

/// The other candidates of an edition that a story may be merged with, likeliest first: those that
/// are like it, then as they are ranked. Pure. `more`: how many are not listed.
record MergeChoice(List<Line> lines, int more) {
  private static final int MOST = 30;

  MergeChoice {
    lines = List.copyOf(lines);
  }

  /// `related`: it is like the story.
  record Line(CardView card, boolean related) {}

  /// `wanted`: words that the headline has, all of them, or the number of the story; empty: any.
  static MergeChoice of(
      Pool pool, StoryId story, List<StoryId> related, String wanted, EditionWords words) {
    List<Card> found =
        pool.cards().stream()
            .filter(card -> !card.story().equals(story) && card.retractedAt() == null)
            .filter(card -> fits(card, wanted))
            .sorted(order(related))
            .toList();
    List<Line> lines =
        found.stream()
            .limit(MOST)
            .map(card -> new Line(CardView.of(card, words, 0), related.contains(card.story())))
            .toList();
    return new MergeChoice(lines, found.size() - lines.size());
  }

  private static Comparator<Card> order(List<StoryId> related) {
    return Comparator.comparingInt((Card card) -> place(related.indexOf(card.story())))
        .thenComparing(Comparator.comparing(Card::usable).reversed())
        .thenComparingInt(MergeChoice::front)
        .thenComparing(Comparator.comparingDouble(Card::score).reversed());
  }

  private static int front(Card card) {
    Integer position = card.frontPosition();
    return position == null ? Integer.MAX_VALUE : position;
  }

  private static int place(int index) {
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  private static boolean fits(Card card, String wanted) {
    String headline = plain(card.content().headline());
    return wanted.strip().equals(card.story().toString())
        || Stream.of(plain(wanted).split("\\s+")).allMatch(headline::contains);
  }

  /// As people type when they look for something: in small letters, without accents.
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT)
        .strip();
  }
}
