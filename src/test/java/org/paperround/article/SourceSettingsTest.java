package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings of a source that cannot be are refused when they are made, with a sentence.
class SourceSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"[[", "div >", "a:has(", " ", ":nth-child(x)", "p::first-line("})
  void aSelectorThatCannotBeReadIsRefused(String css) {
    assertThatThrownBy(() -> new PageSelectors(null, null, null, css))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the selector for the main text, " + css + ", cannot be used");
    assertThatThrownBy(() -> settings(SourceKind.PAGE, 300, css, List.of()))
        .hasMessageContaining("the selector for links");
  }

  @Test
  void aSelectorForLinksIsForAList() {
    assertThatThrownBy(() -> settings(SourceKind.FEED, 300, "a", List.of()))
        .hasMessageContaining("kind page");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 29, 86_401, -5})
  void anIntervalIsHalfAMinuteToADay(int seconds) {
    assertThatThrownBy(() -> settings(SourceKind.FEED, seconds, null, List.of()))
        .hasMessageContaining("between 30 seconds and a day");
  }

  @ParameterizedTest
  @ValueSource(strings = {"politics", "=politics", "politics=", "&=politics"})
  void aMappingHasTwoSides(String pair) {
    assertThatThrownBy(() -> settings(SourceKind.FEED, 300, null, List.of(pair)))
        .hasMessageContaining("must be written uk-politics=politics");
  }

  @Test
  void aMappingIsKeptBySlugsAndNotGivenTwice() {
    assertThat(
            settings(SourceKind.FEED, 300, null, List.of("UK Politics=Politics", "uk=local"))
                .sectionMap())
        .containsExactly("uk-politics=politics", "uk=local");
    assertThatThrownBy(() -> settings(SourceKind.FEED, 300, null, List.of("a=b", "A=c")))
        .hasMessageContaining("mapped twice, to b and to c");
  }

  @ParameterizedTest
  @CsvSource({
    "Westminster Village, https://a.example/1, opinion",
    "Arts, https://a.example/1, life",
    "Sport, https://a.example/westminster-village/1, opinion",
    "Nothing, https://a.example/1, life",
    "Sport, https://a.example/1, sport",
  })
  void theSourcesOwnNamesStandBeforeThoseThatNewsroomsShare(
      String category, URI address, String section) {
    SectionMap map = SectionMap.of(List.of("westminster-village=opinion", "culture=life"));

    assertThat(map.of(List.of(category), address, "culture")).isEqualTo(section);
  }

  private static SourceSettings settings(
      SourceKind kind,
      int seconds,
      @org.jspecify.annotations.Nullable String links,
      List<String> sections) {
    return new SourceSettings(kind, seconds, links, sections, PageSelectors.STANDARD);
  }
}
