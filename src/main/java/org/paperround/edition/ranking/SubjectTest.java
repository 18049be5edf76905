package org.paperround.edition.ranking;

import java.util.List;
import java.util.random.RandomGenerator;

/// Several subjects for one edition, tried on its readers while it is mailed: which one the next
/// reader gets. Pure; the same counts and the same random numbers give the same subject.
///
/// At first every subject is as likely as any other: until the test is [#decided], but for no more
/// than the tried share of the audience, since an audience that is too small to decide for sure is
/// still better served by the likelier subject. Then Thompson sampling (Thompson 1933): a click
/// rate is drawn for each subject from what its counts allow, Beta(1 + clicks, 1 + exposures -
/// clicks), and the highest wins. So a subject is shown as often as it is likely to be the best.
///
/// `audience` is how many readers the edition has. Clicks are those of people, not of machines.
public record SubjectTest(List<Arm> arms, long audience, Rules rules) {
  public SubjectTest {
    arms = List.copyOf(arms);
    if (arms.isEmpty()) {
      throw new IllegalArgumentException("a test has no subject");
    }
  }

  /// Of a whole edition: all alike until it is decided, however many readers that takes.
  public static SubjectTest ofEdition(List<Arm> arms) {
    return new SubjectTest(arms, Long.MAX_VALUE, new Rules(Rules.STANDARD.leastClicks(), 1));
  }

  /// The subject, counted from 0, for one more reader.
  public int draw(RandomGenerator random) {
    return arms.size() == 1 || trying() ? random.nextInt(arms.size()) : likelyBest(random);
  }

  /// There are clicks enough to say which subject did better. Before that a test is reported as
  /// undecided, whatever was shown more often.
  public boolean decided() {
    return clicks() >= rules.leastClicks();
  }

  public long clicks() {
    return arms.stream().mapToLong(Arm::clicks).sum();
  }

  private boolean trying() {
    long exposures = arms.stream().mapToLong(Arm::exposures).sum();
    return !decided() && exposures < rules.tried() * audience;
  }

  private int likelyBest(RandomGenerator random) {
    int best = 0;
    double highest = -1;
    for (int arm = 0; arm < arms.size(); arm++) {
      double rate = arms.get(arm).drawnRate(random);
      if (rate > highest) {
        highest = rate;
        best = arm;
      }
    }
    return best;
  }

  /// One subject so far. A click that came before its exposure was counted is no nonsense.
  public record Arm(long exposures, long clicks) {
    public Arm {
      if (exposures < 0 || clicks < 0) {
        throw new IllegalArgumentException(
            "a subject has " + clicks + " clicks of " + exposures + " exposures");
      }
    }

    /// Clicks of exposures; 0 before the first.
    public double share() {
      return exposures == 0 ? 0 : (double) clicks / exposures;
    }

    private double drawnRate(RandomGenerator random) {
      return Gamma.beta(1.0 + clicks, 1.0 + Math.max(0, exposures - clicks), random);
    }
  }

  /// `tried` is a share of the audience, 0 to 1.
  public record Rules(long leastClicks, double tried) {
    /// Two hundred clicks, or a fifth of the audience.
    public static final Rules STANDARD = new Rules(200, 0.2);

    public Rules {
      if (leastClicks < 0 || !(tried >= 0 && tried <= 1)) {
        throw new IllegalArgumentException(
            "a test of " + leastClicks + " clicks on " + tried + " of the audience");
      }
    }
  }
}
