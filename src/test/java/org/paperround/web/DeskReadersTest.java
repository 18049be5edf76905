package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.NewsletterId;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.ReaderFixture;

/// A publisher finds a reader by their address or number, and what was typed is kept nowhere.
class DeskReadersTest {
  @RegisterExtension final Site site = new Site();

  private DeskBrowser publisher;

  @BeforeEach
  void signedIn() {
    publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);
  }

  @Test
  void withoutASearchThereAreCountsAndNobodysAddress() {
    site.reader("anna");
    site.bounce(site.reader("bert"));
    NewsletterId other = site.another("evening").id();
    site.reader(other, "anna");
    site.post(site.unsubscribePath(site.reader("carl")), "List-Unsubscribe=One-Click");

    Document page = page("");

    assertThat(page.select(".figures tbody tr").eachText())
        .containsExactly("The Briefing 1 0 0", "Morning Briefing 2 0 1");
    assertThat(page.select(".account tr").eachText()).containsExactly("mail to it came back 1");
    assertThat(page.text()).doesNotContain("@reader.example");
  }

  @Test
  void aReaderIsFoundByAddressByItsBeginningAndByNumber() {
    SubscriberId anna = site.reader("anna");
    site.reader("annabel");
    site.reader("bert");

    assertThat(found("?q=ANNA%40Reader.example")).containsExactly("anna@reader.example");
    assertThat(found("?q=anna")).containsExactly("anna@reader.example", "annabel@reader.example");
    assertThat(found("?q=" + anna.value())).containsExactly("anna@reader.example");
    assertThat(found("?q=carl")).isEmpty();
    assertThat(page("?q=carl").text()).contains("Nobody is known by this.");
    assertThat(page("?q=anna").select("a[href=/desk/readers/" + anna.value() + "]")).hasSize(1);
  }

  @Test
  void whatIsTypedIsNoPattern() {
    site.reader("anna");
    site.reader("a_na.b");

    assertThat(found("?q=a_na")).containsExactly("a_na.b@reader.example");
    assertThat(found("?q=%25%25%25")).isEmpty();
  }

  @Test
  void aSearchIsNarrowedToWhereReadersStand() {
    site.reader("reader1");
    site.bounce(site.reader("reader2"));
    site.post(site.unsubscribePath(site.reader("reader3")), "List-Unsubscribe=One-Click");

    assertThat(found("?q=reader&state=suppressed")).containsExactly("reader2@reader.example");
    assertThat(found("?q=reader&state=ended")).containsExactly("reader3@reader.example");
    assertThat(found("?q=reader&state=confirmed")).hasSize(2);
    assertThat(found("?q=reader&state=pending")).isEmpty();
    assertThat(page("?q=reader2").select(".lines li").text())
        .contains("gets Morning Briefing; suppressed: mail to it came back");
  }

  @Test
  void pagesOfFiftyFollowOneAnotherAndMissNobody() {
    List<ImportedReader> readers =
        IntStream.range(0, 120)
            .mapToObj(i ->
                ReaderFixture.agreed(
                    new EmailAddress(String.format("reader-%03d", i), "reader.example"),
                    "",
                    Site.NOW,
                    "test"))
            .toList();
    site.subscribers().importConfirmed(Site.BRIEFING, readers, Site.NOW);
    for (String state : List.of("", "&state=confirmed")) {
      List<Integer> sizes = new ArrayList<>();
      List<String> all = new ArrayList<>();
      String path = "/desk/readers?q=reader-" + state;
      while (!path.isEmpty()) {
        Document page = Jsoup.parse(publisher.get(path).body());
        sizes.add(page.select(".lines h3").size());
        all.addAll(page.select(".lines h3").eachText());
        path = page.select("a[rel=next]").attr("href");
      }
      assertThat(sizes).containsExactly(50, 50, 20);
      assertThat(all).doesNotHaveDuplicates().isSorted().hasSize(120);
    }
  }

  @Test
  void aShortBeginningIsRefusedAndStillThere() {
    HttpResponse<String> answer = publisher.get("/desk/readers?q=an");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Type at least 3 characters", "value=\"an\"");
    assertThat(audited()).isEmpty();
  }

  @Test
  void whoSearchedIsKeptButNeverWhatTheyTyped() {
    SubscriberId anna = site.reader("anna");
    publisher.get("/desk/readers?q=anna%40reader.example");
    publisher.get("/desk/readers?q=somebody.else%40elsewhere.example&state=ended");

    assertThat(audited())
        .containsExactly(
            "publisher@news.example looked for readers readers {\"by\": \"address\", \"found\": 0,"
                + " \"state\": \"ended\"}",
            "publisher@news.example looked for readers readers {\"by\": \"address\", \"found\": 1,"
                + " \"reader\": "
                + anna.value()
                + "}");
  }

  @Test
  void whatIsTypedAndWhatReadersAreCalledIsTextNeverMarkup() {
    SubscriberId anna = site.reader("anna");
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE subscriber SET name = '<script>alert(1)</script>' WHERE id = ?",
                anna.value()));

    assertThat(publisher.get("/desk/readers?q=anna").body())
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
    assertThat(publisher.get("/desk/readers?q=%22%3E%3Cscript%3Ealert(2)%3C").body())
        .doesNotContain("<script>alert");
  }

  private List<String> audited() {
    return site.audited(new Audited.All(), 50).stream()
        .filter(entry -> entry.action().startsWith("looked"))
        .map(entry ->
            entry.actor() + " " + entry.action() + " " + entry.subject() + " " + entry.after())
        .toList();
  }

  private List<String> found(String query) {
    return page(query).select(".lines h3").eachText();
  }

  private Document page(String query) {
    HttpResponse<String> answer = publisher.get("/desk/readers" + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Jsoup.parse(answer.body());
  }
}
