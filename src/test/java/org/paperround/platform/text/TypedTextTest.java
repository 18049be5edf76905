package org.paperround.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", ".", "👩‍🚒", "می‌خواهم", "中", "é", "\u202Aa"})
  void whatCanBeSeenShows(String text) {
    assertThat(TypedText.shows(text)).isTrue();
    assertThat(TypedText.isLine(text, 7)).isEqualTo(text.length() <= 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t",
        "\u00A0",
        "\u200B",
        "\u202E \u2066",
        "\uFEFF",
        "\u3164",
        "\u115F",
        "\uFE0F",
        "\u0301",
        "\uE000",
        "\uD800",
        "\u00AD",
        "\u2028",
        "\u2800"
      })
  void whatCannotBeSeenDoesNot(String text) {
    assertThat(TypedText.shows(text)).isFalse();
    assertThat(TypedText.isLine(text, 150)).isFalse();
  }

  @Test
  void aLineHasNoControlsAndAnEnd() {
    assertThat(TypedText.isLine("a\nb", 9)).isFalse();
    assertThat(TypedText.isLine("a\u0085b", 9)).isFalse();
    assertThat(TypedText.isLine("a\u2028b", 9)).isFalse();
    assertThat(TypedText.isLine("a\u2029b", 9)).isFalse();
    assertThat(TypedText.isLine("abc", 3)).isTrue();
    assertThat(TypedText.isLine("abcd", 3)).isFalse();
  }
}
