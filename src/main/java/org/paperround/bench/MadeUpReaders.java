package org.paperround.bench;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.paperround.subscriber.Interest;

/// Made-up readers of the editions before: what each had and clicked, follows and mutes; the same
/// for one seed and number. A third consent to tracking; those click 0 to 40 times, one section
/// more readily than the others.
final class MadeUpReaders {
  /// How many cards of each edition a reader had: the front page, then any.
  static final int CARDS = 12;

  private static final int MOST_CLICKS = 40;
  private static final int MOST_FOLLOWS = 3;

  /// How readily a reader clicks what is of no section they like.
  private static final double COLD = 0.25;

  private final int[][] sections;

  /// `sections`: of each edition, of each card, the number of its section.
  MadeUpReaders(int[][] sections) {
    this.sections = sections;
  }

  /// `had`: for each edition, the cards by their place in it, from 0, in the order shown; `clicked`
  /// numbers those, edition by edition.
  @SuppressWarnings("ArrayRecordComponent") // made a million times; never compared
  record MadeUpReader(
      long number,
      boolean consents,
      int[][] had,
      BitSet clicked,
      Set<Interest> follows,
      Set<Interest> mutes) {}

  MadeUpReader reader(long seed, long number) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    int[][] had = new int[sections.length][];
    for (int edition = 0; edition < had.length; edition++) {
      had[edition] = had(sections[edition].length, random);
    }
    boolean consents = random.nextInt(3) == 0;
    return new MadeUpReader(
        number,
        consents,
        had,
        consents ? clicked(had, random) : new BitSet(),
        interests(random.nextInt(MOST_FOLLOWS + 1), random),
        interests(random.nextInt(10) == 0 ? 1 : 0, random));
  }

  private static int[] had(int cards, SplittableRandom random) {
    int[] had = new int[Math.min(CARDS, cards)];
    BitSet taken = new BitSet(cards);
    for (int position = 0; position < had.length; position++) {
      int card = position < MadeUpPools.FRONT_PAGE ? position : random.nextInt(cards);
      while (taken.get(card)) {
        card = random.nextInt(cards);
      }
      taken.set(card);
      had[position] = card;
    }
    return had;
  }

  private BitSet clicked(int[][] had, SplittableRandom random) {
    int liked = random.nextInt(MadeUpPools.SECTIONS.size());
    int wanted = random.nextInt(MOST_CLICKS + 1);
    BitSet clicked = new BitSet();
    while (clicked.cardinality() < wanted) {
      int edition = random.nextInt(had.length);
      int position = random.nextInt(had[edition].length);
      int section = sections[edition][had[edition][position]];
      if (section == liked || random.nextDouble() < COLD) {
        clicked.set(edition * CARDS + position);
      }
    }
    return clicked;
  }

  static Set<Interest> interests(int count, SplittableRandom random) {
    Set<Interest> interests = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int section = random.nextInt(MadeUpPools.SECTIONS.size());
      interests.add(new Interest(Interest.Kind.SECTION, MadeUpPools.SECTIONS.get(section)));
    }
    return interests;
  }
}
