package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.ReadMail;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;

/// Editors get the mail itself, as a test, in their own mail programs.
class DeskPreviewTest {
  @RegisterExtension final Site site = new Site();

  private Edition edition;
  private DeskBrowser editor;

  @BeforeEach
  void desk() {
    edition = site.edition("collecting");
    editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
  }

  @Test
  void anEditorGetsTheMailThatThePageShows() {
    int before = site.mails().size();

    HttpResponse<String> sent = send("reader=en/new&to=self");

    assertThat(sent.statusCode()).isEqualTo(303);
    List<ReadMail> mails = site.mails().subList(before, site.mails().size());
    assertThat(mails).hasSize(1);
    ReadMail mail = mails.getFirst();
    assertThat(mail.header("To")).contains("editor@news.example");
    assertThat(mail.header("Subject")).isEqualTo("Test: Rail talks resume");
    assertThat(mail.html()).contains("Rail talks resume");
    assertThat(mail.text()).contains("Rail talks resume");
    String page = editor.get(sent.headers().firstValue("Location").orElseThrow()).body();
    assertThat(page).contains("It is on its way to you.");
    assertThat(site.engine().staff().audited(new Audited.Of("edition " + edition.id()), 9))
        .extracting(entry -> entry.action())
        .contains("sent a test mail");
  }

  @Test
  void aMailOfTextAloneIsSentAsOne() {
    int before = site.mails().size();

    send("reader=en/text&to=self");

    ReadMail mail = site.mails().get(before);
    assertThat(mail.html()).isEmpty();
    assertThat(mail.header("Content-Type")).startsWith("text/plain");
    assertThat(mail.text()).contains("Rail talks resume");
  }

  @Test
  void allStaffWhoCanSignInGetItOnceEach() {
    DeskBrowser.signedIn(site, "viewer@news.example", Role.VIEWER);
    int before = site.mails().size();

    send("reader=en/new&to=staff");

    assertThat(site.mails().subList(before, site.mails().size()))
        .extracting(mail -> mail.header("To"))
        .containsExactlyInAnyOrder("editor@news.example", "viewer@news.example");
  }

  @Test
  void aCertainReadersMailGoesToNobodyElse() {
    site.reader("anna");
    int before = site.mails().size();

    HttpResponse<String> answer = send("address=anna%40reader.example&to=staff");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("can be sent to you alone");
    assertThat(site.mails()).hasSize(before);
    assertThat(send("address=anna%40reader.example&to=self").statusCode()).isEqualTo(303);
    assertThat(site.mails()).hasSize(before + 1);
  }

  @Test
  void nothingIsSentWhereThereIsNoMailOrByAViewer() {
    DeskBrowser viewer = DeskBrowser.signedIn(site, "viewer@news.example", Role.VIEWER);
    int before = site.mails().size();

    assertThat(send("address=nobody%40reader.example&to=self").statusCode()).isEqualTo(409);
    assertThat(viewer.act(path(), "reader=en/new&to=self").statusCode()).isEqualTo(403);
    assertThat(site.mails()).hasSize(before);
  }

  @Test
  void thePreviewSaysWhatMayBeWrongWithThisMail() {
    String page = "/desk/editions/" + edition.id();
    editor.act(page + "/words", "subject=" + DeskBrowser.encoded("Re: your win!!!"));

    assertThat(editor.get(page + "/preview?reader=en/text").body())
        .contains("Found in this mail", "It pretends to answer or to forward a mail.")
        .doesNotContain("Nothing is wrong with this mail.");
  }

  private HttpResponse<String> send(String form) {
    return editor.act(path(), form);
  }

  private String path() {
    return "/desk/editions/" + edition.id() + "/preview/send";
  }
}
