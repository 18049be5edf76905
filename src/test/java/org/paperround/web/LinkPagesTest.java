package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.digest.DigestLinks;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.subscriber.SubscriberId;

class LinkPagesTest {
  @RegisterExtension final Site site = new Site();

  private Edition edition;
  private Card card;
  private SubscriberId anna;

  @BeforeEach
  void edition() {
    edition = site.edition("collecting");
    card = site.engine().editions().pool(edition.id()).cards().getFirst();
    anna = site.reader("anna");
  }

  @Test
  void aClickLeadsToTheStoredTargetAndIsNotRecordedWithoutConsent() {
    String before = site.state();

    HttpResponse<String> answer = site.get(click());

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains(card.content().url());
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void withConsentAPersonsClickCountsAndAMachinesDoesNot() {
    consent("yes");
    site.get(click());
    site.get(click()); // the same reader once more
    site.send("HEAD", click(), HttpRequest.BodyPublishers.noBody());

    assertThat(site.engine().tracking().clicks(Set.of(card.story())))
        .isEqualTo(Map.of(card.story(), 1L));

    consent("");
    site.get(click());
    assertThat(site.engine().tracking().clicks(Set.of(card.story())))
        .as("a withdrawn consent holds at once, for old mails too")
        .isEqualTo(Map.of(card.story(), 1L));
  }

  @Test
  void nothingInTheRequestCanTurnTheRedirect() {
    String forged = click().replaceFirst(".$", "x");
    for (String path :
        List.of(
            "/r/https%3A%2F%2Fevil.example",
            "/r/" + "A".repeat(60),
            forged.equals(click()) ? click() + "x" : forged,
            site.unsubscribePath(anna).replace("/u/", "/r/"),
            Site.path(site.digestLinks().clickUrl(key(), 999)))) {
      HttpResponse<String> answer = site.get(path + "?url=https://evil.example");
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().map()).doesNotContainKey("location");
    }
    assertThat(
            site.get(click() + "?url=https://evil.example", "X-Forwarded-Host", "x")
                .headers()
                .firstValue("Location"))
        .contains(card.content().url());
  }

  @Test
  void aStoredTargetThatIsNoWebAddressIsNotFollowed() {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE card SET content = content || '{\"url\": \"javascript:alert(1)\"}'"));

    assertThat(site.get(click()).statusCode()).isEqualTo(404);
  }

  @Test
  void aDigestThatWasNeverSentCannotBeViewed() {
    String view = Site.path(site.digestLinks().viewUrl(key()));

    assertThat(site.get(view).statusCode()).isEqualTo(404);
    assertThat(site.get("/v/forged").statusCode()).isEqualTo(404);
  }

  @Test
  void unsubscribeOutlivesTheEdition() {
    site.database
        .get()
        .useTransaction(handle -> {
          handle.execute("DELETE FROM card");
          handle.execute("DELETE FROM edition_revision");
          handle.execute("DELETE FROM edition");
        });

    assertThat(site.post(site.unsubscribePath(anna), "List-Unsubscribe=One-Click").statusCode())
        .isEqualTo(200);
    assertThat(site.preferences(anna).subscribed()).isFalse();
  }

  private void consent(String tracking) {
    site.post(
        site.preferencesPath(anna),
        "day=1&day=2&day=3" + (tracking.isEmpty() ? "" : "&tracking=" + tracking));
  }

  private DigestLinks.DeliveryKey key() {
    return new DigestLinks.DeliveryKey(anna, edition.id(), edition.date());
  }

  private String click() {
    return Site.path(site.digestLinks().clickUrl(key(), card.ordinal()));
  }
}
