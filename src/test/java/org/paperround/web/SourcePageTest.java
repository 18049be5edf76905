package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The consent record names the page of a sign-up, without what may name a person.
class SourcePageTest {
  private static final String OWN = "https://news.example";

  @ParameterizedTest
  @CsvSource({
    "/sign-up/briefing, https://news.example/sign-up/briefing",
    "https://portal.example/politics/x?utm=anna#y, https://portal.example/politics/x",
    "HTTP://portal.example:8081, http://portal.example:8081",
    "https://anna:secret@portal.example/a, https://portal.example/a"
  })
  void aPageIsNamedWithoutQueryAndPerson(String given, String page) {
    assertThat(SourcePage.of(Optional.of(given), Optional.empty(), OWN)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "//evil.example/", "javascript:alert(1)", "mailto:a@b.example", "/a b", "x"})
  void whatIsNoPageIsPassedOver(String given) {
    assertThat(SourcePage.of(Optional.of(given), Optional.empty(), OWN)).isEqualTo(OWN + "/");
  }

  @Test
  void theRefererSpeaksForAFormThatSaysNothing() {
    assertThat(SourcePage.of(Optional.empty(), Optional.of("https://portal.example/?a=1"), OWN))
        .isEqualTo("https://portal.example/");
    assertThat(
            SourcePage.of(
                Optional.of("https://x.example/" + "a".repeat(500)), Optional.empty(), OWN))
        .isEqualTo(OWN + "/");
  }
}
