package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.Rights;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.subscriber.UnsubscribeCause;

class AddressPagesTest {
  @RegisterExtension final Site site = new Site();

  @Test
  void everythingMovesOnceTheNewAddressAgreesAndTheOldOneIsTold() {
    SubscriberId anna = site.reader("anna");

    assertThat(ask(anna, "anna@new.example")).isEqualTo(303);
    assertThat(address(anna)).isEqualTo("anna@reader.example");
    assertThat(site.mailKinds()).containsExactly("address");
    assertThat(site.mails().getFirst().header("To")).isEqualTo("anna@new.example");
    assertThat(site.mails().getFirst().text()).contains("a***@reader.example");
    String link = Site.link(site.mails().getFirst(), "/a/");
    assertThat(site.get(link).body()).contains("move to a***@new.example");

    assertThat(site.post(link, "").body()).contains("Everything comes to a***@new.example");

    assertThat(address(anna)).isEqualTo("anna@new.example");
    assertThat(site.preferences(anna).subscribed()).isTrue();
    assertThat(site.subscribers().byAddress(EmailAddress.of("anna@new.example"))).contains(anna);
    assertThat(site.mailKinds()).containsExactly("address", "moved");
    assertThat(site.mails().getLast().header("To")).isEqualTo("anna@reader.example");
    assertThat(site.records(anna)).endsWith("requested address", "changed address");
  }

  @Test
  void lookingAtTheLinkTenTimesChangesNothingAndItWorksOnce() {
    SubscriberId anna = site.reader("anna");
    ask(anna, "anna@new.example");
    String link = Site.link(site.mails().getFirst(), "/a/");
    String before = site.state();

    for (int i = 0; i < 10; i++) {
      assertThat(site.get(link).statusCode()).isEqualTo(200);
      site.send("HEAD", link, HttpRequest.BodyPublishers.noBody());
    }

    assertThat(site.state()).isEqualTo(before);
    assertThat(site.post(link, "").statusCode()).isEqualTo(200);
    assertThat(site.post(link, "").statusCode()).isEqualTo(410);
    assertThat(site.get(link).statusCode()).isEqualTo(410);
  }

  @Test
  void onlyTheLastAddressThatWasAskedForCounts() {
    SubscriberId anna = site.reader("anna");
    ask(anna, "first@new.example");
    ask(anna, "second@new.example");
    String first = Site.link(site.mails().getFirst(), "/a/");
    String second = Site.link(site.mails().getLast(), "/a/");

    assertThat(site.post(first, "").statusCode()).isEqualTo(410);
    assertThat(site.post(second, "").statusCode()).isEqualTo(200);
    assertThat(address(anna)).isEqualTo("second@new.example");
  }

  @Test
  void anOldLinkDoesNothingAfterAWeek() {
    SubscriberId anna = site.reader("anna");
    ask(anna, "anna@new.example");
    String link = Site.link(site.mails().getFirst(), "/a/");
    site.clock.advance(Duration.ofDays(7).plusSeconds(1));

    assertThat(site.post(link, "").statusCode()).isEqualTo(410);
    assertThat(address(anna)).isEqualTo("anna@reader.example");
  }

  @Test
  void whoAsksIsAnsweredTheSameForEveryAddress() {
    SubscriberId anna = site.reader("anna");
    site.reader("ben");
    SubscriberId carla = site.reader("carla");
    site.suppress(carla, SuppressionReason.COMPLAINT);

    Set<String> answers = new HashSet<>();
    for (String address :
        List.of("nobody@new.example", "ben@reader.example", "carla@reader.example")) {
      HttpResponse<String> answer =
          site.post(
              site.preferencesPath(anna) + "/address", "address=" + address.replace("@", "%40"));
      Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
      headers.remove("date");
      answers.add(answer.statusCode() + " " + headers + " " + answer.body());
    }

    assertThat(answers).hasSize(1);
    assertThat(site.mails())
        .extracting(mail -> mail.header("To"))
        .as("who complained is not written to")
        .containsExactly("nobody@new.example", "ben@reader.example");
  }

  @Test
  void anAddressThatIsSomebodyElsesIsNotTaken() {
    SubscriberId anna = site.reader("anna");
    SubscriberId ben = site.reader("ben");
    ask(anna, "Ben@reader.example");

    assertThat(site.post(Site.link(site.mails().getFirst(), "/a/"), "").statusCode())
        .isEqualTo(409);
    assertThat(address(anna)).isEqualTo("anna@reader.example");
    assertThat(address(ben)).isEqualTo("ben@reader.example");
  }

  @Test
  void anAddressWhoseOwnerGetsNothingIsTakenAndWhatWasHeldOfThemGoes() {
    SubscriberId anna = site.reader("anna");
    SubscriberId left = site.reader("left");
    Rights rights = new Rights(site.database.get(), List.of());
    site.subscribers()
        .unsubscribe(
            left,
            Site.BRIEFING,
            UnsubscribeCause.ONE_CLICK,
            new Provenance("one-click", site.clock.instant(), null, null));
    ask(anna, "left@reader.example");

    assertThat(site.post(Site.link(site.mails().getFirst(), "/a/"), "").statusCode())
        .isEqualTo(200);

    assertThat(address(anna)).isEqualTo("left@reader.example");
    assertThat(address(left)).isNull();
    assertThat(site.records(left)).endsWith("ended one_click", "erased");
    assertThat(rights.forgetGivenUp(site.clock.instant())).isEqualTo(1);
    assertThat(rights.forgetGivenUp(site.clock.instant())).isZero();
    assertThat(
            one(
                "SELECT erased_at IS NOT NULL FROM subscriber WHERE id = " + left.value(),
                Boolean.class))
        .isTrue();
    assertThat(site.get(site.unsubscribePath(left)).statusCode()).isEqualTo(200);
  }

  @Test
  void whoHasTheOldMailboxOpensNothingOfTheReadersAnyMore() {
    SubscriberId anna = site.reader("anna");
    String preferences = site.preferencesPath(anna);
    String keep =
        Site.path(
            site.links().keepUrl(anna, Site.BRIEFING, EmailAddress.of("anna@reader.example")));
    ask(anna, "anna@new.example");
    String move = Site.link(site.mails().getFirst(), "/a/");
    assertThat(site.get(preferences).statusCode()).isEqualTo(200);

    String answer = site.post(move, "").body();

    String before = site.state();
    for (String page : List.of("", "/address", "/receipt", "/data")) {
      assertThat(site.get(preferences + page).statusCode()).as(page).isEqualTo(404);
    }
    assertThat(site.post(preferences + "/erase", "sure=yes").statusCode()).isEqualTo(404);
    assertThat(site.post(preferences, "pause=2026-07-01").statusCode()).isEqualTo(404);
    assertThat(site.get(keep).statusCode()).isEqualTo(404);
    assertThat(site.state()).isEqualTo(before);
    assertThat(answer)
        .as("the way to the page is mailed to the new address, and shown to who reads it")
        .contains(site.preferencesPath(anna));
    assertThat(site.get(site.preferencesPath(anna)).statusCode()).isEqualTo(200);
    assertThat(site.post(site.unsubscribePath(anna), "List-Unsubscribe=One-Click").statusCode())
        .as("leaving works from any mail ever sent")
        .isEqualTo(200);
  }

  @Test
  void aSignUpThatTheOldMailboxWasAskedToConfirmIsNotConfirmedThere() {
    site.post("/sign-up", "newsletter=morning-briefing&address=anna%40reader.example");
    String confirm = Site.link(site.mails().getFirst(), "/c/");
    SubscriberId anna =
        site.subscribers().byAddress(EmailAddress.of("anna@reader.example")).orElseThrow();
    site.post(confirm, "");
    ask(anna, "anna@new.example");
    site.post(Site.link(site.mails().getLast(), "/a/"), "");

    HttpResponse<String> again = site.post(confirm, "");

    assertThat(again.statusCode()).isEqualTo(410);
    assertThat(again.body()).doesNotContain("/p/");
  }

  @Test
  void anAddressThatBouncedIsReplacedByOneThatWorks() {
    SubscriberId anna = site.reader("anna");
    site.bounce(anna);
    ask(anna, "anna@new.example");

    site.post(Site.link(site.mails().getFirst(), "/a/"), "");

    assertThat(suppressed(anna)).isFalse();
    assertThat(site.mailKinds()).as("nothing goes to the dead mailbox").containsExactly("address");
    assertThat(suppressions()).as("that of the old one is still there").isEqualTo(1);
    assertThat(one("SELECT evidence FROM suppression", String.class))
        .as("what the receiver said of it is not")
        .isEmpty();
  }

  @Test
  void whoComplainedIsNotWrittenToByAMove() {
    SubscriberId anna = site.reader("anna");
    ask(anna, "anna@new.example");
    site.suppress(anna, SuppressionReason.COMPLAINT);

    assertThat(site.post(Site.link(site.mails().getFirst(), "/a/"), "").statusCode())
        .isEqualTo(409);
    assertThat(address(anna)).isEqualTo("anna@reader.example");
    assertThat(site.mailKinds()).containsExactly("address");
  }

  @Test
  void anErasureReachesWhatOthersAskedFor() {
    SubscriberId anna = site.reader("anna");
    SubscriberId ben = site.reader("ben");
    ask(anna, "ben@reader.example");

    site.post(site.preferencesPath(ben) + "/erase", "sure=yes");

    assertThat(one("SELECT count(*) FROM address_change", Long.class)).isZero();
    assertThat(site.mailKinds()).as("what would still go to the erased address").isEmpty();
  }

  @Test
  void moreThanThreeMailsADayAreNotSent() {
    SubscriberId anna = site.reader("anna");

    for (int i = 0; i < 5; i++) {
      assertThat(ask(anna, "anna" + i + "@new.example")).isEqualTo(303);
    }

    assertThat(site.mailKinds()).hasSize(3);
  }

  @Test
  void moreThanThreeMailsADayDoNotReachOneAddressWhoeverAsks() {
    for (String reader : List.of("anna", "ben", "carla", "dora")) {
      assertThat(ask(site.reader(reader), "Target@new.example")).isEqualTo(303);
    }
    assertThat(signUp("target@new.example")).isEqualTo(303);

    assertThat(site.mailKinds()).containsExactly("address", "address", "address");
    assertThat(site.subscribers().byAddress(EmailAddress.of("target@new.example")))
        .as("a request without a mail leaves nothing")
        .isEmpty();
    site.clock.advance(Duration.ofHours(23));
    signUp("target@new.example");
    assertThat(site.mailKinds()).hasSize(3);
    site.clock.advance(Duration.ofHours(2));
    signUp("target@new.example");
    assertThat(site.mailKinds()).endsWith("confirm").hasSize(4);
  }

  @Test
  void howOftenAnAddressWasWrittenToIsForgottenAfterADayAndWithItsReader() {
    SubscriberId anna = site.reader("anna");
    ask(site.reader("ben"), "anna@reader.example");
    signUp("somebody@new.example");
    assertThat(one("SELECT count(*) FROM confirmation_mail", Long.class)).isEqualTo(2);

    site.post(site.preferencesPath(anna) + "/erase", "sure=yes");

    assertThat(one("SELECT count(*) FROM confirmation_mail", Long.class)).isEqualTo(1);
    Rights rights = new Rights(site.database.get(), List.of());
    rights.forgetSpent(site.clock.instant());
    assertThat(one("SELECT count(*) FROM confirmation_mail", Long.class)).isEqualTo(1);
    site.clock.advance(Duration.ofHours(24));
    rights.forgetSpent(site.clock.instant());
    assertThat(one("SELECT count(*) FROM confirmation_mail", Long.class)).isZero();
  }

  @Test
  void malformedAddressesAndForgedTokensDoNothing() {
    SubscriberId anna = site.reader("anna");
    String before = site.state();

    for (String address : List.of("", "anna", "anna@new.example%0d%0aBcc: x@y.example")) {
      assertThat(
              site.post(site.preferencesPath(anna) + "/address", "address=" + address).statusCode())
          .as(address)
          .isEqualTo(422);
    }
    assertThat(site.post("/a/forged", "").statusCode()).isEqualTo(410);
    assertThat(site.post(site.preferencesPath(anna).replace("/p/", "/a/"), "").statusCode())
        .isEqualTo(410);
    assertThat(site.post("/p/forged/address", "address=x%40y.example").statusCode()).isEqualTo(404);
    assertThat(site.state()).isEqualTo(before);
  }

  private int ask(SubscriberId reader, String address) {
    return site.post(
            site.preferencesPath(reader) + "/address", "address=" + address.replace("@", "%40"))
        .statusCode();
  }

  private int signUp(String address) {
    return site.post(
            "/sign-up", "newsletter=morning-briefing&address=" + address.replace("@", "%40"))
        .statusCode();
  }

  private String address(SubscriberId reader) {
    return one("SELECT address FROM subscriber WHERE id = " + reader.value(), String.class);
  }

  private boolean suppressed(SubscriberId reader) {
    return one(
            "SELECT count(*) FROM recipient WHERE suppression_reason IS NOT NULL AND subscriber_id"
                + " = "
                + reader.value(),
            Long.class)
        > 0;
  }

  private long suppressions() {
    return one("SELECT count(*) FROM suppression", Long.class);
  }

  private <T> T one(String sql, Class<T> type) {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(type).one());
  }
}
