package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Theme;
import org.paperround.staff.AuditEntry;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;

/// Admins make and change newsletters at the desk.
class DeskNewslettersTest {
  private static final String HOSTILE = "\"><script>alert(1)</script>";
  private static final Pattern FIELD =
      Pattern.compile("<input type=\"(?:text|time)\" id=\"([a-z-]+)\"[^>]*? value=\"([^\"]*)\"");

  @RegisterExtension final Site site = new Site();

  private DeskBrowser admin;
  private Newsletter briefing;

  @BeforeEach
  void desk() {
    admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    briefing = site.engine().newsletters().all().getFirst();
  }

  @Test
  void theListSaysWhenEachComesAndLeadsToIt() {
    assertThat(admin.get("/desk/newsletters").body())
        .contains(briefing.name())
        .contains("/desk/newsletters/" + briefing.slug())
        .contains("every day at");
  }

  @Test
  void aFormThatIsSentBackAsItWasChangesNothing() {
    HttpResponse<String> saved = post(fields());

    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(now()).isEqualTo(briefing);
    assertThat(audited()).isEmpty();
  }

  @Test
  void aChangeIsShownBeforeItIsSavedAndIsInTheAuditLog() {
    Map<String, String> fields = fields();
    fields.put("time", "06:30");
    fields.put("approval", "two-people");
    fields.put("step", "look");

    assertThat(post(fields).body())
        .contains("What changes", "06:30", "two-people")
        .contains("at 06:30");
    assertThat(now()).as("only looked at").isEqualTo(briefing);

    fields.put("step", "save");
    assertThat(post(fields).statusCode()).isEqualTo(303);

    assertThat(now().sendTime()).isEqualTo(LocalTime.of(6, 30));
    assertThat(now().approval()).isEqualTo(Newsletter.Approval.TWO_PEOPLE);
    AuditEntry entry = audited().getFirst();
    assertThat(entry.actor()).isEqualTo("admin@news.example");
    assertThat(entry.toString()).contains("06:30", "two-people", "automatic");
  }

  @Test
  void thePageShowsItsMailAlsoWithChangesThatAreNotSaved() {
    assertThat(admin.get(path()).body()).as("no edition yet").doesNotContain("<iframe");
    site.edition("collecting");
    String present = admin.get(frame(admin.get(path()))).body();
    assertThat(present).contains("Rail talks resume", briefing.portalName(), "Good morning");

    Map<String, String> fields = fields();
    fields.putAll(Map.of("theme", "harbour", "locale", "de", "portal", "Die <Post>"));
    fields.put("step", "look");
    String changed = admin.get(frame(post(fields))).body();

    assertThat(changed)
        .contains("Rail talks resume", "Die &lt;Post&gt;", "Guten Morgen", "#0a6b58");
    assertThat(changed).doesNotContain("Good morning", "<Post>");
    assertThat(now()).isEqualTo(briefing);
    assertThat(admin.get(path() + "/mail?time=19:00").body()).contains("Good evening");
    fields.put("portal", "");
    assertThat(frame(post(fields))).as("what cannot be saved").isEqualTo(path() + "/mail");
    for (String wrong : List.of("theme=nowhere", "time=25:99", "theme=..%2F..", "slots=0")) {
      HttpResponse<String> mail = admin.get(path() + "/mail?" + wrong);
      assertThat(mail.statusCode()).as(wrong).isEqualTo(200);
      assertThat(mail.body()).as(wrong).contains("A new reader gets no mail").hasSizeLessThan(200);
    }
    assertThat(admin.get("/desk/newsletters/none/mail").statusCode()).isEqualTo(404);
  }

  /// Where the frame of a page leads.
  private static String frame(HttpResponse<String> page) {
    return Jsoup.parse(page.body()).select("iframe").attr("src");
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotUndoneUnseen() {
    Map<String, String> mine = fields();
    mine.put("version", version(admin.get(path())));
    Map<String, String> theirs = fields();
    theirs.put("max-stories", "11");
    assertThat(post(theirs).statusCode()).isEqualTo(303);
    mine.put("sender-name", "The night desk");

    HttpResponse<String> refused = post(mine);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("somebody else has changed this newsletter", "What changes", "The night desk");
    assertThat(now().maxStories()).isEqualTo(11);
    mine.put("version", version(refused));
    assertThat(post(mine).statusCode()).as("seen, and saved all the same").isEqualTo(303);
    assertThat(now().senderName()).isEqualTo("The night desk");
  }

  @ParameterizedTest
  @CsvSource({
    "name, '', must be one line",
    "portal-url, nowhere, must be absolute",
    "time, 25:99, A time looks like 06:00.",
    "zone, Nowhere/City, A zone is a region",
    "zone, GMT+1, must be a region",
    "slots, many, This is a whole number.",
    "slots, 90, must be between 1 and 12",
    "min-stories, 99, must be between",
    "late-hours, 999, must lie between zero and seven days",
    "late-hours, x, This is a number of hours.",
    "sender, nobody, does not look like name@domain",
    "postal-address, '', a postal address is missing",
    "ask-after-days, 5, must be between 30 and 365",
    "approval, somehow, Choose one of those there are.",
    "theme, nowhere, The theme is broken",
    "days, '', needs at least one send day",
  })
  void whatIsWrongIsSaidBesideItsFieldAndNothingTypedIsLost(
      String field, String value, String said) {
    Map<String, String> fields = fields();
    fields.put(field, value);
    fields.put("description", "Typed at length & kept");

    HttpResponse<String> answer = post(fields);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .containsIgnoringCase(said)
        .contains("id=\"" + field + "-error\"")
        .contains("Typed at length &amp; kept")
        .contains("Nothing was saved");
    assertThat(now()).isEqualTo(briefing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name", "description", "portal", "zone", "sender", "postal-address", "theme"})
  void whatIsTypedIsTextAndNothingElse(String field) {
    Map<String, String> fields = fields();
    fields.put(field, HOSTILE);
    fields.put("step", "look");

    assertThat(post(fields).body()).doesNotContain("<script>alert");
  }

  @Test
  void aNewOneIsMadeLikeTheFirst() {
    assertThat(admin.get("/desk/new-newsletter").body()).contains("New digest", "Make it");
    Map<String, String> fields = fields();
    fields.put("slug", "evening");
    fields.put("name", "Evening");
    fields.put("time", "17:00");
    fields.put("days", "monday,friday");

    HttpResponse<String> made = admin.act("/desk/new-newsletter", form(fields));

    assertThat(made.headers().firstValue("Location")).contains("/desk/newsletters/evening?saved=1");
    Newsletter evening = site.engine().newsletters().bySlug("evening").orElseThrow();
    assertThat(evening.sendDays()).hasSize(2);
    assertThat(admin.get("/desk/newsletters/evening").body())
        .contains("on Mondays and Fridays at 17:00");
    assertThat(admin.act("/desk/new-newsletter", form(fields)).body())
        .contains("There is a newsletter of this short name already.");
  }

  @Test
  void alertsAreMadeWithTheirOwnFields() {
    String page = admin.get("/desk/new-newsletter?kind=alert").body();
    assertThat(page)
        .contains("alerts-a-day")
        .doesNotContain("id=\"time\"", "two people; else it is not sent");
    Map<String, String> fields = fields(page);
    fields.put("kind", "alert");
    fields.put("slug", "breaking");
    fields.put("name", "Breaking");
    fields.put("approval", "required");
    fields.put("alerts-a-day", "2");
    fields.put("theme", "courier");
    fields.put("locale", "en");
    fields.put("uncertain", "resend");
    fields.put("active", "yes");

    HttpResponse<String> made = admin.act("/desk/new-newsletter", form(fields));

    assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
    Newsletter breaking = site.engine().newsletters().bySlug("breaking").orElseThrow();
    assertThat(breaking.kind()).isEqualTo(Newsletter.Kind.ALERT);
    assertThat(breaking.alerts().perDay()).isEqualTo(2);
    assertThat(breaking.approval()).isEqualTo(Newsletter.Approval.REQUIRED);
  }

  @Test
  void othersLookAndChangeNothing() {
    DeskBrowser publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);

    assertThat(publisher.get(path()).body()).contains("disabled").doesNotContain("value=\"save\"");
    assertThat(publisher.act(path(), form(fields())).statusCode()).isEqualTo(403);
    assertThat(publisher.get("/desk/new-newsletter").statusCode()).isEqualTo(403);
  }

  @Test
  void everyBuiltInThemeCanBeChosen() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("templates/themes"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Theme.BUILT_IN);
    }
    assertThat(admin.get(path()).body())
        .contains(Theme.BUILT_IN.stream().map(theme -> "value=\"" + theme + "\"").toList());
  }

  /// What the page's form would send unchanged.
  private Map<String, String> fields() {
    Map<String, String> fields = fields(admin.get(path()).body());
    fields.put(
        "days",
        briefing.sendDays().stream()
            .map(day -> day.name().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(",")));
    fields.put("theme", briefing.look());
    fields.put("locale", briefing.locale().getLanguage());
    fields.put("approval", "automatic");
    fields.put("uncertain", briefing.uncertain().name().toLowerCase(java.util.Locale.ROOT));
    fields.put("active", "yes");
    fields.put("welcome-edition", briefing.welcomeEdition() ? "yes" : "");
    fields.put("archive", briefing.archive() ? "yes" : "");
    fields.put("goodbye", briefing.goodbye() ? "yes" : "");
    return fields;
  }

  private static Map<String, String> fields(String page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(page);
    while (field.find()) {
      fields.put(field.group(1), org.jsoup.parser.Parser.unescapeEntities(field.group(2), true));
    }
    return fields;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .filter(field ->
            !field.getValue().isEmpty()
                || !List.of("active", "archive", "goodbye", "welcome-edition", "days")
                    .contains(field.getKey()))
        .flatMap(field ->
            (field.getKey().equals("days")
                    ? Stream.of(field.getValue().split(","))
                    : Stream.of(field.getValue()))
                .map(value -> field.getKey() + "=" + DeskBrowser.encoded(value)))
        .collect(Collectors.joining("&"));
  }

  private static String version(HttpResponse<String> page) {
    return Jsoup.parse(page.body()).select("[name=version]").attr("value");
  }

  private HttpResponse<String> post(Map<String, String> fields) {
    return admin.act(path(), form(fields));
  }

  private Newsletter now() {
    return site.engine().newsletters().get(briefing.id());
  }

  private List<AuditEntry> audited() {
    return site.audited(new Audited.Of("newsletter " + briefing.slug()), 9);
  }

  private String path() {
    return "/desk/newsletters/" + briefing.slug();
  }
}
