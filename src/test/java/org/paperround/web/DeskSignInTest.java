package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;

/// Signing in at the desk, as a browser does it.
class DeskSignInTest {
  private static final String EDITOR = "editor@news.example";
  private static final String SESSION = "__Secure-desk-session";

  @RegisterExtension final Site site = new Site();

  @BeforeEach
  void invite() {
    staff().invite(EmailAddress.of(EDITOR), "Eve Editor", Role.EDITOR, Staff.CLI);
  }

  @Test
  void aLinkFromTheMailOpensTheDesk() {
    DeskBrowser browser = new DeskBrowser(site);
    HttpResponse<String> gate = browser.get("/desk/sessions?x=1");
    assertThat(gate.headers().firstValue("Location"))
        .contains("/desk/sign-in?back=%2Fdesk%2Fsessions%3Fx%3D1");
    assertThat(browser.get(gate.headers().firstValue("Location").orElseThrow()).body())
        .contains("value=\"/desk/sessions?x=1\"");

    HttpResponse<String> asked =
        browser.post("/desk/sign-in", "address=" + EDITOR + "&back=%2Fdesk%2Fsessions%3Fx%3D1");
    assertThat(asked.statusCode()).isEqualTo(303);
    assertThat(asked.headers().firstValue("Location")).contains("/desk/sign-in/sent");
    assertThat(browser.get("/desk/sign-in/sent").body()).contains("Look in your mailbox");
    assertThat(site.mailKinds()).containsExactly("sign-in");
    assertThat(site.mails().getFirst().text()).contains("10 minutes");

    String before = DeskState.of(site);
    for (int i = 0; i < 10; i++) {
      assertThat(browser.get(browser.link()).body()).contains("Sign in as Eve Editor");
    }
    assertThat(DeskState.of(site)).isEqualTo(before);

    HttpResponse<String> signedIn = browser.post(browser.link(), "");
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(signedIn.headers().firstValue("Location")).contains("/desk/sessions?x=1");
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith(SESSION + "=")
                .contains("Path=/desk", "HttpOnly", "Secure", "SameSite=Lax"));
    assertThat(browser.get("/desk/sessions").body())
        .contains("This browser", "127.0.0.0/24", "Eve Editor");
  }

  @Test
  void aLinkWorksOnceInTheBrowserThatAskedAndForTenMinutes() {
    DeskBrowser browser = new DeskBrowser(site);
    browser.ask(EDITOR);
    String link = browser.link();

    DeskBrowser other = new DeskBrowser(site);
    DeskBrowser guessing = new DeskBrowser(site);
    guessing.cookies().put("__Secure-desk-browser", "A".repeat(43));
    for (DeskBrowser stranger : List.of(other, guessing)) {
      assertThat(stranger.get(link).body()).contains("another browser").doesNotContain("Eve");
      assertThat(stranger.post(link, "").statusCode()).isEqualTo(410);
      assertThat(stranger.cookies()).doesNotContainKey(SESSION);
    }

    String cookie = browser.cookies().get("__Secure-desk-browser");
    assertThat(browser.post(link, "").statusCode()).isEqualTo(303);
    browser.cookies().put("__Secure-desk-browser", cookie);
    assertThat(browser.post(link, "").body()).contains("used already");

    DeskBrowser late = new DeskBrowser(site);
    late.ask(EDITOR);
    site.clock.advance(Duration.ofMinutes(10));
    assertThat(late.get(late.link()).body()).contains("older than ten minutes");
    assertThat(late.post(late.link(), "").statusCode()).isEqualTo(410);
    assertThat(late.cookies()).doesNotContainKey(SESSION);
  }

  @Test
  void whoAsksDoesNotLearnWhoMaySignIn() {
    staff().invite(EmailAddress.of("gone@news.example"), "", Role.ADMIN, Staff.CLI);
    staff().revoke(EmailAddress.of("gone@news.example"), Staff.CLI);
    HttpResponse<String> known = new DeskBrowser(site).ask(EDITOR);
    for (String address : List.of("nobody@news.example", "gone@news.example")) {
      HttpResponse<String> answer = new DeskBrowser(site).ask(address);
      assertThat(answer.statusCode()).isEqualTo(known.statusCode());
      assertThat(answer.body()).isEqualTo(known.body());
      assertThat(shape(answer)).isEqualTo(shape(known));
    }
    assertThat(site.mailKinds()).containsExactly("sign-in");
    // The same is written, so that it takes as long.
    assertThat(site.database.number("SELECT count(*) FROM staff_sign_in")).isEqualTo(3);
  }

  /// Headers without what differs by chance.
  private static Map<String, List<String>> shape(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    headers.computeIfPresent(
        "set-cookie",
        (_, cookies) ->
            cookies.stream().map(cookie -> cookie.replaceFirst("=[^;]+", "=?")).toList());
    headers.computeIfPresent(
        "set-cookie",
        (_, cookies) ->
            cookies.stream().map(cookie -> cookie.replaceFirst("Expires=[^;]+", "")).toList());
    return headers;
  }

  @Test
  void soManyLinksAnHourAndNoMore() {
    for (int i = 0; i < 7; i++) {
      assertThat(new DeskBrowser(site).ask(EDITOR).statusCode()).isEqualTo(303);
    }
    assertThat(site.mailKinds()).hasSize(5);
    site.clock.advance(Duration.ofHours(1));
    new DeskBrowser(site).ask(EDITOR);
    assertThat(site.mailKinds()).hasSize(6);

    site.start(Map.of("desk.links-per-network", "2"));
    assertThat(new DeskBrowser(site).ask("a@news.example").statusCode()).isEqualTo(303);
    assertThat(new DeskBrowser(site).ask("b@news.example").statusCode()).isEqualTo(303);
    assertThat(new DeskBrowser(site).ask("c@news.example").statusCode()).isEqualTo(429);
  }

  @Test
  void whatIsTypedBreaksOutOfNothing() {
    for (String typed :
        List.of(
            "editor@news.example\r\nBcc: x@evil.example",
            "editor@news.example,x@evil.example",
            "\"><script>alert(1)</script>@x.example")) {
      HttpResponse<String> answer = new DeskBrowser(site).ask(typed);
      assertThat(answer.statusCode()).as(typed).isEqualTo(422);
      assertThat(answer.body()).doesNotContain("<script");
      assertThat(answer.body().contains("&lt;script&gt;"))
          .as("what was typed is shown")
          .isEqualTo(typed.contains("<script>"));
    }
    DeskBrowser browser = new DeskBrowser(site);
    browser.post(
        "/desk/sign-in", "address=" + EDITOR + "&back=" + DeskBrowser.encoded("//evil.example/"));
    assertThat(browser.post(browser.link(), "").headers().firstValue("Location")).contains("/desk");
    assertThat(site.mailKinds()).containsExactly("sign-in");
  }

  @Test
  void aSessionEndsWhenItIsIdleAndAtItsEndHoweverBusy() {
    DeskBrowser idle = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    site.clock.advance(Duration.ofHours(11));
    assertThat(idle.get("/desk").statusCode()).isEqualTo(200);
    site.clock.advance(Duration.ofHours(11));
    assertThat(idle.get("/desk").statusCode()).isEqualTo(200);
    site.clock.advance(Duration.ofHours(12));
    assertThat(idle.get("/desk").statusCode()).isEqualTo(303);

    DeskBrowser busy = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    for (int i = 0; i < 7 * 4 - 1; i++) {
      site.clock.advance(Duration.ofHours(6));
      assertThat(busy.get("/desk").statusCode()).as("after %s", i).isEqualTo(200);
    }
    site.clock.advance(Duration.ofHours(6));
    assertThat(busy.get("/desk").statusCode()).isEqualTo(303);
  }

  @Test
  void aPageThatIsLeftOpenKeepsNoSessionFromIdling() {
    Edition edition = site.edition("collecting");
    String page = "/desk/editions/" + edition.id();
    DeskBrowser open = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    for (int i = 0; i < 2; i++) {
      site.clock.advance(Duration.ofHours(5));
      open.get(page, "HX-Request", "true", "X-Unasked", "true");
      open.get(page + "/mail", "Sec-Fetch-Dest", "iframe");
      assertThat(open.get("/desk/sessions", "X-Unasked", "true").statusCode()).isEqualTo(200);
    }
    site.clock.advance(Duration.ofHours(2));

    assertThat(open.get(page, "X-Unasked", "true").statusCode()).isEqualTo(303);
    assertThat(open.get("/desk").statusCode()).isEqualTo(303);
  }

  @Test
  void whoSignsOutIsOutHereAndIfWantedEverywhere() {
    DeskBrowser one = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    DeskBrowser two = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    DeskBrowser three = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    String stolen = one.cookies().get(SESSION);

    assertThat(one.act("/desk/sign-out", "").statusCode()).isEqualTo(303);
    assertThat(one.cookies()).doesNotContainKey(SESSION);
    one.cookies().put(SESSION, stolen);
    assertThat(one.get("/desk").statusCode()).isEqualTo(303);
    assertThat(two.get("/desk").statusCode()).isEqualTo(200);

    two.act("/desk/sessions/end-all", "");
    assertThat(two.get("/desk").statusCode()).isEqualTo(303);
    assertThat(three.get("/desk").statusCode()).isEqualTo(303);
  }

  @Test
  void nobodyEndsTheSessionOfAnother() {
    DeskBrowser editor = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    long other = site.database.number("SELECT max(id) FROM staff_session");
    DeskBrowser viewer = DeskBrowser.signedIn(site, "viewer@news.example", Role.VIEWER);
    String end = "/desk/sessions/" + other + "/end";
    assertThat(viewer.act(end, "").statusCode()).isEqualTo(303);
    assertThat(editor.get("/desk").statusCode()).isEqualTo(200);
    editor.act(end, "");
    assertThat(editor.get("/desk").statusCode()).as("its own").isEqualTo(303);
  }

  @Test
  void whatAnAdminDecidesHoldsAtOnce() {
    DeskBrowser admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    DeskBrowser editor = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    long id = staff().byAddress(EmailAddress.of(EDITOR)).orElseThrow().id().value();

    admin.act("/desk/staff/" + id + "/role", "was=editor&role=admin");
    assertThat(editor.get("/desk/staff").statusCode()).isEqualTo(200);
    admin.act("/desk/staff/" + id + "/role", "was=admin&role=viewer");
    assertThat(editor.get("/desk/staff").statusCode()).isEqualTo(403);
    assertThat(admin.act("/desk/staff/" + id + "/role", "was=editor&role=publisher").body())
        .contains("somebody else changed Eve Editor meanwhile, who is viewer now");
    admin.act("/desk/staff/" + id + "/deactivate", "");
    assertThat(editor.get("/desk").statusCode()).isEqualTo(303);

    assertThat(admin.act("/desk/staff", "address=" + EDITOR + "&role=editor").statusCode())
        .isEqualTo(303);
    assertThat(editor.get("/desk").statusCode()).isEqualTo(303);
    assertThat(admin.act("/desk/staff", "address=x&role=editor").statusCode()).isEqualTo(422);
    assertThat(admin.act("/desk/staff", "address=" + EDITOR + "&role=king").statusCode())
        .isEqualTo(422);
    long self = staff().byAddress(EmailAddress.of("admin@news.example")).orElseThrow().id().value();
    assertThat(admin.act("/desk/staff/" + self + "/role", "was=admin&role=viewer").body())
        .contains("nobody else is an admin");
    assertThat(admin.get("/desk/audit").body()).contains("admin@news.example", "role: viewer");
    assertThat(admin.get("/desk/audit?subject=" + EDITOR).body()).contains("invited");
  }

  @Test
  void anActWithoutTheTokenOfItsSessionIsRefused() {
    DeskBrowser admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    DeskBrowser editor = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    String form = "address=new%40news.example&role=viewer";
    String before = DeskState.of(site);
    for (String token :
        List.of("", "&csrf=", "&csrf=" + "0".repeat(64), "&csrf=" + editor.csrf())) {
      assertThat(admin.post("/desk/staff", form + token).statusCode()).isEqualTo(403);
    }
    String right = admin.csrf();
    assertThat(
            admin
                .post("/desk/staff", form + "&csrf=" + right, "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            new DeskBrowser(site)
                .post("/desk/sign-in", "address=" + EDITOR, "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(DeskState.of(site)).isEqualTo(before);
    assertThat(admin.post("/desk/staff", form, "X-CSRF-Token", right).statusCode()).isEqualTo(303);
  }

  @Test
  void aSessionThatEndsWhileSomethingIsTypedLosesNothing() {
    DeskBrowser admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    String form = "address=new%40news.example&name=A%22B%3Ci%3E&role=viewer&csrf=" + admin.csrf();
    site.clock.advance(Duration.ofHours(12));

    HttpResponse<String> refused = admin.post("/desk/staff", form);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body())
        .contains(
            "action=\"/desk/staff\"",
            "name=\"address\" value=\"new@news.example\"",
            "name=\"name\" value=\"A&quot;B&lt;i&gt;\"",
            "in another tab");
    assertThat(admin.post("/desk/staff", form, "HX-Request", "true").body())
        .startsWith("<p class=\"error\" role=\"alert\">You are signed out");

    admin.ask("admin@news.example");
    admin.post(admin.link(), "");
    HttpResponse<String> again = admin.post("/desk/staff", form, "Sec-Fetch-Site", "same-origin");
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(again.headers().firstValue("X-CSRF-Token")).contains(admin.csrf());
    assertThat(again.body())
        .contains("name=\"csrf\" value=\"" + admin.csrf(), "value=\"new@news.example\"");
    HttpResponse<String> foreign = admin.post("/desk/staff", form);
    assertThat(foreign.headers().firstValue("X-CSRF-Token")).isEmpty();
    assertThat(foreign.body()).doesNotContain("new@news.example");
  }

  private Staff staff() {
    return site.engine().staff();
  }
}
