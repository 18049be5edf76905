package org.paperround.digest.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// New weights are found where clicks tell them, and adopted only where they show on readers that
/// they were not learnt from.
class RefitTest {
  private static final TasteWeights PRESENT = TasteWeights.STANDARD;

  @Test
  void whatReadersClickByIsFoundAndAdopted() {
    Refit.Verdict verdict = Refit.of(digests(12_000, parts -> 2 * parts[1] - 1), PRESENT);
    assertThat(verdict.better()).isTrue();
    assertThat(verdict.candidate()).isGreaterThan(verdict.present());
    assertThat(verdict.found().section()).isGreaterThan(3 * verdict.found().importance());
    assertThat(verdict.found().importance()).isGreaterThanOrEqualTo(TasteWeights.LEAST_IMPORTANCE);
  }

  @Test
  void whereReadersClickByThePresentWeightsNothingIsAdopted() {
    Refit.Verdict verdict = Refit.of(digests(12_000, PRESENT::worth), PRESENT);
    assertThat(verdict.better()).isFalse();
  }

  @Test
  void whereReadersClickAtRandomNothingIsAdopted() {
    assertThat(Refit.of(digests(12_000, _ -> 0), PRESENT).better()).isFalse();
  }

  @Test
  void onFewClicksNothingIsAdopted() {
    Refit.Verdict verdict = Refit.of(digests(150, parts -> 2 * parts[1] - 1), PRESENT);
    assertThat(verdict.clicks()).isLessThan(Refit.LEAST_CLICKS);
    assertThat(verdict.better()).isFalse();
  }

  @Test
  void ofNothingNothingIsLearnt() {
    Refit.Verdict verdict = Refit.of(List.of(), PRESENT);
    assertThat(verdict.better()).isFalse();
    assertThat(verdict.found()).isEqualTo(PRESENT);
  }

  @Test
  void aClickCountsForAsManyLooksAsTheOrderWouldHaveGivenIt() {
    List<Float> liked = List.of(1f, 1f, 0f, 0f);
    List<Float> other = List.of(0f, 0f, 0f, 0f);
    List<Refit.Digest> digests = new ArrayList<>();
    for (int reader = 0; reader < 200; reader++) {
      digests.add(
          new Refit.Digest(
              reader, List.of(new Refit.Card(1, other, false), new Refit.Card(3, liked, true))));
    }
    // Up from the third position to the first, a card is looked at twice as often.
    assertThat(Refit.of(digests, PRESENT).present()).isCloseTo(2 / (2 + 0.5), within(1e-9));
  }

  /// Five cards each, clicked with the probability of the logit times that of being looked at.
  private static List<Refit.Digest> digests(int count, ToDoubleFunction<float[]> logit) {
    SplittableRandom random = new SplittableRandom(5);
    List<Refit.Digest> digests = new ArrayList<>();
    for (int reader = 0; reader < count; reader++) {
      List<Refit.Card> cards = new ArrayList<>();
      for (int position = 6; position <= 10; position++) {
        float[] parts = {
          (float) random.nextGaussian(),
          (float) random.nextGaussian(),
          (float) random.nextDouble(),
          0
        };
        double looked = Behaviour.examination(position);
        double chance = looked / (1 + Math.exp(1 - logit.applyAsDouble(parts)));
        cards.add(
            new Refit.Card(
                position,
                List.of(parts[0], parts[1], parts[2], parts[3]),
                random.nextDouble() < chance));
      }
      digests.add(new Refit.Digest(reader, cards));
    }
    return digests;
  }
}
