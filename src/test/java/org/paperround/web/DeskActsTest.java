package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.SourceDefinition;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.staff.Role;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.web.desk.DeskRoute;

/// Nothing is done at the desk that nobody is named for, and nobody is named for what was not done:
/// each act is tried with a log that takes no entry, and once more with one that does
/// (docs/adr/0031).
class DeskActsTest {
  private static final String AUDIT = "staff_audit";
  private static final String DIARY = "edition_revision";
  private static final String ADDRESS = "anna@reader.example";
  private static final String STORY = "/desk/editions/{id}/stories/{story}";

  /// They sign somebody in, or change nothing that anybody has to be named for.
  private static final Set<String> NOT_AUDITED =
      Set.of(
          "/desk/sign-in",
          "/desk/sign-in/{token}",
          "/desk/sources/{id}/try",
          "/desk/editions/{id}/dry-run",
          "/desk/editions/{id}/dry-run/cancel");

  @RegisterExtension final Site site = new Site();

  private final Map<String, Act> acts = new LinkedHashMap<>();
  private DeskBrowser admin;
  private Edition sent;
  private EditionId open;
  private StoryId ferry;
  private StoryId lead;
  private SubscriberId anna;
  private long courier;

  /// What a form of the desk sends, and the table in which whoever sends it is named; what is done
  /// to an edition stands in the audit log besides.
  private record Act(DeskBrowser by, String actor, String log, String path, Supplier<String> form) {
    private List<String> logs() {
      return log.equals(AUDIT) ? List.of(AUDIT) : List.of(log, AUDIT);
    }
  }

  @BeforeEach
  void desk() {
    admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    Newsletter briefing = NewsletterFixture.BRIEFING.build();
    site.engine().newsletters().define(briefing.alerting("breaking", "Breaking", "Cannot wait."));
    ferry =
        new DeskStories(site).reported("The ferry is late", List.of("The Courier", "Evening Post"));
    courier = source();
    anna = site.reader("anna");
    Edition first = site.edition("collecting");
    DeskLedger ledger = new DeskLedger(site);
    ledger.consents(anna);
    open = site.engine().editions().build(offer(), Site.NOW.plus(Duration.ofHours(20))).id();
    sent = ledger.composed(first, front(first.id()).subList(0, 2), "front", "top");
    lead = front(sent.id()).getFirst().story();
  }

  @Test
  void anActAndItsEntryAreBothThereOrNeitherIs() {
    onStories();
    onEditions();
    onNewslettersAndSources();
    onReaders();
    onStaff();
    assertThat(Stream.concat(acts.keySet().stream(), NOT_AUDITED.stream()))
        .as("every act of the desk is tried here, or said to change nothing")
        .containsExactlyInAnyOrderElementsOf(routes());

    acts.forEach((route, act) -> {
      String form = act.form().get();
      String before = state();
      act.logs().forEach(log -> refused(route, act, form, log));

      List<Long> entries = entries(act);
      HttpResponse<String> done = act.by().act(act.path(), form);
      assertThat(done.statusCode()).as("%s: %s", route, done.body()).isIn(200, 303);
      List<Long> since = entries(act);
      for (int log = 0; log < since.size(); log++) {
        assertThat(since.get(log)).as(route).isGreaterThan(entries.get(log));
      }
      assertThat(state()).as(route).isNotEqualTo(before);
    });
  }

  private void refused(String route, Act act, String form, String log) {
    String before = state();
    refuse(log, true);
    HttpResponse<String> refused = act.by().act(act.path(), form);
    refuse(log, false);

    assertThat(refused.statusCode()).as(route).isEqualTo(500);
    assertThat(refused.body())
        .as(route)
        .contains(log.equals(AUDIT) ? "Nothing was changed" : "Most likely nothing was");
    assertThat(typed(refused.body(), act.path())).as(route).isEqualTo(fields(form));
    assertThat(state()).as(route).isEqualTo(before);
  }

  private void onStories() {
    // While nothing in it was taken back.
    act("/desk/readers/{id}/mails/{edition}/resend", AUDIT, () -> "");
    long post = new DeskStories(site).article(ferry, "Evening Post");
    act(STORY + "/split", AUDIT, () -> "article=" + post);
    act(STORY + "/merge", AUDIT, () -> "with=" + count("SELECT max(id) FROM story"));
    act(STORY + "/pin", DIARY, () -> "");
    act(STORY + "/unpin", DIARY, () -> "");
    act(STORY + "/must-read", DIARY, () -> "");
    act(STORY + "/place", DIARY, () -> "position=2");
    act(STORY + "/drop", DIARY, () -> "");
    act(STORY + "/restore", DIARY, () -> "");
    act(STORY + "/words", DIARY, () -> "headline=Late+%26+slow&standfirst=");
    act("/desk/editions/{id}/undo", DIARY, () -> "revision=" + revision());
    act(STORY + "/alert", DIARY, () -> "newsletter=breaking&headline=The+ferry");
    act(STORY + "/retract", DIARY, () -> "");
    String correct = path(STORY + "/correct", sent.id(), lead);
    String letter = "subject=We+were+wrong&text=It+was+not+so%2C+%22we%22+say.";
    acts.put(STORY + "/correct", new Act(admin, name("admin"), DIARY, correct, () -> letter));
  }

  private void onEditions() {
    act("/desk/editions/{id}/words", DIARY, () -> "subject=One&subject=Two&preheader=Before");
    act("/desk/editions/{id}/intro", DIARY, () -> "intro=Read+this+first.%0A%0AThen+that.");
    act("/desk/editions/{id}/preview/send", AUDIT, () -> "to=self");
    act("/desk/editions/{id}/hold", DIARY, () -> "");
    act("/desk/editions/{id}/approve", DIARY, () -> "revision=" + revision());
    act("/desk/editions/{id}/stop", DIARY, () -> "");
    act("/desk/editions/{id}/resume", DIARY, () -> "");
  }

  private void onNewslettersAndSources() {
    String made = "/desk/new-newsletter";
    String evening = filled(made, "sender", "slug", "evening", "name", "Evening");
    act(
        "/desk/newsletters/{slug}",
        AUDIT,
        () -> filled("/desk/newsletters/" + offer().slug(), "sender", "name", "Changed <&> kept"));
    act(made, AUDIT, () -> evening + "&description=In+the+evening");
    String wire = "https://wire.example/feed";
    act(
        "/desk/sources/new",
        AUDIT,
        () ->
            filled(
                "/desk/sources/new",
                "interval",
                Map.of("slug", "wire", "name", "Wire", "url", wire, "owner", "wire")));
    act(
        "/desk/sources/{id}",
        AUDIT,
        () -> filled("/desk/sources/" + courier, "interval", "weight", "0.5"));
    act("/desk/sources/{id}/pause", AUDIT, () -> "");
    act("/desk/sources/{id}/resume", AUDIT, () -> "");
  }

  private void onReaders() {
    act("/desk/readers/{id}/export", AUDIT, () -> "");
    act("/desk/readers/{id}/suppress", AUDIT, () -> "reason=They+asked");
    act("/desk/readers/{id}/erase", AUDIT, () -> "reason=By+letter&address=" + ADDRESS);
  }

  private void onStaff() {
    DeskBrowser eve = DeskBrowser.signedIn(site, name("eve"), Role.EDITOR);
    act("/desk/staff", AUDIT, () -> "address=new%40news.example&name=New+One&role=editor");
    String member = "/desk/staff/" + member("eve");
    for (String act : List.of("/role", "/sign-out", "/deactivate")) {
      String form = act.equals("/role") ? "was=editor&role=publisher" : "";
      acts.put(
          "/desk/staff/{id}" + act, new Act(admin, name("admin"), AUDIT, member + act, () -> form));
    }
    assertThat(eve.get("/desk").statusCode()).isEqualTo(200);
    DeskBrowser bob = DeskBrowser.signedIn(site, name("bob"), Role.VIEWER);
    DeskBrowser other = DeskBrowser.signedIn(site, name("bob"), Role.VIEWER);
    long session = count("SELECT min(id) FROM staff_session WHERE member_id = " + member("bob"));
    String end = "/desk/sessions/" + session + "/end";
    acts.put("/desk/sessions/{id}/end", new Act(other, name("bob"), AUDIT, end, () -> ""));
    assertThat(bob.get("/desk").statusCode()).isEqualTo(200);
    acts.put("/desk/sign-out", new Act(other, name("bob"), AUDIT, "/desk/sign-out", () -> ""));
    DeskBrowser zoe = DeskBrowser.signedIn(site, name("zoe"), Role.VIEWER);
    String all = "/desk/sessions/end-all";
    acts.put(all, new Act(zoe, name("zoe"), AUDIT, all, () -> ""));
  }

  /// By the admin.
  private void act(String route, String log, Supplier<String> form) {
    String path = path(route, open, ferry);
    acts.put(route, new Act(admin, name("admin"), log, path, form));
  }

  @Test
  void whatIsOnlyLookedAtIsNotShownWhereNobodyCanBeNamed() {
    String reader = "/desk/readers/" + anna;
    String mail = reader + "/mails/" + sent.id();
    String preview = "/desk/editions/" + open;
    site.reader("ben"); // who had none of its stories yet
    String as = "?address=ben@reader.example";
    List<String> looks =
        List.of(
            reader,
            mail,
            mail + "/html",
            "/desk/readers?q=" + ADDRESS,
            preview + "/preview" + as,
            preview + "/mail" + as);
    looks.forEach(look -> assertThat(admin.get(look).statusCode()).as(look).isEqualTo(200));
    String before = state();

    refuse(AUDIT, true);

    for (String look : looks) {
      HttpResponse<String> answer = admin.get(look);
      assertThat(answer.statusCode()).as(look).isEqualTo(500);
      assertThat(answer.body()).as(look).doesNotContain("@reader.example", "Rail talks", "ferry");
    }
    HttpResponse<String> export = admin.act(reader + "/export", "");
    assertThat(export.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(export.body()).doesNotContain(ADDRESS, "consents");
    String tried = filled("/desk/sources/" + courier, "interval", "step", "try");
    assertThat(admin.act("/desk/sources/" + courier, tried).body())
        .contains("Nothing was changed")
        .doesNotContain("courier.example/feed did not");
    assertThat(state()).isEqualTo(before);
  }

  private static String name(String local) {
    return local + "@news.example";
  }

  private String path(String route, EditionId edition, StoryId story) {
    return route
        .replace("editions/{id}", "editions/" + edition)
        .replace("{story}", story.toString())
        .replace("{edition}", sent.id().toString())
        .replace("{slug}", offer().slug())
        .replace("sources/{id}", "sources/" + courier)
        .replace("readers/{id}", "readers/" + anna);
  }

  private List<String> routes() {
    return site.engine().web().desk().routes().stream()
        .filter(route -> route.method().name().equals("POST"))
        .map(DeskRoute::path)
        .toList();
  }

  /// From here on this table takes no row, or does again.
  private void refuse(String table, boolean refused) {
    site.database
        .get()
        .useTransaction(handle -> {
          handle.execute(
              """
              CREATE OR REPLACE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql
              AS $$ BEGIN RAISE EXCEPTION 'no entry today'; END $$
              """);
          handle.execute("DROP TRIGGER IF EXISTS refuse_entry ON " + table);
          if (refused) {
            handle.execute(
                "CREATE TRIGGER refuse_entry BEFORE INSERT ON "
                    + table
                    + " FOR EACH ROW EXECUTE FUNCTION refuse_entry()");
          }
        });
  }

  /// In each of the act's logs.
  private List<Long> entries(Act act) {
    return act.logs().stream()
        .map(log -> count("SELECT count(*) FROM " + log + " WHERE actor = '" + act.actor() + "'"))
        .toList();
  }

  private String state() {
    return DeskState.of(site) + "\n" + site.state();
  }

  /// What the form that is shown again would send, but for its token.
  private static List<String> typed(String page, String path) {
    FormElement form = (FormElement) Jsoup.parse(page).select("main form").first();
    assertThat(form).as(page).isNotNull();
    assertThat(form.attr("action")).isEqualTo(path);
    return form.formData().stream()
        .filter(field -> !field.key().equals("csrf"))
        .map(field -> field.key() + "=" + field.value())
        .sorted()
        .toList();
  }

  private static List<String> fields(String form) {
    return Stream.of(form.split("&"))
        .filter(field -> !field.isEmpty())
        .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
        .sorted()
        .toList();
  }

  private String filled(String page, String field, String... changes) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      changed.put(changes[i], changes[i + 1]);
    }
    return filled(page, field, changed);
  }

  /// What the form with this field on a page would send, with these changes.
  private String filled(String page, String field, Map<String, String> changes) {
    Element form =
        Jsoup.parse(admin.get(page).body()).select("form:has([name=" + field + "])").first();
    List<String> sent = new ArrayList<>();
    ((FormElement) form)
        .formData().stream()
            .filter(one -> !one.key().equals("csrf") && !changes.containsKey(one.key()))
            .forEach(one -> sent.add(one.key() + "=" + DeskBrowser.encoded(one.value())));
    changes.forEach((name, value) -> sent.add(name + "=" + DeskBrowser.encoded(value)));
    return sent.stream().collect(Collectors.joining("&"));
  }

  private Newsletter offer() {
    return site.engine().newsletters().get(Site.BRIEFING);
  }

  private List<Card> front(EditionId edition) {
    return site.engine().editions().pool(edition).frontPage();
  }

  private int revision() {
    return site.engine().editions().find(open).orElseThrow().revision();
  }

  private long source() {
    return site.engine()
        .articles()
        .define(
            new SourceDefinition(
                "courier-feed",
                "Courier",
                "courier",
                "https://courier.example/feed",
                false,
                1,
                "news"))
        .value();
  }

  private long member(String local) {
    return site.engine().staff().byAddress(EmailAddress.of(name(local))).orElseThrow().id().value();
  }

  private long count(String sql) {
    return site.database.number(sql);
  }
}
