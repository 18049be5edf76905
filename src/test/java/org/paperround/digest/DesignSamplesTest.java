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
import org.junit.jupiter.params.provider.ValueSource;
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
      List.of(front(1), front(2), front(3), section(8, "uk"), brief(10), brief(11));

  private static final List<ChosenCard> THREE = List.of(front(1), front(2), section(3, "wales"));
  private static final List<ChosenCard> BREAKING =
      List.of(new ChosenCard(1, new Reason.Breaking(), false));

  private static final Newsletter ALERTS = DigestFixture.BRIEFING.alerting();
  static final Newsletter WEEKLY =
      NewsletterFixture.BRIEFING
          .from("briefing@news.thecourier.example")
          .on(EnumSet.of(DayOfWeek.TUESDAY))
          .build();

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
    ReadMail mail =
        golden("weekly-" + language, WEEKLY, Locale.of(language), fixture.pool(courier()), CARDS);
    assertThat(mail.visible()).contains(dates, end);
    assertThat(mail.text().replaceAll("\\s+", " ")).contains(dates, end);
  }

  @Test
  void aWeeklyOfTextOnlyIsAWholeMail() throws IOException {
    ReadMail mail = golden("weekly-text-only", WEEKLY, Locale.UK, fixture.pool(courier()), CARDS);
    assertIsTextAlone(mail);
    assertThat(mail.text()).contains("Tuesday 17 November", "That is all for this week.");
  }

  @Test
  void aWeeklyRunsFromRightToLeftWhereItsStoriesDo() {
    ReadMail mail = rightToLeft("weekly-right-to-left", WEEKLY, THREE);
    assertThat(mail.document().select("h2[dir=rtl]").eachText()).containsExactly(ARABIC.headline());
    assertThat(mail.visible()).contains("That is all for this week.");
  }

  @Test
  void anAlertOfTextOnlyIsAWholeMail() throws IOException {
    ReadMail mail = golden("alert-text-only", ALERTS, Locale.UK, fixture.pool(courier()), BREAKING);
    assertIsTextAlone(mail);
    assertThat(mail.text()).contains("BREAKING");
  }

  @Test
  void anAlertRunsFromRightToLeftWhereItsStoryDoes() {
    ReadMail mail = rightToLeft("alert-right-to-left", ALERTS, BREAKING);
    assertThat(mail.document().select("[dir=rtl]").eachText()).contains(ARABIC.headline());
  }

  @Test
  void anAlertsHostileHeadlineIsText() {
    assertIsHarmless(golden("alert-hostile", ALERTS, Locale.UK, hostile(), BREAKING));
  }

  @ParameterizedTest
  @CsvSource({"en, Correction", "cy, Cywiriad", "fr, Rectificatif", "de, Korrektur"})
  void aCorrectionIsALetter(String language, String title) {
    ReadMail mail = letter("correction-" + language, Locale.of(language));
    assertThat(mail.document().select("h2").text()).isEqualToIgnoringCase(title);
    assertThat(mail.visible()).contains("It is open, and always was.").doesNotContain("Facebook");
    assertThat(mail.subject()).isEqualTo("Correction: the bridge is open");
  }

  @Test
  void aCorrectionIsForEveryReader() {
    ReadMail text = letter("correction-text-only", Locale.UK);
    assertIsTextAlone(text);
    assertThat(text.text()).contains("It is open, and always was.");
    assertThat(letter("correction-long-name", Locale.UK).field("To"))
        .contains("Wolfeschlegelsteinhausenbergerdorff")
        .endsWith(" <anna@reader.example>");
  }

  private ReadMail letter(String name, Locale locale) {
    fixture =
        fixture.correcting(
            "We wrote on Monday that the bridge at Llandre was closed until Friday.\n\n"
                + "It is open, and always was. We are sorry for every detour.");
    return golden(name, DigestFixture.BRIEFING, locale, fixture.pool(), List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-cy", "-fr", "-de"})
  void textOnlyIsAWholeMail(String language) throws IOException {
    ReadMail mail =
        golden(
            "digest-text-only" + language,
            DigestFixture.BRIEFING,
            locale(language),
            fixture.pool(courier()),
            CARDS);
    assertIsTextAlone(mail);
  }

  /// With what the law and mailbox providers ask for in it.
  private static void assertIsTextAlone(ReadMail mail) {
    assertThat(mail.ascii()).contains("Content-Type: text/plain").doesNotContain("<html");
    assertThat(mail.text()).contains("EC4V 5EX");
    assertThat(mail.textLinks()).anyMatch(link -> link.contains("/u/"));
  }

  @Test
  void aStoryWrittenFromRightToLeftRunsSoAndMovesNothingElse() {
    ReadMail mail = rightToLeft("digest-right-to-left", DigestFixture.BRIEFING, THREE);
    assertThat(mail.document().select("h2[dir=rtl]").eachText()).containsExactly(ARABIC.headline());
    assertThat(mail.document().select("h2[dir=rtl]").attr("style")).contains("text-align:right");
    assertThat(mail.document().select("h3[dir=rtl]").eachText()).containsExactly(HEBREW.headline());
    assertThat(mail.document().select("ul[dir=rtl]").attr("style")).contains("padding:0 20px 0 0");
    assertThat(mail.document().select("h2:contains(An English)").hasAttr("dir")).isFalse();
    assertThat(mail.visible()).contains("Good morning, \u2068ليلى\u2069.");
  }

  private ReadMail rightToLeft(String name, Newsletter offer, List<ChosenCard> cards) {
    Newsletter arabic = NewsletterFixture.in(offer, Locale.of("ar"));
    Pool pool =
        fixture.pool(
            CardFixture.card(1).front(1).content(ARABIC),
            CardFixture.card(2).front(2).content(CardFixture.content("An English headline", URL)),
            CardFixture.card(3).about("wales").content(HEBREW));
    return golden(name, arabic, arabic.locale(), pool, cards);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-cy", "-fr", "-de"})
  void aHostileHeadlineIsText(String language) {
    assertIsHarmless(
        golden(
            "digest-hostile" + language,
            DigestFixture.BRIEFING,
            locale(language),
            hostile(),
            List.of(front(1), front(2))));
  }

  private Pool hostile() {
    String headline =
        "</h2><script>alert(1)</script> \u202Egnp.exe\r\nBcc: a@b.example " + "x".repeat(300);
    CardContent content =
        CardFixture.content(headline, "javascript:alert(1)", "${7*7} \u200F" + headline);
    return fixture.pool(
        CardFixture.card(1).front(1).content(content),
        CardFixture.card(2).front(2).content(HEBREW));
  }

  private static void assertIsHarmless(ReadMail mail) {
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

  /// The mail's name says who gets it.
  private ReadMail golden(
      String name, Newsletter newsletter, Locale locale, Pool pool, List<ChosenCard> cards) {
    Digests digests = fixture.digests();
    Plan plan = digests.plan(fixture.edition, pool, newsletter, locale);
    byte[] mail = digests.assemble(plan, request(name, cards)).message();
    GoldenMail.check(name, mail);
    assertThat(MailLint.check(mail))
        .as(name)
        .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    return ReadMail.of(mail);
  }

  private DigestRequest request(String mail, List<ChosenCard> cards) {
    return new DigestRequest(
        fixture.edition,
        new SubscriberId(4711),
        EmailAddress.of("anna@reader.example"),
        reader(mail),
        ZoneId.of("Europe/London"),
        false,
        mail.contains("text-only"),
        cards,
        0,
        DigestFixture.AT);
  }

  private static String reader(String mail) {
    if (mail.contains("right-to-left")) {
      return "ليلى";
    }
    return mail.contains("long-name") ? DigestSamplesTest.LONG_NAME : "Anna";
  }

  private static Locale locale(String ending) {
    return ending.isEmpty() ? Locale.ENGLISH : Locale.of(ending.substring(1));
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
