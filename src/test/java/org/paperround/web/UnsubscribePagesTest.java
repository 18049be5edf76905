package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.subscriber.SubscriberId;

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
}
