package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.mail.ReadMail;
import org.paperround.staff.AuditEntry;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;

/// Editors see the mail itself as readers would get it, and get it, as a test, in their own mail
/// programs.
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
  void thePreviewIsTheMailOfATypicalReaderOrOfACertainOne() {
    site.reader("anna");

    assertThat(editor.get(page() + "/preview").body())
        .contains(
            "a new reader",
            "a new reader, in Welsh",
            "who follows one topic",
            "who wants text only")
        .contains("Nothing is wrong with this mail.")
        .contains(lead());
    assertThat(editor.get(page() + "/preview?reader=en/mutes").body()).contains("gets no mail");
    assertThat(editor.get(page() + "/preview?address=anna@reader.example").body()).contains(lead());
    assertThat(site.audited(new Audited.All(), 1))
        .extracting(AuditEntry::action)
        .containsExactly("looked at a reader's mail");
    assertThat(editor.get(page() + "/preview?address=nobody@reader.example").body())
        .contains("Nobody with this address gets a mail");
  }

  @Test
  void theMailInTheFrameCanDoNothingAndIsTheDesksAlone() {
    HttpResponse<String> mail = editor.get(page() + "/mail?images=off");

    assertThat(mail.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; ")
        .contains("img-src 'none'", "frame-ancestors 'self'")
        .endsWith("; sandbox")
        .doesNotContain("script-src");
    assertThat(editor.get(page() + "/preview").body()).contains("sandbox=\"\"");
    assertThat(editor.get(page() + "/mail?light=dark").body())
        .contains("@media all")
        .doesNotContain("prefers-color-scheme: dark)");
  }

  @Test
  void theCheckIsWhatLintSaysAndAsksForPagesWhenItHasLoaded() {
    site.start(Map.of("fetch.origin-map", "https://the-courier.example=http://127.0.0.1:1"));
    editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
    Document first = Jsoup.parse(editor.get(page() + "/check").body());
    assertThat(first.select("#found .data").eachText()).doesNotContain("link-dead");
    String next = first.select("#found [data-hx-trigger=load]").attr("data-hx-get");
    assertThat(next).isEqualTo(page() + "/check?pages=follow");
    assertThat(first.select("#found a").eachAttr("href")).as("without a script").contains(next);
    assertThat(first.select("script[src*=htmx]")).hasSize(1);
    assertThat(first.select("main > p a").text()).startsWith("Morning Briefing");

    Document all = Jsoup.parse(editor.get(next).body());
    assertThat(all.select("#found .data").eachText()).contains("link-dead");
    assertThat(all.select("#found").text()).contains("https://the-courier.example/1", "Every page");
    assertThat(all.select("#found [data-hx-trigger]")).isEmpty();
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
    assertThat(site.audited(new Audited.Of("edition " + edition.id()), 9))
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
    editor.act(page() + "/words", "subject=" + DeskBrowser.encoded("Re: your win!!!"));

    assertThat(editor.get(page() + "/preview?reader=en/text").body())
        .contains("Found in this mail", "It pretends to answer or to forward a mail.")
        .doesNotContain("Nothing is wrong with this mail.");
  }

  private HttpResponse<String> send(String form) {
    return editor.act(path(), form);
  }

  private String lead() {
    Card lead = site.engine().editions().pool(edition.id()).frontPage().getFirst();
    return lead.content().headline();
  }

  private String page() {
    return "/desk/editions/" + edition.id();
  }

  private String path() {
    return page() + "/preview/send";
  }
}
