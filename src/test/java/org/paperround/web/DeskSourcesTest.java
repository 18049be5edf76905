package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceHealth;
import org.paperround.article.SourceId;
import org.paperround.staff.AuditEntry;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;
import org.paperround.testing.StoryFixture;

/// Sources at the desk: seen by editors, made, changed and paused by admins.
class DeskSourcesTest {
  private static final String HOSTILE = "\"><script>alert(1)</script>";

  @RegisterExtension final Site site = new Site();

  private DeskBrowser admin;
  private long courier;

  @BeforeEach
  void desk() {
    admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    courier = define("courier", "The Courier", "https://courier.example/feed");
  }

  @Test
  void theListSaysHowEachDoesThoseThatFailFirst() {
    define("aardvark", "Aardvark", "https://aardvark.example/feed");
    fail("courier", "The server answered 404: there is nothing at this address.");
    StoryFixture stories = new StoryFixture(site.database.get());
    for (int day = 0; day < 7; day++) {
      stories.own("News of day " + day, "politics", Site.NOW.minus(Duration.ofDays(day)));
    }
    // The fixture's Courier is another source, the-courier.
    String page = admin.get("/desk/sources").body();

    assertThat(page)
        .contains("3 sources. One fails, and comes first; none is paused.")
        .contains("Fails since", "there is nothing at this address")
        .containsPattern("<td>1</td>\\s*<td>1</td>");
    assertThat(page.indexOf("/desk/sources/" + courier)).isBetween(0, page.indexOf("Aardvark"));
    assertThat(admin.get("/desk/sources?show=failing").body())
        .contains("there is nothing")
        .doesNotContain("Aardvark");
    assertThat(admin.get("/desk/sources?find=AARD").body())
        .contains("Aardvark")
        .doesNotContain("there is nothing");
    assertThat(admin.get("/desk/sources?find=" + DeskBrowser.encoded(HOSTILE)).body())
        .contains("None is like that")
        .doesNotContain("<script>alert");
  }

  @Test
  void hundredsOfSourcesAreOnPagesOfAHundred() {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                """
                INSERT INTO source (slug, name, owner, url)
                SELECT 'made-' || n, 'Made ' || n, 'made', 'https://made.example/' || n
                FROM generate_series(100, 349) n
                """));
    String second = admin.get("/desk/sources?page=2").body();

    assertThat(second).contains("Page 2 of 3", "Made 200", "page=1", "page=3");
    assertThat(second).doesNotContain("Made 150<");
    assertThat(admin.get("/desk/sources?page=99").body()).contains("Page 3 of 3", "The Courier");
  }

  @Test
  void aFormThatIsSentBackAsItWasChangesNothing() {
    SourceHealth before = source();

    assertThat(post(fields()).statusCode()).isEqualTo(303);
    assertThat(source()).isEqualTo(before);
    assertThat(audited()).isEmpty();
  }

  @Test
  void aChangeIsShownBeforeItIsSavedAndIsInTheAuditLog() {
    Map<String, String> fields = fields();
    fields.put("weight", "0.5");
    fields.put("section-map", "UK Politics=politics\r\narts=culture");
    fields.put("step", "look");

    assertThat(post(fields).body())
        .contains("What changes", "<td>1</td><td>0.5</td>", "uk-politics=politics");
    assertThat(source().weight()).as("only looked at").isEqualTo(1);

    fields.put("step", "save");
    assertThat(post(fields).statusCode()).isEqualTo(303);

    assertThat(source().weight()).isEqualTo(0.5);
    assertThat(source().settings().sectionMap())
        .containsExactly("arts=culture", "uk-politics=politics");
    AuditEntry entry = audited().getFirst();
    assertThat(entry.actor()).isEqualTo("admin@news.example");
    assertThat(entry.action()).isEqualTo("changed a source");
    assertThat(entry.before()).contains("\"weight\": \"1\"").doesNotContain("courier.example");
    assertThat(entry.after()).contains("\"weight\": \"0.5\"", "arts=culture");
  }

  @ParameterizedTest
  @CsvSource({
    "name, '', The name is missing.",
    "url, file:///etc/passwd, must begin with http",
    "url, https://wire.example/feed, Another source has this address.",
    "interval, often, The interval is written 90s",
    "weight, 7, 'is not in (0, 1]'",
    "section-map, politics, must be written uk-politics=politics",
    "links, a, a page that lists articles",
    "body, 'a[', The selector for the main text",
  })
  void whatIsWrongIsSaidBesideItsFieldAndNothingTypedIsLost(
      String field, String value, String said) {
    define("wire", "Wire", "https://wire.example/feed");
    SourceHealth before = source();
    Map<String, String> fields = fields();
    fields.put("owner", "Typed at length & kept");
    fields.put("why-it-matters", ".kept");
    fields.put(field, value);

    HttpResponse<String> answer = post(fields);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains(said, "id=\"" + field + "-error\"", "Nothing was saved")
        .contains("Typed at length &amp; kept", "value=\".kept\"");
    assertThat(source()).isEqualTo(before);
    assertThat(audited()).isEmpty();
  }

  @Test
  void aSaveOnTopOfSomebodyElsesChangeIsRefusedAndNothingTypedIsLost() {
    Map<String, String> mine = fields();
    Map<String, String> theirs = fields();
    theirs.put("weight", "0.5");
    assertThat(post(theirs).statusCode()).isEqualTo(303);

    mine.put("owner", "A new owner");
    HttpResponse<String> refused = post(mine);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("Somebody else changed this source since you opened it")
        .contains("value=\"A new owner\"")
        .as("what saving would undo of theirs")
        .contains("<td>0.5</td><td>1</td>");
    assertThat(source().owner()).isEqualTo("courier");
    mine.put("step", "look");
    assertThat(post(mine).statusCode()).isEqualTo(409);

    Map<String, String> seen = SourceForm.of(refused.body());
    assertThat(post(seen).statusCode()).as("having seen that").isEqualTo(303);
    assertThat(source().owner()).isEqualTo("A new owner");
    assertThat(source().weight()).isEqualTo(1);
  }

  @Test
  void whatTheShellChangedMeanwhileIsSeenToo() {
    Map<String, String> mine = fields();
    site.engine()
        .articles()
        .define(
            new SourceDefinition(
                "courier", "Courier", "courier", source().url(), false, 1, "news"));

    assertThat(post(mine).statusCode()).isEqualTo(409);
    assertThat(source().name()).isEqualTo("Courier");
  }

  @Test
  void aNewOneIsMade() {
    Map<String, String> fields = SourceForm.of(admin.get("/desk/sources/new").body());
    fields.putAll(Map.of("slug", "town", "name", "Town News", "owner", "town", "kind", "page"));
    fields.putAll(Map.of("url", "https://town.example/news", "links", ".headline a"));

    HttpResponse<String> made = admin.act("/desk/sources/new", SourceForm.encoded(fields));

    assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
    String path = made.headers().firstValue("Location").orElseThrow();
    assertThat(admin.get(path).body())
        .contains("It is saved.", "Town News", "It is read every 5 minutes, and was not read yet.");
    assertThat(audited("town").getFirst().action()).isEqualTo("made a source");
    assertThat(audited("town").getFirst().after()).contains(".headline a");
    HttpResponse<String> again = admin.act("/desk/sources/new", SourceForm.encoded(fields));
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("There is a source of this short name already.");
  }

  @Test
  void aSourceIsPausedAndReadAgainAndAChangeLeavesItPaused() {
    assertThat(admin.act(path() + "/pause", "").statusCode()).isEqualTo(303);
    assertThat(source().active()).isFalse();
    assertThat(admin.get(path()).body()).contains("It is paused", "/resume");
    assertThat(admin.get("/desk/sources?show=paused").body()).contains("The Courier", "Paused");

    Map<String, String> fields = fields();
    fields.put("owner", "somebody");
    assertThat(post(fields).statusCode()).isEqualTo(303);
    assertThat(source().active()).isFalse();
    assertThat(admin.act(path() + "/pause", "").statusCode()).as("again").isEqualTo(303);

    assertThat(admin.act(path() + "/resume", "").statusCode()).isEqualTo(303);
    assertThat(source().active()).isTrue();
    assertThat(audited())
        .extracting(AuditEntry::action)
        .containsExactly("resumed a source", "changed a source", "paused a source");
  }

  @Test
  void editorsLookAndChangeNothing() {
    DeskBrowser editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);

    assertThat(editor.get("/desk/sources").body()).doesNotContain("New source");
    assertThat(editor.get(path()).body())
        .contains("disabled", "Try now")
        .doesNotContain("value=\"save\"", "/pause", "Try what is typed");
    for (String act : List.of("", "/pause", "/resume")) {
      assertThat(editor.act(path() + act, SourceForm.encoded(fields())).statusCode())
          .isEqualTo(403);
    }
    assertThat(editor.get("/desk/sources/new").statusCode()).isEqualTo(403);
    assertThat(source().active()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "owner", "url", "section", "section-map", "links", "body"})
  void whatIsTypedIsTextAndNothingElse(String field) {
    Map<String, String> fields = fields();
    fields.put(field, HOSTILE);
    fields.put("step", "look");

    assertThat(post(fields).body()).contains("&lt;script&gt;").doesNotContain("<script>alert");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (String id : List.of("999", "0", "-1", "x", "99999999999999999999")) {
      assertThat(admin.get("/desk/sources/" + id).statusCode()).as(id).isEqualTo(404);
      assertThat(admin.act("/desk/sources/" + id + "/try", "").statusCode()).isEqualTo(404);
    }
  }

  private long define(String slug, String name, String url) {
    return site.engine()
        .articles()
        .define(new SourceDefinition(slug, name, slug, url, false, 1, "news"))
        .value();
  }

  private void fail(String slug, String reason) {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                """
                UPDATE source SET failing_since = now(), last_fetched_at = now(),
                  failure_reason = ?, consecutive_failures = 3 WHERE slug = ?
                """,
                reason,
                slug));
  }

  private SourceHealth source() {
    return site.engine().articles().sourceDesk().find(new SourceId(courier)).orElseThrow();
  }

  private Map<String, String> fields() {
    return SourceForm.of(admin.get(path()).body());
  }

  private HttpResponse<String> post(Map<String, String> fields) {
    return admin.act(path(), SourceForm.encoded(fields));
  }

  private List<AuditEntry> audited() {
    return audited("courier");
  }

  private List<AuditEntry> audited(String slug) {
    return site.audited(new Audited.Of("source " + slug), 9);
  }

  private String path() {
    return "/desk/sources/" + courier;
  }
}
