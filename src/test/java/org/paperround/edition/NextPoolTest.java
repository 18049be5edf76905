package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.FrontPage.Diversity;

/// The editor's word on the front page, whatever the scores, the limits and the number of slots.
class NextPoolTest {
  private static final Instant CUT_OFF = Instant.parse("2026-01-10T06:00:00Z");
  private static final List<String> SECTIONS = List.of("uk", "UK", "world", "sport", "");

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pinsAreOnTheFrontPageAndWhatIsOutIsNot(int seed) {
    Random random = new Random(seed);
    List<PooledCard> cards = new ArrayList<>();
    int size = random.nextInt(40);
    for (int ordinal = 1; ordinal <= size; ordinal++) {
      cards.add(card(ordinal, random));
    }
    int slots = 1 + random.nextInt(8);
    Diversity diversity = new Diversity(1 + random.nextInt(3), 1 + random.nextInt(3));
    List<PooledCard> page = NextPool.frontPage(cards, slots, diversity, CUT_OFF);

    List<PooledCard> open = page.stream().filter(NextPoolTest::isOpen).toList();
    List<PooledCard> shown =
        page.stream()
            .filter(card -> card.card().frontPosition() != null)
            .sorted(Comparator.comparing(NextPoolTest::position))
            .toList();
    List<PooledCard> pins = open.stream().filter(card -> card.pin() != null).toList();
    assertThat(page).hasSameSizeAs(cards);
    assertThat(open).containsAll(shown);
    assertThat(shown)
        .containsAll(pins)
        .hasSize(Math.max(pins.size(), Math.min(slots, open.size())));
    assertThat(shown.stream().map(NextPoolTest::position))
        .isEqualTo(IntStream.rangeClosed(1, shown.size()).boxed().toList());
    assertThat(shown.stream().filter(card -> card.pin() != null))
        .isSortedAccordingTo(Comparator.comparing(NextPoolTest::pin));

    Collections.shuffle(cards, random);
    assertThat(NextPool.frontPage(cards, slots, diversity, CUT_OFF)).isEqualTo(page);
  }

  private static boolean isOpen(PooledCard pooled) {
    Card card = pooled.card();
    return card.usable()
        && (card.embargoedUntil() == null || !card.embargoedUntil().isAfter(CUT_OFF));
  }

  private static Integer position(PooledCard card) {
    return java.util.Objects.requireNonNull(card.card().frontPosition());
  }

  private static Integer pin(PooledCard card) {
    return java.util.Objects.requireNonNull(card.pin());
  }

  private static PooledCard card(int ordinal, Random random) {
    boolean dropped = random.nextInt(6) == 0;
    Instant retractedAt = random.nextInt(8) == 0 ? CUT_OFF : null;
    Integer pin = random.nextInt(6) == 0 ? Integer.valueOf(1 + random.nextInt(9)) : null;
    Instant embargo = random.nextInt(6) == 0 ? CUT_OFF.plusSeconds(random.nextInt(3) - 1) : null;
    String section = SECTIONS.get(random.nextInt(SECTIONS.size()));
    Card card =
        new Card(
            ordinal,
            new StoryId(100 + ordinal),
            1,
            new ArticleId(500 + ordinal),
            1,
            "Owner " + random.nextInt(4),
            section,
            List.of(),
            embargo,
            content(),
            random.nextInt(6),
            Map.of(),
            anywhere(random),
            pin != null,
            false,
            dropped,
            retractedAt);
    return new PooledCard(card, new EditorsWord(pin, false, dropped, null, null));
  }

  /// Where it stood before is no matter.
  private static @Nullable Integer anywhere(Random random) {
    return random.nextBoolean() ? Integer.valueOf(1 + random.nextInt(5)) : null;
  }

  private static CardContent content() {
    return CardContent.of("https://the-courier.example/1", "A headline", "", CUT_OFF);
  }
}
