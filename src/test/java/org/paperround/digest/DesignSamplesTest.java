package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.digest.DigestFixture.brief;
import static org.paperround.digest.DigestFixture.front;
import static org.paperround.digest.DigestFixture.section;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.article.RelatedStory;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.digest.lint.Finding;
import org.paperround.digest.lint.MailLint;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.Pool;
import org.paperround.mail.DkimSigner;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.GoldenMail;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// The other designs, and readers and stories that are not the usual, each as it was approved.
class DesignSamplesTest {
  private static final List<ChosenCard> CARDS =
      List.of(front(1), front(2), front(3), section(8, "wales"), brief(10), brief(11));

  @RegisterExtension final TestDatabase database = new TestDatabase();
  private DigestFixture fixture;

  @BeforeEach
  void makeAnEdition() {
    fixture = new DigestFixture(database.get(), DkimSigner.none());
  }

  @ParameterizedTest
  @CsvSource({
    "en, Tuesday 17 November to Monday 23 November 2026, That is all for this week.",
    "cy, 'Dydd Mawrth, 17 Tachwedd', Dyna’r cyfan am yr wythnos hon.",
    "fr, Du mardi 17 novembre au lundi 23 novembre 2026, C’est tout pour cette semaine.",
    "de, 'Dienstag, 17. November bis Montag, 23. November 2026', Das ist alles für diese Woche."
  })
  void aWeeklyNamesItsDays(String language, String dates, String end) throws IOException {
    Newsletter weekly =
        NewsletterFixture.BRIEFING
            .from("briefing@news.thecourier.example")
            .on(EnumSet.of(DayOfWeek.TUESDAY))
            .build();
    ReadMail mail =
        golden("weekly-" + language, weekly, Locale.of(language), fixture.pool(courier()), CARDS);
    assertThat(mail.visible()).contains(dates, end);
    assertThat(mail.text().replaceAll("\\s+", " ")).contains(dates, end);
  }

  @ParameterizedTest
  @CsvSource({"en, Correction", "cy, Cywiriad", "fr, Rectificatif", "de, Korrektur"})
  void aCorrectionIsALetter(String language, String title) {
    DigestFixture letter =
        fixture.correcting(
            "We wrote on Monday that the bridge at Llandre was closed until Friday.\n\n"
                + "It is open, and always was. We are sorry for every detour.");
    Plan plan =
        letter
            .digests()
            .plan(letter.edition, letter.pool(), DigestFixture.BRIEFING, Locale.of(language));
    byte[] bytes = letter.digests().assemble(plan, letter.request()).message();
    GoldenMail.check("correction-" + language, bytes);
    ReadMail mail = ReadMail.of(bytes);
    assertThat(mail.document().select("h2").text()).isEqualToIgnoringCase(title);
    assertThat(mail.visible()).contains("It is open, and always was.").doesNotContain("Facebook");
    assertThat(mail.subject()).isEqualTo("Correction: the bridge is open");
  }

  @Test
  void textOnlyIsAWholeMail() throws IOException {
    Pool pool = fixture.pool(courier());
    Plan plan = fixture.digests().plan(fixture.edition, pool, DigestFixture.BRIEFING, Locale.UK);
    byte[] mail = fixture.digests().assemble(plan, request("Anna", true, CARDS)).message();
    GoldenMail.check("digest-text-only", mail);
    assertThat(DigestFixture.ascii(mail))
        .contains("Content-Type: text/plain")
        .doesNotContain("<html");
  }

  @Test
  void aStoryWrittenFromRightToLeftRunsSoAndMovesNothingElse() {
    Newsletter arabic = NewsletterFixture.in(DigestFixture.BRIEFING, Locale.of("ar"));
    Pool pool =
        fixture.pool(
            CardFixture.card(1).front(1).content(ARABIC),
            CardFixture.card(2).front(2).content(CardFixture.content("An English headline", URL)),
            CardFixture.card(3).about("wales").content(HEBREW));
    ReadMail mail =
        golden(
            "digest-right-to-left",
            arabic,
            Locale.of("ar"),
            pool,
            List.of(front(1), front(2), section(3, "wales")));
    assertThat(mail.document().select("h2[dir=rtl]").eachText()).containsExactly(ARABIC.headline());
    assertThat(mail.document().select("h2[dir=rtl]").attr("style")).contains("text-align:right");
    assertThat(mail.document().select("h3[dir=rtl]").eachText()).containsExactly(HEBREW.headline());
    assertThat(mail.document().select("ul[dir=rtl]").attr("style")).contains("padding:0 20px 0 0");
    assertThat(mail.document().select("h2:contains(An English)").hasAttr("dir")).isFalse();
    assertThat(mail.visible()).contains("Good morning, \u2068ليلى\u2069.");
  }

  @Test
  void aHostileHeadlineIsText() {
    String hostile =
        "</h2><script>alert(1)</script> \u202Egnp.exe\r\nBcc: a@b.example " + "x".repeat(300);
    CardContent content =
        CardFixture.content(hostile, "javascript:alert(1)", "${7*7} \u200F" + hostile);
    Pool pool =
        fixture.pool(
            CardFixture.card(1).front(1).content(content),
            CardFixture.card(2).front(2).content(HEBREW));
    ReadMail mail =
        golden(
            "digest-hostile",
            DigestFixture.BRIEFING,
            Locale.ENGLISH,
            pool,
            List.of(front(1), front(2)));
    assertThat(mail.document().select("script")).isEmpty();
    assertThat(mail.visible()).contains("gnp.exe Bcc: a@b.example", "${7*7}");
    assertThat(mail.links()).allMatch(link -> link.startsWith("https://"));
    assertThat(mail.field("Bcc")).isNull();
  }

  @Test
  void aRelatedStoryIsNamedUnlessTheMailHasIt() throws IOException {
    List<Card> cards = new ArrayList<>(courier());
    Card lead = cards.getFirst();
    cards.set(
        0, CardFixture.card(1).front(1).content(related(lead, cards.get(1), cards.get(7))).build());
    ReadMail without =
        golden(
            "digest-related",
            DigestFixture.BRIEFING,
            Locale.ENGLISH,
            fixture.pool(cards),
            List.of(front(1), front(2), front(3)));
    String had = cards.get(1).content().headline();
    String other = cards.get(7).content().headline();
    assertThat(without.document().select("p:contains(Related:)").eachText())
        .containsExactly("Related: " + other);
    assertThat(without.text().replaceAll("\\s+", " "))
        .contains("Related: " + other)
        .doesNotContain("Related: " + had);
  }

  private static CardContent related(Card card, Card... others) {
    CardContent content = card.content();
    List<RelatedStory> related = new ArrayList<>();
    for (Card other : others) {
      related.add(
          new RelatedStory(other.story(), other.content().headline(), other.content().url()));
    }
    return new CardContent(
        content.url(),
        content.headline(),
        content.standfirst(),
        content.keyPoints(),
        content.whyItMatters(),
        content.whatItMeans(),
        content.byline(),
        content.image(),
        content.breaking(),
        content.publishedAt(),
        content.readingMinutes(),
        content.alsoReportedBy(),
        related);
  }

  private ReadMail golden(
      String name, Newsletter newsletter, Locale locale, Pool pool, List<ChosenCard> cards) {
    Digests digests = fixture.digests();
    Plan plan = digests.plan(fixture.edition, pool, newsletter, locale);
    String reader = name.contains("right-to-left") ? "ليلى" : "Anna";
    byte[] mail = digests.assemble(plan, request(reader, false, cards)).message();
    GoldenMail.check(name, mail);
    assertThat(MailLint.check(mail))
        .as(name)
        .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    return ReadMail.of(mail);
  }

  private DigestRequest request(String name, boolean textOnly, List<ChosenCard> cards) {
    return new DigestRequest(
        fixture.edition,
        new SubscriberId(4711),
        EmailAddress.of("anna@reader.example"),
        name,
        ZoneId.of("Europe/London"),
        false,
        textOnly,
        cards,
        0,
        DigestFixture.AT);
  }

  private static List<Card> courier() throws IOException {
    return DigestSamplesTest.courier();
  }

  private static final String URL = "https://www.thecourier.example/news/1";

  private static final CardContent ARABIC =
      new CardContent(
          URL,
          "افتتاح جسر جديد فوق النهر بعد عامين من العمل",
          "افتتح الجسر صباح اليوم أمام المشاة. وتفتح الطريق للسيارات يوم الجمعة.",
          List.of("كلفة الجسر 12 مليون جنيه", "العمل استغرق عامين"),
          "كان السكان يقطعون عشرة كيلومترات إضافية.",
          "ستكون الحافلات مجانية حتى نهاية الشهر.",
          null,
          null,
          false,
          CardFixture.PUBLISHED,
          3,
          List.of(),
          List.of());

  private static final CardContent HEBREW =
      CardContent.of(
          "https://www.thecourier.example/news/2",
          "הרכבת החדשה יוצאת לדרך",
          "הרכבת הראשונה יצאה הבוקר. היא מגיעה ליעד תוך שעה.",
          CardFixture.PUBLISHED);
}
