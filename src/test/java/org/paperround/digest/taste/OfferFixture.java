package org.paperround.digest.taste;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.paperround.article.Keywords;
import org.paperround.edition.ranking.StoryStatistics.Counts;

/// Offers and past cards of them, in few words.
final class OfferFixture {
  static final Counts USUAL = new Counts(10_000, 500);

  private OfferFixture() {}

  /// A card of a section and an owner whose words are its own.
  static Traits traits(String section, String owner, int text) {
    return new Traits(section, owner, words(text));
  }

  static Keywords words(int text) {
    return Keywords.of("w%1$da w%1$db w%1$dc".formatted(text), "w%1$dd w%1$de".formatted(text));
  }

  /// Cards of these sections in turn, each of another owner, all of the same score.
  static Offer offer(int cards, String... sections) {
    return offer(
        IntStream.range(0, cards).mapToObj(card -> sections[card % sections.length]).toList());
  }

  /// So many cards of each section, the first section's first; otherwise the same.
  static Offer blocks(int each, String... sections) {
    return offer(
        IntStream.range(0, each * sections.length)
            .mapToObj(card -> sections[card / each])
            .toList());
  }

  private static Offer offer(List<String> sections) {
    List<Traits> traits =
        IntStream.range(0, sections.size())
            .mapToObj(card -> traits(sections.get(card), "owner " + card, card))
            .toList();
    return Offer.of(traits, traits.stream().map(_ -> 0.0).toList());
  }

  /// Seeded: sections a to f, five owners, words that some share, scores that are normal.
  static Offer random(Random random, int cards) {
    List<Traits> traits = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int card = 0; card < cards; card++) {
      traits.add(randomTraits(random));
      scores.add(random.nextGaussian());
    }
    return Offer.of(traits, scores);
  }

  static Traits randomTraits(Random random) {
    return new Traits(
        String.valueOf((char) ('a' + random.nextInt(6))),
        "owner " + random.nextInt(5),
        Keywords.of(text(random, 6), text(random, 10)));
  }

  private static String text(Random random, int words) {
    return IntStream.range(0, words)
        .mapToObj(_ -> "word" + random.nextInt(120))
        .collect(Collectors.joining(" "));
  }
}
