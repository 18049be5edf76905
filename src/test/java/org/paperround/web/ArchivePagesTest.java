package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;

/// What went out, for anybody: without anything personal.
class ArchivePagesTest {
  private static final String LIST = "/archive/morning-briefing";

  @RegisterExtension final Site site = new Site();

  @Test
  void whatWentOutCanBeReadByAnybodyAndNamesNobody() {
    site.reader("anna");
    Edition edition = edition("sent");
    Card lead = lead(edition);

    HttpResponse<String> list = site.get(LIST);
    HttpResponse<String> page = site.get(path(edition));

    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body()).contains(path(edition), lead.content().headline());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(Jsoup.parse(page.body()).select("h2 a").eachAttr("href"))
        .contains(lead.content().url());
    assertThat(page.body()).doesNotContain("/p/", "/u/", "/v/", "/r/", "anna", "Anna");
    for (HttpResponse<String> shown : List.of(list, page)) {
      assertThat(shown.headers().firstValue("X-Robots-Tag")).hasValue("all");
      assertThat(shown.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
      assertThat(shown.headers().firstValue("Content-Security-Policy")).isPresent();
    }
  }

  @Test
  void theEditorsIntroIsReadThereToo() {
    Edition edition = edition("sending");
    site.engine().editions().introduce(edition.id(), "Read <this> first.", StaffActor.CLI);

    assertThat(site.get(path(edition)).body()).contains("Read &lt;this&gt; first.");
  }

  @Test
  void whatIsNotOutYetOrNotOfferedIsNotThere() {
    Edition draft = edition("collecting");
    assertThat(site.get(path(draft)).statusCode()).isEqualTo(404);
    assertThat(site.get(LIST).body()).contains("There are none yet.");
    for (String path :
        new String[] {
          "/archive/nothing",
          LIST + "/2026-06-01-0",
          LIST + "/2026-06-01-999999",
          LIST + "/2026-06-01-99999999999999999999",
          LIST + "/x",
          LIST + "?before=x",
          LIST + "?before=-9999-01-01T00:00:00Z",
          LIST + "?before=2999-01-01T00:00:00Z",
          "/archive/nothing/feed.atom"
        }) {
      assertThat(site.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void anEditionUnderAnotherDateOrNewsletterIsNotFound() {
    site.another("evening");
    Edition edition = edition("sent");
    assertThat(site.get("/archive/evening").statusCode()).isEqualTo(200);
    assertThat(site.get(LIST + "/2020-01-01-" + edition.id()).statusCode()).isEqualTo(404);
    assertThat(site.get("/archive/evening/" + edition.date() + "-" + edition.id()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aLetterIsForThoseWhoHadTheStory() {
    Edition edition = edition("sent");
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE edition SET letter = 'We were wrong.', corrects_edition = id,"
                    + " corrects_story = (SELECT min(story_id) FROM card WHERE edition_id = ?)"
                    + " WHERE id = ?",
                edition.id().value(),
                edition.id().value()));
    assertThat(site.get(path(edition)).statusCode()).isEqualTo(404);
    assertThat(site.get(LIST).body()).doesNotContain(path(edition));
  }

  @Test
  void olderEditionsAreOnTheNextPage() {
    Edition edition = edition("sent");
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "INSERT INTO edition (newsletter_id, edition_date, planned_at, cut_off, expires_at,"
                    + " state, state_since) SELECT newsletter_id, edition_date - n, planned_at - n"
                    + " * interval '1 day', cut_off - n * interval '1 day', expires_at, 'sent',"
                    + " cut_off FROM edition, generate_series(1, 50) AS n"));

    Document first = Jsoup.parse(site.get(LIST).body());
    assertThat(first.select("ol.editions li")).hasSize(50);
    String older = first.select("a[rel=next]").attr("href");
    Document second = Jsoup.parse(site.get(LIST + older).body());

    assertThat(second.select("ol.editions li")).hasSize(1);
    assertThat(second.select("a[rel=next]")).isEmpty();
    assertThat(first.select("ol.editions a").eachAttr("href"))
        .contains(path(edition))
        .doesNotContainAnyElementsOf(second.select("ol.editions a").eachAttr("href"));
  }

  @Test
  void whatIsKeptForEverybodyDoesNotDependOnWhoAsksFirst() {
    Edition edition = edition("sent");
    for (String path : List.of(LIST, path(edition))) {
      assertThat(site.get(path, "Accept-Language", "de").body()).isEqualTo(site.get(path).body());
      String german = site.get(path + "?lang=de").body();
      assertThat(Jsoup.parse(german).select("html").attr("lang")).isEqualTo("de");
      assertThat(Jsoup.parse(german).select("link[rel=canonical]").attr("href"))
          .isEqualTo("https://news.example" + path);
    }
  }

  @Test
  void headSaysWhatGetDoes() {
    Edition edition = edition("sent");
    for (String path :
        List.of(LIST, path(edition), LIST + "/feed.atom", "/sitemap.xml", "/robots.txt")) {
      HttpResponse<String> head = site.send("HEAD", path, BodyPublishers.noBody());
      assertThat(head.statusCode()).as(path).isEqualTo(200);
      for (String field : List.of("Cache-Control", "X-Robots-Tag", "Content-Type")) {
        assertThat(head.headers().firstValue(field))
            .as(path)
            .isEqualTo(site.get(path).headers().firstValue(field));
      }
    }
  }

  @Test
  void anEmbargoedHeadlineIsNowhere() {
    Edition edition = edition("sent");
    Card lead = lead(edition);
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE card SET embargoed_until = ? WHERE story_id = ?",
                site.clock.instant().plusSeconds(60),
                lead.story().value()));
    for (String path : List.of(LIST, path(edition), LIST + "/feed.atom")) {
      assertThat(site.get(path).body()).as(path).doesNotContain(lead.content().headline());
    }
  }

  @Test
  void aStoryThatWasTakenBackIsGoneFromItsPage() {
    Edition edition = edition("sent");
    Card lead = lead(edition);
    site.engine().editions().retract(edition.id(), lead.story(), StaffActor.CLI);

    assertThat(site.get(path(edition)).body()).doesNotContain(lead.content().headline());
    assertThat(site.get(LIST).body()).doesNotContain(lead.content().headline());
  }

  @Test
  void aNewsletterCanStayOutOfIt() {
    Edition edition = edition("sent");
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE newsletter SET archive = false"));
    assertThat(site.get(LIST).statusCode()).isEqualTo(404);
    assertThat(site.get(path(edition)).statusCode()).isEqualTo(404);
    assertThat(site.get("/sitemap.xml").body()).doesNotContain("/archive/");
  }

  @Test
  void feedReadersAndSearchEnginesFindIt() throws Exception {
    Edition edition = edition("sent");
    SyndFeed feed =
        new SyndFeedInput().build(new StringReader(site.get(LIST + "/feed.atom").body()));
    assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
    assertThat(feed.getEntries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getLink()).endsWith(path(edition));
          assertThat(entry.getDescription().getValue())
              .contains(lead(edition).content().headline());
        });

    assertThat(
            Jsoup.parse(site.get("/sitemap.xml").body(), org.jsoup.parser.Parser.xmlParser())
                .select("loc")
                .eachText())
        .anyMatch(address -> address.endsWith(path(edition)))
        .anyMatch(address -> address.endsWith("/sign-up/morning-briefing"));
    assertThat(site.get("/robots.txt").body())
        .contains("Disallow: /p/", "Sitemap: " + "https://news.example" + "/sitemap.xml");
    for (String found : List.of("/", "/sign-up", "/sign-up/morning-briefing")) {
      assertThat(site.get(found).headers().firstValue("X-Robots-Tag")).as(found).hasValue("all");
    }
    assertThat(site.get("/sign-up/nothing").headers().firstValue("X-Robots-Tag"))
        .hasValue("noindex");
    assertThat(site.get("/help").headers().firstValue("X-Robots-Tag")).hasValue("noindex");
  }

  /// Of a minute ago.
  private Edition edition(String state) {
    Edition edition = site.edition(state);
    site.clock.advance(Duration.ofMinutes(1));
    return edition;
  }

  private Card lead(Edition edition) {
    return site.engine().editions().pool(edition.id()).frontPage().getFirst();
  }

  private static String path(Edition edition) {
    return LIST + "/" + edition.date() + "-" + edition.id();
  }
}
