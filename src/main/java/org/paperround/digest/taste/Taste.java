package org.paperround.digest.taste;

import java.util.Arrays;
import java.util.Optional;

/// What an edition's cards are worth to one reader who clicked something: the sum, weighed by
/// [TasteWeights], of a card's importance, of how readily the reader clicks its section and its
/// owner ([Readiness]), and of how like it is to what was clicked (`1 - 2^-likeness`, the cosines
/// summed). Immutable.
public final class Taste {
  /// A reader reads a section often at a third more than the crowd.
  private static final double OFTEN = 0.4;

  /// How much of the newsroom's mix a reader gets in any case.
  private static final double NEWSROOM = 0.3;

  private final Offer offer;
  private final float[] parts;
  private final double[] worth;
  private final Readiness sections;
  private final double[] mix;

  /// `parts`: card by card.
  private Taste(Offer offer, float[] parts, Readiness sections, TasteWeights weights) {
    this.offer = offer;
    this.parts = parts;
    this.sections = sections;
    this.mix = mix(offer, sections);
    this.worth = new double[offer.size()];
    for (int card = 0; card < worth.length; card++) {
      worth[card] = weights.worth(parts, card * TasteWeights.PARTS);
    }
  }

  /// Nobody has a taste who clicked nothing: what was not clicked was perhaps not seen.
  public static Optional<Taste> of(Behaviour behaviour, TasteWeights weights) {
    if (!behaviour.tellsSomething()) {
      return Optional.empty();
    }
    Offer offer = behaviour.offer();
    Readiness sections = behaviour.sections();
    Readiness owners = behaviour.owners();
    float[] parts = new float[offer.size() * TasteWeights.PARTS];
    int at = 0;
    for (int card = 0; card < offer.size(); card++) {
      parts[at++] = offer.importance(card);
      parts[at++] = (float) sections.of(offer.section(card));
      parts[at++] = (float) owners.of(offer.owner(card));
      parts[at++] = behaviour.likeness(card);
    }
    return Optional.of(new Taste(offer, parts, sections, weights));
  }

  /// What a card is worth to the reader, in points.
  public double worth(int card) {
    return worth[card];
  }

  /// The parts of it, before their weights, in the order of [TasteWeights#list].
  public float[] parts(int card) {
    return Arrays.copyOfRange(parts, card * TasteWeights.PARTS, (card + 1) * TasteWeights.PARTS);
  }

  /// Whether the reader reads the card's section often, as far as clicks tell.
  public boolean often(int card) {
    return sections.of(offer.section(card)) >= OFTEN;
  }

  /// The share of each section in what the reader would read; not to be changed.
  double[] mix() {
    return mix;
  }

  /// The newsroom's mix, each section as much more as the reader reads it more readily; and for
  /// [#NEWSROOM] of it the newsroom's own.
  private static double[] mix(Offer offer, Readiness sections) {
    double[] mix = new double[offer.sectionCount()];
    double total = 0;
    for (int i = 0; i < mix.length; i++) {
      mix[i] = offer.mix(i) * Math.pow(2, sections.of(i));
      total += mix[i];
    }
    for (int i = 0; i < mix.length; i++) {
      mix[i] = (1 - NEWSROOM) * mix[i] / total + NEWSROOM * offer.mix(i);
    }
    return mix;
  }
}
