package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.staff.Role;
import org.paperround.web.request.Form;

/// What ends in a fault at the desk is told by the desk, to who works there.
class DeskFaultsTest {
  @RegisterExtension final Site site = new Site();

  private DeskBrowser editor;

  @BeforeEach
  void signIn() {
    editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
  }

  @Test
  void whatIsNotThereIsSaidInTheDesksLook() {
    for (String path :
        new String[] {"/desk/nothing", "/desk/editions/999999", "/desk/editions/x"}) {
      assertTold(editor.get(path), 404, "There is nothing here");
    }
    assertThat(site.get("/nothing").body())
        .as("readers hear it from the portal")
        .doesNotContain("/desk");
  }

  @Test
  void aRequestOfTheWrongKindIsToldSo() {
    assertTold(editor.send("PUT", "/desk", ""), 405, "That cannot be done here");
  }

  @Test
  void anotherSitesRequestIsRefusedWithAReason() {
    assertTold(
        editor.send("POST", "/desk/sign-out", "", "Sec-Fetch-Site", "cross-site"),
        403,
        "Not from another site");
  }

  @Test
  void aFormThatIsTooLargeIsToldSo() {
    HttpResponse<String> answer =
        editor.act("/desk/editions/1/intro", "intro=" + "x".repeat(Form.MAX_BYTES + 1));

    assertTold(answer, 413, "That was too much");
  }

  @Test
  void withoutTheDatabaseItSaysThatNothingWasChanged() {
    site.engine().database().close();

    HttpResponse<String> answer = editor.get("/desk");
    assertTold(answer, 503, "The database cannot be reached");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
  }

  @Test
  void whatWasTypedWhileTheDatabaseIsAwayCanBeSentAgain() {
    String csrf = editor.csrf();
    site.engine().database().close();

    String typed = "intro=Rain+%3Cin%3E+the+west&csrf=" + csrf;
    String path = "/desk/editions/1/intro";
    Document page = Jsoup.parse(editor.post(path, typed, "Sec-Fetch-Site", "same-origin").body());

    assertThat(page.select("main form").attr("action")).isEqualTo(path);
    assertThat(page.select("main [name=intro]").val()).isEqualTo("Rain <in> the west");
    assertThat(page.select("main [name=csrf]").val()).isEqualTo(csrf);
    assertThat(Jsoup.parse(editor.post(path, typed).body()).select("main form"))
        .as("what may be another site's is not offered under our name")
        .isEmpty();
  }

  @Test
  void aFaultOfOursIsOwnedUpTo() {
    site.database.get().useTransaction(handle -> handle.execute("DROP TABLE dry_run CASCADE"));

    assertTold(
        editor.get("/desk/editions/" + site.edition("collecting").id() + "/dry-run"),
        500,
        "Something went wrong");
  }

  private static void assertTold(HttpResponse<String> answer, int status, String heading) {
    assertThat(answer.statusCode()).isEqualTo(status);
    Document page = Jsoup.parse(answer.body());
    assertThat(page.title()).isEqualTo(heading + " · Desk");
    assertThat(page.select("h1").text()).isEqualTo(heading);
    assertThat(page.select("main p").first().text()).as("the note beside a page").isNotEmpty();
    assertThat(page.select("main a").eachAttr("href")).containsExactly("/desk");
  }
}
