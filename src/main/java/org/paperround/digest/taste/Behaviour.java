package org.paperround.digest.taste;

/// What one reader was shown and clicked, told against one [Offer]. Old things weigh less: half
/// after [#HALF_LIFE_DAYS]. Clicks are a person's, of a reader who consents; nothing else may be
/// told. Not thread-safe.
public final class Behaviour {
  static final double HALF_LIFE_DAYS = 30;

  /// As many clicks at the crowd's rate are believed of everybody beforehand.
  private static final double PRIOR_CLICKS = 20;

  private static final int LONGEST = 64;
  private static final double[] EXAMINED = new double[LONGEST];

  static {
    double ten = 0;
    for (int position = 1; position <= 10; position++) {
      ten += examination(position) / 10;
    }
    for (int position = 1; position < LONGEST; position++) {
      EXAMINED[position] = examination(position) / ten;
    }
  }

  private final Offer offer;
  private final double[] clickedOfSection;
  private final double[] expectedOfSection;
  private final double[] clickedOfOwner;
  private final double[] expectedOfOwner;
  private final float[] likeness;
  private double clicked;
  private double expected;

  public Behaviour(Offer offer) {
    this.offer = offer;
    this.clickedOfSection = new double[offer.sectionCount() + 1];
    this.expectedOfSection = new double[offer.sectionCount() + 1];
    this.clickedOfOwner = new double[offer.ownerCount() + 1];
    this.expectedOfOwner = new double[offer.ownerCount() + 1];
    this.likeness = new float[offer.size()];
  }

  /// What a card of `ageDays` ago weighs.
  public static double weight(long ageDays) {
    return Math.pow(2, -Math.max(0, ageDays) / HALF_LIFE_DAYS);
  }

  /// How likely a reader looks at a position (from 1), the first being 1: `1 / log2(position + 1)`.
  public static double examination(int position) {
    return Math.log(2) / Math.log(position + 1);
  }

  /// The reader was sent this card, at this position from 1.
  public void shown(Offer.Past card, int position, double weight) {
    double clicks = weight * card.rate * EXAMINED[Math.min(position, LONGEST - 1)];
    expectedOfSection[card.section] += clicks;
    expectedOfOwner[card.owner] += clicks;
    expected += clicks;
  }

  /// The reader clicked this card, which was shown as well.
  public void clicked(Offer.Past card, double weight) {
    clickedOfSection[card.section] += weight;
    clickedOfOwner[card.owner] += weight;
    clicked += weight;
    Offer.Alike alike = card.alike();
    for (int i = 0; i < alike.cards().length; i++) {
      likeness[alike.cards()[i]] += (float) (weight * alike.likeness()[i]);
    }
  }

  boolean tellsSomething() {
    return clicked > 0 && expected > 0;
  }

  Offer offer() {
    return offer;
  }

  Readiness sections() {
    return Readiness.of(clickedOfSection, scaled(expectedOfSection));
  }

  Readiness owners() {
    return Readiness.of(clickedOfOwner, scaled(expectedOfOwner));
  }

  /// From 0 to 1.
  float likeness(int card) {
    return likeness[card] == 0 ? 0 : (float) (1 - Math.exp(-Math.log(2) * likeness[card]));
  }

  /// At the rate of this reader, who clicks much or little whatever there is.
  private double[] scaled(double[] expectations) {
    double rate = (clicked + PRIOR_CLICKS) / (expected + PRIOR_CLICKS);
    double[] scaled = new double[expectations.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = rate * expectations[i];
    }
    return scaled;
  }
}
