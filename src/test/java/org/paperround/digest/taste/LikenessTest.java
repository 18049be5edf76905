package org.paperround.digest.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.article.Keywords;

class LikenessTest {
  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aTextIsWhollyLikeItselfAndAsLikeAnotherAsThatOneIsLikeIt(int seed) {
    Random random = new Random(seed);
    List<Keywords> texts =
        IntStream.range(0, 20).mapToObj(_ -> OfferFixture.randomTraits(random).words()).toList();
    Likeness likeness = new Likeness(texts);

    for (int one = 0; one < texts.size(); one++) {
      float[] alike = likeness.to(texts.get(one));
      assertThat(alike[one]).isCloseTo(1, within(1e-5f));
      for (int other = 0; other < texts.size(); other++) {
        assertThat(alike[other]).isBetween(0f, 1.00001f);
        assertThat(likeness.to(texts.get(other))[one]).isCloseTo(alike[other], within(1e-5f));
      }
    }
  }

  @Test
  void whatSharesNoWordIsNotAlikeAndWhatHasNoneIsLikeNothing() {
    Keywords none = Keywords.of("", "");
    Likeness likeness = new Likeness(List.of(OfferFixture.words(1), OfferFixture.words(2), none));

    assertThat(likeness.to(OfferFixture.words(3))).containsExactly(0, 0, 0);
    assertThat(likeness.to(none)).containsExactly(0, 0, 0);
    assertThat(likeness.to(OfferFixture.words(2))[0]).isZero();
  }

  @Test
  void aRareWordTellsMoreThanOneThatManyTextsHave() {
    Likeness likeness =
        new Likeness(
            List.of(
                Keywords.of("reservoir minister", ""),
                Keywords.of("comet minister", ""),
                Keywords.of("budget minister", "")));

    float[] alike = likeness.to(Keywords.of("comet minister", ""));

    assertThat(alike[1]).isCloseTo(1, within(1e-5f));
    assertThat(alike[0]).isEqualTo(alike[2]).isBetween(0.1f, 0.5f);
    assertThat(likeness.to(Keywords.of("comet", ""))[1])
        .isGreaterThan(likeness.to(Keywords.of("minister", ""))[1]);
  }

  @Test
  void aPoolOfNothingIsLikeNothing() {
    assertThat(new Likeness(List.of()).to(OfferFixture.words(1))).isEmpty();
  }
}
