package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.digest.DigestFixture.front;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.article.ArticleImage;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.edition.CardContent;
import org.paperround.edition.Pool;
import org.paperround.mail.DkimSigner;
import org.paperround.testing.TestDatabase;

/// What feeds, editors and readers write stays text, in HTML, text part and header fields
/// (mail-standards C5, H7), and cannot make a mail that is cut off (C11).
class HostileContentTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  private DigestFixture fixture;

  @BeforeEach
  void makeAnEdition() {
    fixture = new DigestFixture(database.get(), DkimSigner.none());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</h2></td></tr></table><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "${7*7} #{digest.all} [[${7*7}]] [(${7*7})] {{7*7}} *{x} @{y} |z|",
        "<!--[if mso]><p>x</p><![endif]--> ]]> &lt;b&gt; &#xe000;end&#xe001; &amp;amp;",
        "Family 👩‍👩‍👧 and flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿, 日本語, العربية, ß",
        "=?utf-8?B?Zm9v?= =3D=20 From here",
        ".hidden first dot",
        "th:text=\"${x}\" <mj-raw>raw</mj-raw> <th:block th:utext='x'/>"
      })
  void textStaysText(String headline) {
    ReadMail mail = mail(headline, headline);
    assertThat(mail.document().select("h2 a").text()).isEqualTo(headline);
    assertThat(mail.document().select("img").attr("alt")).isEqualTo(headline);
    assertThat(mail.document().select("script, [onerror], [onmouseover], mj-raw")).isEmpty();
    assertThat(mail.visible().replaceAll("[\u2068\u2069]", ""))
        .contains("Good morning, " + headline + ". One story");
    assertThat(mail.text().replace("\r\n", " ")).contains("1. " + headline + " ");
    assertThat(mail.subject()).isEqualTo(headline);
    assertThat(mail.bodyLines()).allMatch(line -> line.length() <= 76);
  }

  @Test
  void lineBreaksControlsBidiAndMarksAreTakenOut() {
    ReadMail mail =
        mail(
            "Two\r\nBcc: a@b.example\u0000\u202Etxet\u2066 \uE000link:1\uE001\uD800 end", "A\r\nB");
    assertThat(mail.subject()).isEqualTo("Two Bcc: a@b.exampletxet link:1 end");
    assertThat(mail.field("Bcc")).isNull();
    assertThat(mail.document().select("h2 a").text())
        .isEqualTo("Two Bcc: a@b.exampletxet link:1 end");
    assertThat(mail.field("To")).isEqualTo("A B <anna@reader.example>");
  }

  @Test
  void anEndlessHeadlineIsCut() {
    ReadMail words = mail("word ".repeat(2_000), "Anna");
    assertThat(words.subject()).hasSizeLessThanOrEqualTo(150).endsWith("word…");
    ReadMail oneWord = mail("x".repeat(10_000), "y".repeat(10_000));
    assertThat(oneWord.subject()).hasSizeLessThanOrEqualTo(150).endsWith("…");
    assertThat(oneWord.document().select("h2 a").text()).hasSizeLessThan(250);
    assertThat(oneWord.raw().length).isLessThan(40_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "", "/relative", "https://bad host/", "ftp://x/"})
  void anAddressThatIsNoWebAddressLeadsToThePortal(String url) {
    CardContent content = CardFixture.content("Headline", url);
    Pool pool = fixture.pool(CardFixture.card(1).front(1).content(content));
    ReadMail mail =
        ReadMail.of(
            fixture
                .digests()
                .assemble(fixture.plan(pool), fixture.request("Anna", false, List.of(front(1)))));
    assertThat(mail.links()).contains("https://www.thecourier.example/");
    assertThat(mail.links()).allMatch(link -> link.startsWith("https://"));
  }

  @Test
  void theWorstMailIsStillNotCutOffByGmail() {
    String worst = "\"'<&>\u00A9 ".repeat(2_000);
    CardContent content =
        new CardContent(
            "https://www.thecourier.example/" + "p/".repeat(450),
            worst,
            worst,
            List.of(worst, worst, worst, worst, worst),
            worst,
            worst,
            worst,
            new ArticleImage("https://www.thecourier.example/i.png", worst, 1, 100_000),
            true,
            CardFixture.PUBLISHED,
            1_000_000,
            List.of(),
            List.of());
    Pool pool =
        fixture.pool(
            IntStream.rangeClosed(1, 60)
                .mapToObj(n -> CardFixture.card(n).front(n).content(content))
                .toArray(CardFixture[]::new));
    List<ChosenCard> sixty = IntStream.rangeClosed(1, 60).mapToObj(DigestFixture::front).toList();
    Plan plan = fixture.plan(pool);
    ReadMail mail =
        ReadMail.of(fixture.digests().assemble(plan, fixture.request(worst, false, sixty)));
    List<ChosenCard> fitting = plan.fitting(sixty);
    assertThat(fitting).hasSizeBetween(1, 59).isEqualTo(sixty.subList(0, fitting.size()));
    // what is recorded as received is what is in the mail
    assertThat(
            ReadMail.of(fixture.digests().assemble(plan, fixture.request(worst, false, fitting)))
                .html())
        .isEqualTo(mail.html());
    assertThat(mail.html().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThan(102_400);
    assertThat(mail.visible()).contains("That is all for today.", "Unsubscribe");
  }

  @Test
  void anImageThatSaysNothingSaysTheHeadlineForItIsALink() {
    for (String nothing : List.of("", "  ", "\u200B")) {
      assertThat(
              mail("Rail talks resume", nothing, "Anna").document().select("img").eachAttr("alt"))
          .containsExactly("Rail talks resume");
    }
  }

  /// One story with this headline and alternative text, to a reader of this name.
  private ReadMail mail(String headline, String name) {
    return mail(headline, headline, name);
  }

  private ReadMail mail(String headline, String alt, String name) {
    CardContent plain = CardFixture.content(headline, "https://www.thecourier.example/1?a=1&b=2");
    CardContent content =
        new CardContent(
            plain.url(),
            headline,
            headline,
            List.of(headline),
            headline,
            headline,
            headline,
            new ArticleImage("https://www.thecourier.example/i.png?a=1&b=2", alt, 1200, 800),
            true,
            plain.publishedAt(),
            3,
            List.of(),
            List.of());
    Pool pool = fixture.pool(CardFixture.card(1).front(1).content(content));
    return ReadMail.of(
        fixture
            .digests()
            .assemble(fixture.plan(pool), fixture.request(name, false, List.of(front(1)))));
  }
}
