package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.digest.DigestFixture.front;

import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Words;
import org.paperround.mail.DkimSigner;
import org.paperround.testing.TestDatabase;

/// What an editor says above the stories stands in both parts of every reader's mail.
class IntroTest {
  /// The one thing in a mail that keeps this distance.
  private static final String INTRO = "p[style^=margin:14px 0 0]";

  private static final String LONG =
      "The budget comes at noon, and what it does to rents is told below in a sentence that is"
          + " longer than a line.";

  @RegisterExtension final TestDatabase database = new TestDatabase();
  private DigestFixture fixture;

  @BeforeEach
  void makeAnEdition() {
    fixture = new DigestFixture(database.get(), DkimSigner.none());
  }

  @Test
  void itStandsBetweenTheGreetingAndTheFirstStoryInBothParts() {
    ReadMail mail = mail("Good to see you.\n\n" + LONG, Locale.ENGLISH);

    assertThat(mail.visible())
        .containsSubsequence("Good morning, Anna.", "Good to see you.", LONG, "Headline 1");
    assertThat(mail.text().replaceAll("\\s+", " "))
        .containsSubsequence("Good morning, Anna.", "Good to see you.", LONG, "1. Headline 1");
    assertThat(mail.text()).contains("\r\n\r\nGood to see you.\r\n\r\nThe budget comes");
    assertThat(mail.text().lines()).allMatch(line -> line.length() <= 76 || line.contains("<"));
  }

  @Test
  void withoutOneTheMailHasNothingThere() {
    assertThat(mail(null, Locale.ENGLISH).text()).doesNotContain("\r\n\r\n\r\n");
    assertThat(mail(null, Locale.ENGLISH).document().select(INTRO)).isEmpty();
  }

  @Test
  void itIsTextInTheNewslettersLanguageWhateverIsWrittenInIt() {
    ReadMail mail = mail("<script>alert(1)</script> ${7*7} [[x]] \u202E& \"so\"", Locale.of("cy"));

    Elements intro = mail.document().select(INTRO);
    assertThat(intro.attr("lang")).isEqualTo("en");
    assertThat(intro.text()).isEqualTo("<script>alert(1)</script> ${7*7} [[x]] & \"so\"");
    assertThat(mail.html()).doesNotContain("<script", "\u202E");
    assertThat(mail.text()).contains("<script>alert(1)</script> ${7*7} [[x]]");
  }

  @Test
  void whatIsWrittenFromRightToLeftIsSetSo() {
    Element intro = mail("שלום, קוראים.", Locale.ENGLISH).document().select("p[dir=rtl]").first();

    assertThat(intro).isNotNull();
    assertThat(intro.attr("style")).contains("text-align:right");
  }

  private ReadMail mail(@Nullable String intro, Locale locale) {
    DigestFixture introduced = fixture.worded(new Words(List.of(), null, 0, intro));
    Digests digests = introduced.digests();
    Plan plan =
        digests.draft(introduced.edition, introduced.usualPool(), DigestFixture.BRIEFING, locale);
    return ReadMail.of(digests.assemble(plan, introduced.request(front(1), front(2))));
  }
}
