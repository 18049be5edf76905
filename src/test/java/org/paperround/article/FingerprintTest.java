package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Nearly the same text has nearly the same fingerprint, and no other has.
class FingerprintTest {
  private static final String TEXT =
      "The reservoir above Sowerdale burst its banks after a week of heavy rain and sent water"
          + " through the lower town, where people were taken from their homes in boats while the"
          + " council opened the sports hall to anybody who could not go back before the morning."
          + " Engineers who had looked at the dam in spring said that its spillway was sound, but"
          + " that nobody had reckoned with so much water in so short a time. The water company"
          + " said it would pay for what was lost, and the minister will visit the valley today.";

  @Test
  void caseAndPunctuationDoNotMatter() {
    assertThat(of(TEXT.toUpperCase(java.util.Locale.ROOT).replace(",", " -"))).isEqualTo(of(TEXT));
  }

  @Test
  void aDatelineLeavesItTheSameText() {
    assertThat(Fingerprint.near(of(TEXT), of("SOWERDALE (Agency) - " + TEXT))).isTrue();
  }

  @Test
  void theStandfirstDoesNotMatterWhereThereIsABody() {
    assertThat(fingerprint("Dam bursts", "Hundreds leave their homes.", TEXT))
        .isEqualTo(fingerprint("Flood in Sowerdale", "", TEXT));
  }

  @Test
  void anotherTextOnTheSameIsAnotherText() {
    String other =
        "Hundreds of people spent the night in a sports hall in Sowerdale after the dam above the"
            + " town gave way. Rain had fallen for a week and the lower streets were under water"
            + " within minutes, residents said. An inquiry will ask why no warning was given.";
    assertThat(Fingerprint.near(of(TEXT), of(other))).isFalse();
  }

  @Test
  void aNewTollInAShortTextIsNews() {
    String toll =
        "At least %s people died when the reservoir above Sowerdale burst its banks on Monday and"
            + " sent water through the lower town, the county police said in the evening.";
    assertThat(Fingerprint.near(of(toll.formatted("20")), of(toll.formatted("31")))).isFalse();
  }

  @Test
  void shortTextsAndRoundUpsHaveNone() {
    String line = "Follow the latest from our reporters around the country, as it comes in, today.";
    assertThat(of(line)).isNull();
    assertThat(fingerprint("A", line, "")).isNull();
    assertThat(of("")).isNull();
    assertThat(fingerprint("Morning briefing: flood", "", TEXT)).isNull();
  }

  @Test
  void nearFingerprintsAreFoundAndNoOthers() {
    Random random = new Random(3);
    long[] all = new long[2_000];
    Copies<Integer> copies = new Copies<>();
    for (int i = 0; i < all.length; i++) {
      all[i] = i < 50 ? random.nextLong() : flipped(all[i % 50], random);
      copies.add(all[i], i);
    }
    copies.remove(all[7], 7);
    for (int i = 0; i < 50; i++) {
      long asked = all[i];
      Set<Integer> near =
          IntStream.range(0, all.length)
              .filter(j -> j != 7 && Fingerprint.distance(all[j], asked) <= Fingerprint.FURTHEST)
              .boxed()
              .collect(Collectors.toSet());
      assertThat(new HashSet<>(copies.near(asked))).isEqualTo(near).hasSizeGreaterThan(1);
    }
  }

  private static long flipped(long value, Random random) {
    long flipped = value;
    int bits = random.nextInt(12);
    for (int i = 0; i < bits; i++) {
      flipped ^= 1L << random.nextInt(Long.SIZE);
    }
    return flipped;
  }

  private static Long of(String body) {
    return fingerprint("Headline", "", body);
  }

  private static Long fingerprint(String headline, String standfirst, String body) {
    return Fingerprint.of(new ArticleText(headline, standfirst, List.of(), body, null, null));
  }
}
