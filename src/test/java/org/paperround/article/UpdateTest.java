package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Only a change in substance is a development.
class UpdateTest {
  private static final String STANDFIRST =
      "The union has called off two of three walkouts after employers raised their offer, the first"
          + " movement in the dispute for five weeks.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rail pay talks resume in Leeds as union suspends strike|false",
        "Rail pay talks resume in Leeds, as union suspends strike|false",
        "Rail pay talks resume in Leeds as unions suspend strike|false",
        "Rail strike called off after deal is signed|true",
        "Rail pay talks resume in Leeds as union suspends 2 strikes|true",
        "Live: Rail strike called off after deal is signed|false",
      })
  void aNewHeadlineIsADevelopmentWhenItSaysSomethingElse(String headline, boolean substantive) {
    ArticleText old =
        text("Rail pay talks resume in Leeds as union suspends strike", STANDFIRST, "");

    assertThat(Update.isSubstantive(old, text(headline, STANDFIRST, ""))).isEqualTo(substantive);
  }

  @ParameterizedTest
  @CsvSource({"3, false", "30, true"})
  void aBodyThatGrowsIsADevelopmentWhenItGrowsEnough(int words, boolean substantive) {
    String body = "one two three four five six seven eight nine ten ".repeat(8);
    ArticleText old = text("Headline", STANDFIRST, body);

    assertThat(
            Update.isSubstantive(old, text("Headline", STANDFIRST, body + "news ".repeat(words))))
        .isEqualTo(substantive);
  }

  @ParameterizedTest
  @CsvSource({"'', 'A long body that was read only now, with many words that nobody had before.'"})
  void aBodyThatIsReadOnlyNowIsNone(String before, String after) {
    assertThat(
            Update.isSubstantive(
                text("Headline", STANDFIRST, before), text("Headline", STANDFIRST, after)))
        .isFalse();
  }

  private static ArticleText text(String headline, String standfirst, String body) {
    return new ArticleText(headline, standfirst, List.of(), body, null, null);
  }
}
