package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.testing.FakeProvider;
import org.paperround.testing.FakeProvider.Flaw;

/// Signing in at the desk with an OpenID Connect provider, as a browser does it.
class DeskOpenIdTest {
  private static final String EDITOR = "editor@news.example";
  private static final String SESSION = "__Secure-desk-session";
  private static final String BROWSER = "__Secure-desk-browser";
  private static final String START = "/desk/sign-in/oidc";

  @RegisterExtension final FakeProvider provider = new FakeProvider();
  @RegisterExtension final Site site = new Site();

  @BeforeEach
  void configure() {
    site.start(provider.settings());
    staff().invite(EmailAddress.of(EDITOR), "Eve Editor", Role.EDITOR, Staff.CLI);
    provider.person(EDITOR, true);
  }

  @Test
  void whoTheProviderVouchesForIsSignedInAndBackWhereTheyWanted() {
    DeskBrowser browser = new DeskBrowser(site);
    assertThat(browser.get("/desk/sign-in?back=%2Fdesk%2Fsessions%3Fx%3D1").body())
        .contains(
            "Mail me a link",
            "Sign in with Courier accounts",
            "href=\"/desk/sign-in/oidc?back=%2Fdesk%2Fsessions%3Fx%3D1\"");

    HttpResponse<String> left = browser.get(START + "?back=%2Fdesk%2Fsessions%3Fx%3D1");
    assertThat(left.statusCode()).isEqualTo(303);
    assertThat(left.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith(BROWSER + "=")
                .contains("Path=/desk", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age=600"));
    HttpResponse<String> signedIn = browser.get(returned(left));

    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(location(signedIn)).isEqualTo("/desk/sessions?x=1");
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith(SESSION + "=")
                .contains("Path=/desk", "HttpOnly", "Secure", "SameSite=Lax"));
    assertThat(browser.get("/desk/sessions").body()).contains("This browser", "Eve Editor");
    assertThat(browser.cookies()).doesNotContainKey(BROWSER);
    assertThat(site.mailKinds()).isEmpty();
  }

  @Test
  void whatIsAskedForIsBoundToThisSignInAlone() {
    Map<String, String> first = asked(new DeskBrowser(site).get(START));
    Map<String, String> second = asked(new DeskBrowser(site).get(START));

    assertThat(first)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", FakeProvider.CLIENT)
        .containsEntry("redirect_uri", "https://news.example/desk/sign-in/oidc/return")
        .containsEntry("scope", "openid email")
        .containsEntry("code_challenge_method", "S256");
    for (String once : List.of("state", "nonce", "code_challenge")) {
      assertThat(first.get(once)).as(once).hasSize(43).isNotEqualTo(second.get(once));
    }
    assertThat(List.of(first.get("state"), first.get("nonce"), first.get("code_challenge")))
        .doesNotHaveDuplicates();
    assertThat(stored("/desk")).isEqualTo(2);
    assertThat(stored(first.get("state")) + stored(first.get("nonce"))).isZero();
  }

  @Test
  void theWayBackWorksOnceInTheBrowserThatWentAndForTenMinutes() {
    DeskBrowser browser = new DeskBrowser(site);
    String back = returned(browser.get(START));

    DeskBrowser guessing = new DeskBrowser(site);
    guessing.cookies().put(BROWSER, "A".repeat(43));
    for (DeskBrowser stranger : List.of(new DeskBrowser(site), guessing)) {
      refused(stranger, back, 410, "begun in another browser");
    }
    assertThat(provider.asked()).as("no code of a stranger's is used").doesNotContain("/token");

    String cookie = browser.cookies().get(BROWSER);
    assertThat(browser.get(back).statusCode()).isEqualTo(303);
    DeskBrowser again = new DeskBrowser(site);
    again.cookies().put(BROWSER, cookie);
    refused(again, back, 410, "it works once");

    DeskBrowser late = new DeskBrowser(site);
    String old = returned(late.get(START));
    site.clock.advance(Duration.ofMinutes(10));
    refused(late, old, 410, "more than ten minutes ago");
  }

  @Test
  void anyNodeTakesTheBrowserBack() {
    DeskBrowser browser = new DeskBrowser(site);
    String back = returned(browser.get(START));
    site.start(provider.settings());
    assertThat(browser.get(back).statusCode()).isEqualTo(303);
  }

  @Test
  void whatWasBegunIsForgottenADayAfterItsEnd() {
    new DeskBrowser(site).get(START);
    staff().forgetSpent(site.clock.instant().plus(Duration.ofDays(1)));
    assertThat(stored("")).isEqualTo(1);
    staff().forgetSpent(site.clock.instant().plus(Duration.ofDays(1)).plusSeconds(601));
    assertThat(stored("")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?code=x", "?code=x&state=", "?state=made-up&code=x", "?error=x"})
  void whoNeverWentDoesNotComeBack(String query) {
    refused(new DeskBrowser(site), START + "/return" + query, 410, "Begin anew");
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void twoTabsOfOneBrowserBothComeBackAndAStepBackDoesNoHarm() {
    DeskBrowser browser = new DeskBrowser(site);
    String first = returned(browser.get(START));
    String second = returned(browser.get(START));
    for (String back : List.of(first, second, first)) {
      assertThat(location(browser.get(back))).isEqualTo("/desk");
    }
    assertThat(site.database.number("SELECT count(*) FROM staff_session")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "SERVER_FAULT", "CALLED_OTHERWISE", "PLAIN_PAGE", "TELLS_OF_ANOTHER"})
  void whatCannotBeTrustedOpensNothing(Flaw flaw) {
    if (flaw == Flaw.CHANGED_AFTER_SIGNING) {
      provider.person("nobody@news.example", true);
    }
    provider.is(flaw);
    DeskBrowser browser = new DeskBrowser(site);
    refused(browser, returned(browser.get(START)), 502, "cannot be trusted");

    provider.is(Flaw.NONE);
    provider.person(EDITOR, true);
    signIn(browser);
  }

  @Test
  void onlyWhoWasInvitedGetsInAndOthersAreToldTheSame() {
    staff().invite(EmailAddress.of("gone@news.example"), "", Role.ADMIN, Staff.CLI);
    staff().revoke(EmailAddress.of("gone@news.example"), Staff.CLI);
    List<String> pages = new ArrayList<>();
    for (String address : List.of("nobody@news.example", "gone@news.example")) {
      provider.person(address, true);
      DeskBrowser browser = new DeskBrowser(site);
      String page = refused(browser, returned(browser.get(START)), 403, "may not sign in here");
      assertThat(page).contains(address, "An admin of the desk can invite that address");
      pages.add(page.replace(address, "?"));
    }
    assertThat(pages.getFirst()).isEqualTo(pages.getLast());
    assertThat(site.database.number("SELECT count(*) FROM staff_member")).isEqualTo(2);
  }

  @Test
  void anAddressCountsOnlyWhereTheProviderVerifiedIt() {
    List<Map<String, Object>> doubtful =
        List.of(
            Map.of("email", EDITOR, "email_verified", false),
            Map.of("email", EDITOR, "email_verified", "true"),
            Map.of("email", EDITOR));
    for (Map<String, Object> claims : doubtful) {
      provider.person(claims);
      DeskBrowser browser = new DeskBrowser(site);
      refused(browser, returned(browser.get(START)), 403, "has not verified that " + EDITOR);
    }
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of(), Map.of("email", "no address", "email_verified", true))) {
      provider.person(claims);
      DeskBrowser browser = new DeskBrowser(site);
      refused(browser, returned(browser.get(START)), 403, "did not say which mail address");
    }
  }

  @Test
  void anAddressIsTheSameHoweverItIsWritten() {
    provider.person("Editor@NEWS.example", true);
    DeskBrowser browser = signIn(new DeskBrowser(site));
    assertThat(browser.get("/desk").body()).contains("Eve Editor, editor");
  }

  @Test
  void anAddressMayBeToldApartFromTheToken() {
    provider.keepsTheAddressOutOfTheToken();
    signIn(new DeskBrowser(site));

    provider.is(Flaw.TELLS_OF_ANOTHER);
    DeskBrowser browser = new DeskBrowser(site);
    refused(browser, returned(browser.get(START)), 502, "cannot be trusted");
  }

  @Test
  void whoSaysNoAtTheProviderIsToldSoAndCanTryAgain() {
    DeskBrowser browser = new DeskBrowser(site);
    provider.answersError("access_denied");
    String page =
        refused(
            browser,
            returned(browser.get(START + "?back=%2Fdesk%2Fsessions")),
            403,
            "cancelled or not allowed");
    assertThat(page)
        .contains("href=\"/desk/sign-in/oidc?back=%2Fdesk%2Fsessions\"")
        .contains("href=\"/desk/sign-in?back=%2Fdesk%2Fsessions\"");
    provider.answersError("server_error");
    refused(browser, returned(browser.get(START)), 502, "answered that something is wrong");
    provider.answersError("");
    signIn(browser);
  }

  @Test
  void aProviderThatIsAwayStopsNobodyFromSigningInByMail() throws IOException {
    provider.goAway();
    site.start(provider.settings());
    DeskBrowser browser = new DeskBrowser(site);
    assertThat(browser.get("/desk/sign-in").body()).contains("Sign in with Courier accounts");
    refused(browser, START, 503, "does not answer just now");
    assertThat(stored("")).isZero();

    browser.ask(EDITOR);
    assertThat(browser.post(browser.link(), "").statusCode()).isEqualTo(303);

    provider.comeBack();
    site.clock.advance(Duration.ofSeconds(10));
    signIn(new DeskBrowser(site));
  }

  @Test
  void aProviderThatHangsIsWaitedForNoLongerThanIsSet() {
    provider.hangs();
    long began = System.nanoTime();
    refused(new DeskBrowser(site), START, 503, "does not answer just now");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    int asked = provider.asked().size();
    refused(new DeskBrowser(site), START, 503, "does not answer just now");
    assertThat(provider.asked()).as("the next does not wait again").hasSize(asked);
  }

  @Test
  void aProviderThatGoesAwayMeanwhileIsNamedAsTheCause() {
    DeskBrowser browser = new DeskBrowser(site);
    String back = returned(browser.get(START));
    provider.is(Flaw.SERVER_FAULT);
    refused(browser, back, 503, "does not answer just now");

    String next = returned(browser.get(START));
    provider.goAway();
    refused(browser, next, 503, "does not answer just now");
  }

  @ParameterizedTest
  @EnumSource(names = {"CALLED_OTHERWISE", "PLAIN_PAGE"})
  void aProviderThatDescribesItselfWronglySendsNobodyAnywhere(Flaw flaw) {
    provider.is(flaw);
    refused(new DeskBrowser(site), START, 502, "cannot be trusted");
  }

  @Test
  void itIsAskedAboutItselfOnceAndItsKeysAreReadAnewWhenTheyChange() {
    signIn(new DeskBrowser(site));
    signIn(new DeskBrowser(site));
    assertThat(provider.asked().stream().filter(path -> path.startsWith("/.well-known")))
        .hasSize(1);
    assertThat(provider.asked().stream().filter(path -> path.equals("/keys"))).hasSize(1);

    provider.changesItsKey();
    signIn(new DeskBrowser(site));
  }

  @Test
  void aSessionIsTheSameByWhateverWayAndTheAuditLogSaysWhich() {
    DeskBrowser byMail = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    DeskBrowser byProvider = signIn(new DeskBrowser(site));
    DeskBrowser admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    assertThat(admin.get("/desk/audit?subject=" + EDITOR).body())
        .contains("OpenID Connect, " + provider.issuer(), "a link");

    assertThat(byProvider.get("/desk/staff").statusCode()).isEqualTo(403);
    byMail.act("/desk/sessions/end-all", "");
    assertThat(byProvider.get("/desk").statusCode()).isEqualTo(303);

    DeskBrowser idle = signIn(new DeskBrowser(site));
    site.clock.advance(Duration.ofHours(12));
    assertThat(idle.get("/desk").statusCode()).isEqualTo(303);
  }

  @Test
  void nobodyIsLedOutOfTheDesk() {
    for (String wanted : List.of("https://evil.example/", "//evil.example", "/desk/sign-in/oidc")) {
      DeskBrowser browser = new DeskBrowser(site);
      String back = returned(browser.get(START + "?back=" + DeskBrowser.encoded(wanted)));
      assertThat(location(browser.get(back))).isEqualTo("/desk");
      assertThat(location(browser.get(START + "?back=" + DeskBrowser.encoded(wanted))))
          .as("signed in already")
          .isEqualTo("/desk");
    }
  }

  @Test
  void soManyAreBegunAnHourFromOneNetworkAndNoMore() {
    Map<String, String> few = new HashMap<>(provider.settings());
    few.put("desk.links-per-network", "2");
    site.start(few);
    new DeskBrowser(site).get(START);
    new DeskBrowser(site).get(START);
    refused(new DeskBrowser(site), START, 429, "Try in an hour");
  }

  @Test
  void withoutAProviderThereIsNoSuchWay() {
    site.start(Map.of());
    assertThat(new DeskBrowser(site).get("/desk/sign-in").body()).doesNotContain("oidc");
    assertThat(new DeskBrowser(site).get(START).statusCode()).isEqualTo(404);
    assertThat(new DeskBrowser(site).get(START + "/return?code=x&state=y").statusCode())
        .isEqualTo(404);
  }

  private DeskBrowser signIn(DeskBrowser browser) {
    HttpResponse<String> answer = browser.get(returned(browser.get(START)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(browser.get("/desk").statusCode()).isEqualTo(200);
    return browser;
  }

  /// The page says so, and nothing else happened.
  private String refused(DeskBrowser browser, String path, int status, String words) {
    long sessions = site.database.number("SELECT count(*) FROM staff_session");
    HttpResponse<String> answer = browser.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("You are not signed in", words).doesNotContain("Eve");
    assertThat(browser.cookies()).doesNotContainKey(SESSION);
    assertThat(site.database.number("SELECT count(*) FROM staff_session")).isEqualTo(sessions);
    return answer.body();
  }

  /// The path with which the provider sends a browser back that was sent to it.
  private static String returned(HttpResponse<String> left) {
    URI back = FakeProvider.visited(location(left));
    assertThat(back.toString()).startsWith("https://news.example/desk/sign-in/oidc/return?");
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  private Map<String, String> asked(HttpResponse<String> left) {
    assertThat(location(left)).startsWith(provider.issuer() + "/authorize?");
    return FakeProvider.fields(URI.create(location(left)).getRawQuery());
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("none, but " + answer.statusCode());
  }

  /// Rows of sign-ins that were begun, with these words in them.
  private long stored(String words) {
    return site.database.number(
        "SELECT count(*) FROM staff_open_id t WHERE t::text LIKE '%" + words + "%'");
  }

  private Staff staff() {
    return site.engine().staff();
  }
}
