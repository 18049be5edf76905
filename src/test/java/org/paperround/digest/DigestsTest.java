package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.digest.DigestFixture.brief;
import static org.paperround.digest.DigestFixture.front;
import static org.paperround.digest.DigestFixture.section;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.edition.Pool;
import org.paperround.mail.DkimSigner;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.TestDatabase;

/// One reader's mail: stable, complete, and theirs alone.
class DigestsTest {
  private static final List<ChosenCard> NINE =
      List.of(
          front(1),
          front(2),
          front(3),
          front(4),
          front(5),
          section(6, "politics"),
          section(7, "politics"),
          brief(8),
          brief(9));

  @RegisterExtension final TestDatabase database = new TestDatabase();
  private DigestFixture fixture;
  private Digests digests;

  @BeforeEach
  void makeAnEdition() {
    fixture = new DigestFixture(database.get(), DkimSigner.none());
    digests = fixture.digests();
  }

  @Test
  void theSameRequestGivesTheSameBytes() {
    Plan plan = fixture.plan(fixture.usualPool());
    DigestRequest request = fixture.request("Anna", true, NINE);
    assertThat(digests.assemble(plan, request).message())
        .isEqualTo(digests.assemble(plan, request).message());
  }

  @Test
  void aPlanReadByAnotherNodeGivesTheSameBytesAlthoughArticlesChangedSince() {
    DigestRequest request = fixture.request("Anna", true, NINE);
    Plan plan = fixture.plan(fixture.usualPool());
    byte[] mail = digests.assemble(plan, request).message();
    Pool changed =
        fixture.pool(
            IntStream.rangeClosed(1, 9)
                .mapToObj(n ->
                    CardFixture.card(n)
                        .content(CardFixture.content("Changed", "https://x.example/")))
                .toArray(CardFixture[]::new));
    Digests otherNode = fixture.digests();
    Plan same = otherNode.plan(fixture.edition, changed, DigestFixture.BRIEFING, Locale.ENGLISH);
    assertThat(same.id()).isEqualTo(plan.id());
    assertThat(otherNode.assemble(same, request).message()).isEqualTo(mail);
    assertThat(fixture.digests().assemble(otherNode.stored(plan.id()), request).message())
        .isEqualTo(mail);
  }

  @Test
  void aTopicIsNamedInTheReadersLanguageAndElseAsThePortalDoes() {
    Pool pool =
        fixture.pool(
            CardFixture.card(1).about("politics", "Energy", "Tide mills"),
            CardFixture.card(2).about("politics", "Tide mills"));
    DigestRequest request =
        fixture.request(
            new ChosenCard(1, new Reason.FollowsTopic("Energy"), false),
            new ChosenCard(2, new Reason.FollowsTopic("Tide mills"), false));
    Plan plan = digests.plan(fixture.edition, pool, DigestFixture.BRIEFING, Locale.FRENCH);
    byte[] mail = digests.assemble(plan, request).message();
    assertThat(ReadMail.of(mail).text())
        .contains(
            "Parce que vous suivez le sujet Énergie", "Parce que vous suivez le sujet Tide mills");
    assertThat(fixture.digests().assemble(fixture.digests().stored(plan.id()), request).message())
        .isEqualTo(mail);
  }

  @Test
  void eachLanguageHasAPlanAndAnUnknownOneGetsTheNewsletters() {
    Pool pool = fixture.usualPool();
    long english = digests.plan(fixture.edition, pool, DigestFixture.BRIEFING, Locale.UK).id();
    long welsh =
        digests.plan(fixture.edition, pool, DigestFixture.BRIEFING, Locale.of("cy", "GB")).id();
    long japanese =
        digests.plan(fixture.edition, pool, DigestFixture.BRIEFING, Locale.JAPANESE).id();
    assertThat(welsh).isNotEqualTo(english);
    assertThat(japanese).isEqualTo(english);
  }

  @Test
  void everyListHeaderIsThereOnce() {
    ReadMail mail = mail(fixture.request("Anna", true, NINE));
    assertThat(mail.field("From"))
        .isEqualTo("\"The Courier: The Briefing\" <briefing@news.thecourier.example>");
    assertThat(mail.field("To")).isEqualTo("Anna <anna@reader.example>");
    assertThat(mail.field("Reply-To")).isEqualTo("The Courier <readers@news.example>");
    assertThat(mail.field("Date")).isEqualTo("Tue, 24 Nov 2026 06:00:07 +0000");
    assertThat(mail.field("List-Id")).isEqualTo("The Briefing <briefing.thecourier.example>");
    assertThat(mail.field("List-Unsubscribe"))
        .matches("<https://\\S+/u/\\S{20,}\\?e=\\d+>, <mailto:unsubscribe\\+[a-z2-7]+@\\S+>");
    assertThat(mail.field("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    assertThat(mail.field("List-Help")).isEqualTo("<mailto:readers@news.example?subject=help>");
    assertThat(mail.field("Feedback-ID"))
        .isEqualTo(fixture.edition.id() + ":briefing:digest:thecourier");
    assertThat(mail.field("Precedence")).isEqualTo("bulk");
    assertThat(mail.field("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(mail.field("X-Auto-Response-Suppress")).isEqualTo("OOF, AutoReply");
    assertThat(mail.field("Content-Language")).isEqualTo("en-GB");
    assertThat(mail.field("MIME-Version")).isEqualTo("1.0");
    assertThat(mail.field("DKIM-Signature")).as("the relay signs").isNull();
  }

  @Test
  void aResendCarriesTheSameMessageIdAndAnotherReaderAnother() {
    DigestRequest request = fixture.request("Anna", true, NINE);
    String id = mail(request).field("Message-ID");
    assertThat(id)
        .matches("<d\\." + fixture.edition.id() + "\\.[a-z2-7]{16}@news\\.thecourier\\.example>");
    assertThat(mail(at(request, request.at().plus(Duration.ofHours(1)))).field("Message-ID"))
        .isEqualTo(id);
    DigestRequest other =
        new DigestRequest(
            request.edition(),
            new SubscriberId(4712),
            request.address(),
            request.name(),
            request.zone(),
            true,
            false,
            NINE,
            0,
            request.at());
    assertThat(mail(other).field("Message-ID")).isNotEqualTo(id);
  }

  @Test
  void theEnvelopeNamesTheDelivery() {
    DigestRequest request = fixture.request("Anna", true, NINE);
    Envelope envelope = digests.assemble(fixture.plan(fixture.usualPool()), request).envelope();
    assertThat(envelope.to()).isEqualTo(EmailAddress.of("anna@reader.example"));
    assertThat(envelope.from().domain()).isEqualTo("bounce.news.thecourier.example");
    assertThat(DigestFixture.LINKS.bounce(envelope.from().local().substring("b+".length())))
        .hasValue(DigestMessage.key(request));
  }

  @Test
  void withoutConsentThereAreOnlyDirectLinksAndNoPixel() {
    ReadMail mail = mail(fixture.request("Anna", false, NINE));
    assertThat(mail.ascii()).doesNotContain("/r/").doesNotContain("/o/");
    assertThat(mail.document().select("img")).isEmpty();
    assertThat(mail.links())
        .contains("https://www.thecourier.example/politics/1")
        .allMatch(link ->
            link.startsWith("https://www.thecourier.example/politics/")
                || link.matches("https://news\\.thecourier\\.example/[puv]/\\S+"));
  }

  @Test
  void anEditionIsPassedOnByItsPublicPageAndByNothingOfTheReader() {
    ReadMail mail = mail(fixture.request("Anna", true, NINE));
    String page = "https://news.thecourier.example/archive/briefing/2026-11-24-1";
    String encoded = URLEncoder.encode(page, StandardCharsets.UTF_8);
    String title = "The%20Briefing%2C%20Tuesday%2024%20November%202026";
    assertThat(mail.sharing())
        .containsExactly(
            "https://www.facebook.com/sharer/sharer.php?u=" + encoded,
            "https://wa.me/?text=" + title + "%20" + encoded,
            "https://www.linkedin.com/sharing/share-offsite/?url=" + encoded,
            "mailto:?subject=" + title + "&body=" + encoded);
    assertThat(mail.text()).contains("Share this edition:\r\n<" + page + ">");
  }

  @Test
  void withConsentEveryStoryLinkNamesTheDeliveryAndNoTarget() {
    DigestRequest request = fixture.request("Anna", true, NINE);
    ReadMail mail = mail(request);
    assertThat(mail.ascii()).doesNotContain("www.thecourier.example/politics");
    List<Integer> ordinals =
        mail.textLinks().stream()
            .filter(link -> link.contains("/r/"))
            .map(link -> link.substring(link.lastIndexOf('/') + 1))
            .map(token -> DigestFixture.LINKS.click(token).orElseThrow())
            .peek(click -> assertThat(click.delivery()).isEqualTo(DigestMessage.key(request)))
            .map(DigestLinks.Click::cardOrdinal)
            .toList();
    assertThat(ordinals).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void whoWantsTextOnlyGetsTheSameTextAndNothingElse() {
    DigestRequest request = fixture.request("Anna", true, NINE);
    DigestRequest textOnly =
        new DigestRequest(
            request.edition(),
            request.subscriber(),
            request.address(),
            request.name(),
            request.zone(),
            request.trackingConsent(),
            true,
            request.cards(),
            request.subject(),
            request.at());
    ReadMail mail = mail(textOnly);

    assertThat(mail.field("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(mail.field("Content-Transfer-Encoding")).isEqualTo("quoted-printable");
    assertThat(mail.field("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    assertThat(mail.text().stripTrailing()).isEqualTo(mail(request).text().stripTrailing());
    assertThat(mail.ascii()).doesNotContain("<html", "--=_").endsWith("\r\n");
  }

  @Test
  void bothPartsCarryTheSameStoriesAndLinksInTheSameOrder() {
    ReadMail mail = mail(fixture.request("Anna", true, NINE));
    // The text leads to "less" over "more", so that each story has a line less.
    assertThat(mail.textLinks())
        .isEqualTo(
            mail.links().stream().distinct().filter(link -> !link.contains("/less/")).toList());
    for (int story = 1; story <= 9; story++) {
      assertThat(mail.visible()).contains("Headline " + story);
      assertThat(mail.text()).contains("\n" + story + ". Headline " + story + "\r\n");
    }
    assertThat(List.of(mail.visible(), mail.text()))
        .allSatisfy(part ->
            assertThat(part)
                .contains(
                    "Good morning, Anna. Nine stories, about a minute.",
                    "You get this because you signed up to The Briefing.",
                    "Unsubscribe",
                    "12 Printing House Lane, London EC4V 5EX"));
  }

  @Test
  void theHtmlIsANewspaperPage() {
    ReadMail mail = mail(fixture.request("Anna", true, NINE));
    assertThat(mail.document().select("h1, h2, h3").stream().map(h -> h.tagName() + " " + h.text()))
        .containsExactly(
            "h1 The Courier",
            "h2 Headline 1",
            "h2 Headline 2",
            "h2 Headline 3",
            "h2 Headline 4",
            "h2 Headline 5",
            "h2 POLITICS",
            "h3 Headline 6",
            "h3 Headline 7",
            "h2 IN BRIEF");
    assertThat(mail.document().select("li a").eachText())
        .containsExactly("Headline 8", "Headline 9");
    assertThat(mail.document().select("table:not([role=presentation])")).isEmpty();
    assertThat(mail.document().select("html").attr("lang")).isEqualTo("en-GB");
    assertThat(mail.document().title()).isEqualTo("The Briefing, Tuesday 24 November 2026");
  }

  @Test
  void bodyLinesAreShortAndCarriageReturnsComeWithLineFeeds() {
    ReadMail mail = mail(fixture.request("Zoë O'Neill & <sons> " + "ÿ".repeat(40), true, NINE));
    assertThat(mail.bodyLines()).allMatch(line -> line.length() <= 76);
    assertThat(mail.ascii().replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(mail.visible()).contains("Good morning, Zoë O'Neill & <sons>");
  }

  @Test
  void aLongNameIsOneEncodedWordOrNone() {
    for (String name :
        List.of("Анастасия ".repeat(20), "O'Neill, Esq. ".repeat(20), "Zoë-" + "é".repeat(200))) {
      String to = String.valueOf(mail(fixture.request(name, true, NINE)).field("To"));
      assertThat(to).endsWith("<anna@reader.example>").hasSizeLessThan(100);
      assertThat(to.split("=\\?UTF", -1)).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void onlyAnUpdateSaysSo() {
    ChosenCard update = new ChosenCard(2, new Reason.FrontPage(), true);
    ReadMail mail = mail(fixture.request("Anna", true, List.of(front(1), update, front(3))));
    assertThat(mail.document().select("strong:containsOwn(Update)")).hasSize(1);
    assertThat(mail.text()).containsOnlyOnce("Update · ");
    assertThat(mail.text().indexOf("Update"))
        .isBetween(mail.text().indexOf("2. Headline"), mail.text().indexOf("3. Headline"));
  }

  @Test
  void whatIsThereForThisReaderAloneSaysWhy() {
    ReadMail mail =
        mail(
            fixture.request(
                front(1),
                new ChosenCard(6, new Reason.ReadsSection("politics"), false),
                new ChosenCard(8, new Reason.Discovery(), false),
                brief(9)));
    for (String visible : List.of(mail.document().text(), mail.text())) {
      assertThat(visible)
          .containsSubsequence(
              "Headline 1",
              "Front page",
              "Headline 6",
              "Because you often read Politics",
              "Headline 8",
              "Something different",
              "Headline 9");
    }
  }

  @Test
  void theGreetingKnowsTheReadersHourAndLanguage() {
    assertThat(mail(at(fixture.request(brief(1)), Instant.parse("2026-11-24T13:00:00Z"))).visible())
        .contains("Good afternoon, Anna. One story, about a minute.");
    DigestRequest inTokyo =
        new DigestRequest(
            fixture.edition,
            new SubscriberId(1),
            EmailAddress.of("anna@reader.example"),
            "",
            ZoneId.of("Asia/Tokyo"),
            false,
            false,
            List.of(front(1), front(2)),
            0,
            Instant.parse("2026-11-24T11:00:00Z"));
    Plan welsh =
        digests.plan(fixture.edition, fixture.usualPool(), DigestFixture.BRIEFING, Locale.of("cy"));
    assertThat(ReadMail.of(digests.assemble(welsh, inTokyo)).visible())
        .contains("Dydd Mawrth, 24 Tachwedd 2026", "Noswaith dda. Dwy stori, tua munud.");
  }

  @Test
  void theBrowserViewIsTheSameMailWithoutTracking() {
    Plan plan = fixture.plan(fixture.usualPool());
    ReadMail untracked = ReadMail.of(digests.assemble(plan, fixture.request("Anna", false, NINE)));
    assertThat(digests.html(plan, fixture.request("Anna", true, NINE)).replace("\r\n", "\n"))
        .isEqualTo(untracked.html().replace("\r\n", "\n"));
  }

  private ReadMail mail(DigestRequest request) {
    return ReadMail.of(digests.assemble(fixture.plan(fixture.usualPool()), request));
  }

  private static DigestRequest at(DigestRequest request, Instant at) {
    return new DigestRequest(
        request.edition(),
        request.subscriber(),
        request.address(),
        request.name(),
        request.zone(),
        request.trackingConsent(),
        request.textOnly(),
        request.cards(),
        request.subject(),
        at);
  }
}
