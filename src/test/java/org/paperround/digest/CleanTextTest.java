package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CleanTextTest {
  @Test
  void textIsOfTheUsualLanguageUnlessItIsWrittenTheOtherWay() {
    assertThat(CleanText.language("Rail talks", Locale.ENGLISH)).isEqualTo("en");
    assertThat(CleanText.language("Siarad ŵyl", Locale.of("cy"))).isEqualTo("cy");
    assertThat(CleanText.language("2026", Locale.ENGLISH)).isEqualTo("en");
    assertThat(CleanText.language("المحادثات تستأنف", Locale.ENGLISH)).isEqualTo("ar");
    assertThat(CleanText.language("השיחות נמשכות", Locale.ENGLISH)).isEqualTo("he");
    assertThat(CleanText.language("المحادثات تستأنف", Locale.of("ar"))).isEqualTo("ar");
    assertThat(CleanText.language("Rail talks", Locale.of("ar"))).isEmpty();
  }

  @Test
  void lettersThatShowNothingAreTakenOut() {
    assertThat(CleanText.line("Rail\u3164\u115F\u1160\uFFA0 talks", 80)).isEqualTo("Rail talks");
    assertThat(CleanText.line("ㅎㅏ 한글", 80)).isEqualTo("ㅎㅏ 한글");
  }

  @Test
  void whatIsCutEndsWithAWordNotWithTheSignAfterIt() {
    assertThat(CleanText.line("Albert the Younger, of Wherever", 22))
        .isEqualTo("Albert the Younger…");
    assertThat(CleanText.line("Talks - and more talks", 10)).isEqualTo("Talks…");
  }

  @Test
  void aWordBreaksOnlyWhereItHasNoHyphen() {
    assertThat(CleanText.breakable("Bartholomew-Featherstonehaugh")).doesNotContain("\u200B");
    assertThat(CleanText.breakable("Donaudampfschifffahrtsgesellschaft")).contains("\u200B");
  }
}
