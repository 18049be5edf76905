package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.SourceDefinition;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;
import org.paperround.testing.WebSite;

/// "Try now" fetches a source once and shows what came of it, and stores nothing.
class DeskSourceTrialsTest {
  private static final String FEED =
      """
      <rss version='2.0'><channel><title>The &lt;i&gt;Courier&lt;/i&gt;</title>
      <item><title>Rail talks resume</title><link>https://courier.example/politics/1</link>
        <pubDate>Mon, 01 Jun 2026 04:00:00 GMT</pubDate></item>
      <item><title>&lt;script&gt;alert(1)&lt;/script&gt;Sunny</title>
        <link>https://courier.example/weather/2</link></item>
      <item><title>Nowhere to go</title><link>javascript:alert(1)</link></item>
      <item><title>Rail talks resumed</title><link>https://courier.example/politics/1?utm_source=x</link>
        <pubDate>Mon, 01 Jun 2026 03:00:00 GMT</pubDate></item>
      </channel></rss>
      """;

  @RegisterExtension final Site site = new Site();
  @RegisterExtension final WebSite portal = new WebSite();

  private DeskBrowser admin;
  private DeskBrowser editor;
  private long courier;

  @BeforeEach
  void desk() {
    site.start(Map.of("fetch.allow-private", "true", "web.sign-ups-per-network", "10000"));
    admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
    portal.page("/feed", "application/rss+xml", FEED);
    courier =
        site.engine()
            .articles()
            .define(
                new SourceDefinition(
                    "courier",
                    "The Courier",
                    "courier",
                    portal.address("/feed").toString(),
                    false,
                    1,
                    "news"))
            .value();
  }

  @Test
  void anEditorTriesAStoredSourceAndNothingIsStored() {
    String before = DeskState.of(site);
    String page = tried(editor);

    assertThat(page)
        .contains("What was read", "Would be taken: 2", "Rail talks resume", "politics", "weather")
        .contains("1 Jun 2026, 04:00 UTC")
        .contains("Its date is missing")
        .contains("Would not be taken: 1", "Nowhere to go", "It has no link to a page on the web.")
        .contains("Entries that have the address of another entry: 1.");
    assertThat(page).doesNotContain("<script>alert", "href=\"javascript:");
    assertThat(portal.requests("/feed")).hasSize(1);
    assertThat(DeskState.of(site)).isEqualTo(before);
    assertThat(articles()).isZero();
  }

  @Test
  void whatIsTypedIsTriedBeforeItIsSavedAndThatIsInTheAuditLog() {
    portal.page("/other", "application/rss+xml", FEED.replace("Rail talks", "Tram talks"));
    Map<String, String> typed = SourceForm.of(admin.get(path()).body());
    typed.put("url", portal.address("/other").toString());
    typed.put("section-map", "politics=westminster");
    typed.put("step", "try");
    HttpResponse<String> answer = admin.act(path(), SourceForm.encoded(typed));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("Tram talks resume", "westminster")
        .contains("value=\"" + portal.address("/other") + "\"");
    assertThat(portal.requests("/feed")).isEmpty();
    assertThat(site.engine().articles().sources().getFirst().url()).endsWith("/feed");
    assertThat(site.audited(new Audited.Of("source courier"), 9))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.actor()).isEqualTo("admin@news.example");
          assertThat(entry.action()).isEqualTo("tried a source");
          assertThat(entry.after()).contains("/other");
        });
    typed.put("step", "save");
    assertThat(admin.act(path(), SourceForm.encoded(typed)).statusCode()).isEqualTo(303);
  }

  @Test
  void aNewOneIsTriedAndMadeOnlyWhenItIsSaved() {
    Map<String, String> typed = SourceForm.of(admin.get("/desk/sources/new").body());
    typed.putAll(Map.of("slug", "new", "name", "New", "owner", "new", "step", "try"));
    portal.page("/feed?new", "application/rss+xml", FEED);
    typed.put("url", portal.address("/feed?new").toString());

    assertThat(admin.act("/desk/sources/new", SourceForm.encoded(typed)).body())
        .contains("Would be taken: 2", "value=\"new\"");
    assertThat(site.engine().articles().sources()).hasSize(1);
    assertThat(editor.act("/desk/sources/new", SourceForm.encoded(typed)).statusCode())
        .isEqualTo(403);
    typed.put("url", "file:///etc/passwd");
    HttpResponse<String> file = admin.act("/desk/sources/new", SourceForm.encoded(typed));
    assertThat(file.statusCode()).isEqualTo(422);
    assertThat(file.body()).contains("must begin with http");
  }

  @Test
  void whatCannotBeReadIsSaidWithWhatToDo() {
    portal.status("/feed", 404);
    assertThat(tried(editor))
        .contains("The server answered 404", "Find where it is now")
        .doesNotContain("Would be taken");
    portal.page("/feed", "text/html", "<html><body>Hello</body></html>");
    assertThat(tried(editor)).contains("source add --kind page");
    assertThat(site.engine().articles().sources().getFirst().failureReason())
        .as("a trial says nothing of how the source does")
        .isNull();
  }

  @Test
  void anAddressThatIsNotPublicIsNotFetched() {
    site.start(Map.of());
    admin = DeskBrowser.signedIn(site, "another@news.example", Role.ADMIN);
    assertThat(tried(admin)).contains("is not a public internet address");
    assertThat(portal.requests("/feed")).isEmpty();
  }

  @Test
  void aListIsTriedByItsFirstPages() {
    StringBuilder list = new StringBuilder("<article>");
    for (int i = 0; i < 9; i++) {
      list.append("<a href='/story-").append(i).append("'>Story</a>");
      portal.page(
          "/story-" + i,
          "text/html",
          i == 1
              ? "<p>About us</p>"
              : "<meta property='og:type' content='article'><h1>Story number " + i + "</h1>");
    }
    portal.page("/news", "text/html", list.append("</article>").toString());
    Map<String, String> typed = SourceForm.of(admin.get(path()).body());
    typed.putAll(Map.of("kind", "page", "url", portal.address("/news").toString(), "step", "try"));

    assertThat(admin.act(path(), SourceForm.encoded(typed)).body())
        .contains(
            "Would be taken: 4", "Story number 4", "Would not be taken: 1", "It is no article")
        .contains("It links to 9 pages of its own site; 5 were read for this.");
    assertThat(portal.requests("/story-5")).isEmpty();
    assertThat(articles()).isZero();
  }

  @Test
  void anArticleOfAnotherSourceWouldStayTheirs() {
    site.engine().articles().pollDue();
    assertThat(articles()).isEqualTo(2);
    assertThat(tried(editor)).contains("Would be taken: 2", "It is stored already.");

    Map<String, String> typed = SourceForm.of(admin.get("/desk/sources/new").body());
    typed.putAll(Map.of("slug", "copy", "name", "Copy", "owner", "copy", "step", "try"));
    typed.put("url", portal.address("/feed?copy").toString());
    portal.page("/feed?copy", "application/rss+xml", FEED);
    assertThat(admin.act("/desk/sources/new", SourceForm.encoded(typed)).body())
        .contains("Would be taken: 0", "Would not be taken: 3")
        .contains("It is an article of another source already, and stays so: courier.");
  }

  @Test
  void aThirdTrialAtOneTimeIsToldToWaitAndLosesNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch enough = new CountDownLatch(1);
    portal.on(
        "/feed",
        exchange -> {
          begun.countDown();
          awaited(enough);
          exchange.sendResponseHeaders(404, -1);
        });
    String csrf = admin.csrf();
    List<CompletableFuture<HttpResponse<String>>> two = List.of(slow(csrf), slow(csrf));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    Map<String, String> typed = SourceForm.of(admin.get(path()).body());
    typed.putAll(Map.of("owner", "Typed and kept", "step", "try"));
    HttpResponse<String> third = admin.act(path(), SourceForm.encoded(typed));
    enough.countDown();

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.body()).contains("Wait a moment", "value=\"Typed and kept\"");
    for (CompletableFuture<HttpResponse<String>> each : two) {
      assertThat(each.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    portal.page("/feed", "application/rss+xml", FEED);
    assertThat(tried(editor)).as("there is room again").contains("Would be taken: 2");
  }

  @Test
  void aTrialEndsByItself() {
    site.start(Map.of("fetch.allow-private", "true", "fetch.timeout", "1s"));
    editor = DeskBrowser.signedIn(site, "another@news.example", Role.EDITOR);
    portal.on("/feed", exchange -> awaited(new CountDownLatch(1)));

    assertThat(tried(editor)).contains("The answer was not complete within");
  }

  private CompletableFuture<HttpResponse<String>> slow(String csrf) {
    return CompletableFuture.supplyAsync(() -> admin.post(path() + "/try", "csrf=" + csrf));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String tried(DeskBrowser browser) {
    return browser.act(path() + "/try", "").body();
  }

  private int articles() {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle.createQuery("SELECT count(*) FROM article").mapTo(Integer.class).one());
  }

  private String path() {
    return "/desk/sources/" + courier;
  }
}
