package org.paperround.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;

class UnsubscribePagesTest {
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

  @RegisterExtension final Site site = new Site();

  @Test
  void getShowsAPageWithAFormAndTheMaskedAddressOnly() {
    SubscriberId anna = site.reader("anna");

    HttpResponse<String> page = site.get(site.unsubscribePath(anna));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Stop Morning Briefing?", "<form method=\"post\">", "a***@reader.example")
        .doesNotContain("anna@");
    assertThat(site.preferences(anna).subscribed()).isTrue();
  }

  @Test
  void oneClickWorksUrlencodedWithoutCookieOrRedirect() {
    SubscriberId anna = site.reader("anna");

    HttpResponse<String> answer = site.post(site.unsubscribePath(anna), ONE_CLICK);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map()).doesNotContainKeys("location", "set-cookie");
    assertThat(site.preferences(anna).subscribed()).isFalse();
    assertThat(site.records(anna))
        .containsExactly("imported test; opted in 2026-06-01T05:00:00Z", "ended one_click");
  }

  @Test
  void oneClickWorksAsMultipart() {
    SubscriberId anna = site.reader("anna");
    String body =
        "--b\r\n"
            + "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n"
            + "One-Click\r\n"
            + "--b--\r\n";

    HttpResponse<String> answer =
        site.send(
            "POST",
            site.unsubscribePath(anna),
            HttpRequest.BodyPublishers.ofString(body),
            "Content-Type",
            "multipart/form-data; boundary=b");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(site.records(anna))
        .containsExactly("imported test; opted in 2026-06-01T05:00:00Z", "ended one_click");
  }

  @Test
  void aMalformedBodyStillUnsubscribes() {
    SubscriberId anna = site.reader("anna");

    HttpResponse<String> answer =
        site.send(
            "POST",
            site.unsubscribePath(anna),
            HttpRequest.BodyPublishers.ofString("--other\r\nList-Unsubscribe=One-Click"),
            "Content-Type",
            "multipart/form-data; boundary=b");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(site.preferences(anna).subscribed()).isFalse();
  }

  @Test
  void thePagesOwnButtonIsToldFromOneClick() {
    SubscriberId anna = site.reader("anna");

    HttpResponse<String> answer = site.post(site.unsubscribePath(anna), "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("You have unsubscribed");
    assertThat(site.records(anna))
        .containsExactly("imported test; opted in 2026-06-01T05:00:00Z", "ended page");
  }

  @Test
  void aSecondOneClickSucceedsAndChangesNothing() {
    SubscriberId anna = site.reader("anna");
    site.post(site.unsubscribePath(anna), ONE_CLICK);
    String before = site.state();

    assertThat(site.post(site.unsubscribePath(anna), ONE_CLICK).statusCode()).isEqualTo(200);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void theLinkOfAReaderWhoIsGoneStillAnswersSuccess() {
    SubscriberId anna = site.reader("anna");
    String path = site.unsubscribePath(anna);
    site.database
        .get()
        .useTransaction(handle -> {
          handle.execute("DELETE FROM subscription");
          handle.execute("DELETE FROM subscriber");
        });

    assertThat(site.get(path).statusCode()).isEqualTo(200);
    assertThat(site.post(path, ONE_CLICK).statusCode()).isEqualTo(200);
  }

  @Test
  void oneClickWorksWhateverTheBodyIs() {
    for (String type :
        List.of(
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=nonsense",
            "multipart/form-data",
            "multipart/form-data; boundary=b",
            "text/plain",
            "application/json")) {
      for (String body : List.of("", "%zz=%E0%A4%A&&=", "--b\r\nrubbish", "x".repeat(200_000))) {
        SubscriberId anna = site.reader("anna");

        HttpResponse<String> answer =
            site.send(
                "POST",
                site.unsubscribePath(anna),
                HttpRequest.BodyPublishers.ofString(body),
                "Content-Type",
                type);

        assertThat(answer.statusCode()).as(type + " " + body.length()).isEqualTo(200);
        assertThat(site.preferences(anna).subscribed()).as(type + " " + body.length()).isFalse();
        site.database.get().useTransaction(handle -> handle.execute("DELETE FROM subscription"));
      }
    }
  }

  @Test
  void aLargeBodyOfUnknownLengthIsNoReasonToStay() {
    SubscriberId anna = site.reader("anna");

    HttpResponse<String> answer =
        site.send(
            "POST",
            site.unsubscribePath(anna),
            HttpRequest.BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream("x=".repeat(100_000).getBytes(US_ASCII))),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(site.preferences(anna).subscribed()).isFalse();
  }

  @Test
  void theLinkOfANewsletterThatIsGoneStillAnswersSuccess() {
    SubscriberId anna = site.reader("anna");
    String path = site.unsubscribePath(anna);
    site.database
        .get()
        .useTransaction(handle -> {
          handle.execute("DELETE FROM subscription");
          handle.execute("DELETE FROM newsletter");
        });

    assertThat(site.get(path).statusCode()).isEqualTo(200);
    assertThat(site.post(path, ONE_CLICK).statusCode()).isEqualTo(200);
    assertThat(site.post(path, "").body()).contains("This newsletter no longer comes to you");
  }

  @Test
  void theLinkOfANewsletterThatIsNotOfferedAnyMoreStillEndsIt() {
    SubscriberId anna = site.reader("anna");
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE newsletter SET active = false"));

    assertThat(site.get(site.unsubscribePath(anna)).statusCode()).isEqualTo(200);
    assertThat(site.post(site.unsubscribePath(anna), ONE_CLICK).statusCode()).isEqualTo(200);
    assertThat(site.preferences(anna).subscribed()).isFalse();
  }

  @Test
  void theLinkOfAReaderWhoWasErasedStillAnswersSuccessAndChangesNothing() {
    SubscriberId anna = site.reader("anna");
    String path = site.unsubscribePath(anna);
    site.engine().rights().erase(anna, new Provenance("operator", Site.NOW, null, null));
    String before = site.state();

    assertThat(site.get(path).statusCode()).isEqualTo(200);
    assertThat(site.post(path, ONE_CLICK).statusCode()).isEqualTo(200);
    HttpResponse<String> page = site.post(path, "all=yes");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("/u/undo/");
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void whoGetsSeveralNewslettersCanLeaveThemAllAtOnce() {
    NewsletterId weekend = weekend();
    SubscriberId anna = site.reader("anna");
    assertThat(site.get(site.unsubscribePath(anna)).body()).doesNotContain("name=\"all\"");
    site.reader(weekend, "anna");
    assertThat(site.get(site.unsubscribePath(anna)).body()).contains("name=\"all\"");

    HttpResponse<String> page = site.post(site.unsubscribePath(anna), "all=yes");

    assertThat(page.body()).contains("None of our newsletters comes to you any more");
    assertThat(site.subscribers().subscribedTo(anna)).isEmpty();
    assertThat(site.records(anna))
        .filteredOn(record -> record.startsWith("ended"))
        .containsExactly("ended page", "ended page");
  }

  @Test
  void withoutTheWishOnlyTheNewsletterOfTheLinkEnds() {
    NewsletterId weekend = weekend();
    SubscriberId anna = site.reader("anna");
    site.reader(weekend, "anna");

    site.post(site.unsubscribePath(anna), "all=maybe");

    assertThat(site.subscribers().subscribedTo(anna)).containsExactly(weekend);
  }

  @Test
  void theEditionWhoseMailMadeSomebodyLeaveIsKept() {
    SubscriberId anna = site.reader("anna");
    SubscriberId ben = site.reader("ben");
    EditionId edition = edition();

    site.post(site.unsubscribePath(anna) + "?e=" + edition, ONE_CLICK);
    site.post(site.unsubscribePath(ben) + "?e=" + edition, "");

    assertThat(leftAfter(anna)).isEqualTo(edition + " " + edition);
    assertThat(leftAfter(ben)).isEqualTo(edition + " " + edition);
    LocalDate today = LocalDate.of(2026, 6, 1);
    assertThat(site.subscribers().leftAfter(Site.BRIEFING, ZoneOffset.UTC, today, today))
        .isEqualTo(Map.of(edition.value(), 2L));
  }

  @Test
  void anEditionThatIsNotOneOfThatNewsletterIsNotBelieved() {
    EditionId edition = edition();
    NewsletterId weekend = weekend();
    SubscriberId anna = site.reader(weekend, "anna");
    String path = Site.path(site.links().unsubscribeUrl(anna, weekend));
    for (String number :
        List.of(
            edition.toString(),
            "0",
            "-1",
            "",
            "x",
            "99999999999999999999",
            "\u0663",
            "1%0d%0aX-Injected:%20yes")) {
      String query = "?e=" + number.replace("\u0663", "%D9%A3");

      HttpResponse<String> answer = site.post(path + query, ONE_CLICK);

      assertThat(answer.statusCode()).as(number).isEqualTo(200);
      assertThat(answer.headers().map()).as(number).doesNotContainKey("x-injected");
    }
    assertThat(leftAfter(anna)).isEqualTo("none none");
  }

  @Test
  void aScannerThatGetsEveryLinkTenTimesChangesNothing() {
    SubscriberId anna = site.reader("anna");
    EditionId edition = edition();
    String undo = undoPath(site.post(site.unsubscribePath(site.reader("ben")), "").body());
    String before = site.state();

    for (int i = 0; i < 10; i++) {
      for (String path :
          List.of(
              site.unsubscribePath(anna),
              site.unsubscribePath(anna) + "?e=" + edition,
              site.unsubscribePath(anna) + "?all=yes&List-Unsubscribe=One-Click",
              site.preferencesPath(anna),
              site.unsubscribePath(anna) + "/weekly",
              site.unsubscribePath(anna) + "/pause?for=2w",
              undo)) {
        assertThat(site.get(path).statusCode()).as(path).isIn(200, 303);
      }
    }

    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void forgedAlteredAndForeignTokensAreNotFoundAndChangeNothing() {
    SubscriberId anna = site.reader("anna");
    String path = site.unsubscribePath(anna);
    String preferences = site.preferencesPath(anna).replace("/p/", "/u/");
    String altered = path.substring(0, 8) + (path.charAt(8) == 'A' ? 'B' : 'A') + path.substring(9);
    String before = site.state();

    for (String bad :
        new String[] {preferences, altered, path + "A", "/u/x", "/u/" + "A".repeat(600)}) {
      HttpResponse<String> answer = site.post(bad, ONE_CLICK);
      assertThat(answer.statusCode()).as(bad).isEqualTo(404);
      assertThat(answer.body()).contains("There is nothing here");
      assertThat(site.get(bad).statusCode()).as(bad).isEqualTo(404);
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void theMailAddressFormIsReadInAnyCase() {
    SubscriberId anna = site.reader("anna");
    String address = site.links().unsubscribeMailAddress(anna, Site.BRIEFING);
    String local = address.substring(0, address.indexOf('@'));

    assertThat(local).startsWith("unsubscribe+").hasSizeLessThanOrEqualTo(64);
    String token = local.substring("unsubscribe+".length());
    assertThat(site.links().unsubscribe(token.toUpperCase(java.util.Locale.ROOT)))
        .isEqualTo(site.links().unsubscribe(token))
        .isPresent();
  }

  private NewsletterId weekend() {
    return site.engine()
        .newsletters()
        .define(NewsletterFixture.BRIEFING.slug("weekend").build())
        .id();
  }

  private EditionId edition() {
    return site.engine()
        .editions()
        .build(site.engine().newsletters().get(Site.BRIEFING), Site.NOW)
        .id();
  }

  static String undoPath(String page) {
    Matcher undo = Pattern.compile("action=\"(/u/undo/[^\"]+)\"").matcher(page);
    assertThat(undo.find()).isTrue();
    return undo.group(1);
  }

  /// What the subscription and the record of its end say.
  private String leftAfter(SubscriberId reader) {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(CAST(s.ended_edition_id AS text), 'none') || ' '
                      || coalesce(CAST(r.edition_id AS text), 'none')
                    FROM subscription s JOIN consent_record r USING (subscriber_id)
                    WHERE s.subscriber_id = :reader AND r.event = 'ended'
                    """)
                .bind("reader", reader.value())
                .mapTo(String.class)
                .one());
  }
}
