package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.Newsletter;
import org.paperround.staff.Role;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.Axe;
import org.paperround.testing.Browser;
import org.paperround.testing.NewsletterFixture;
import org.paperround.web.desk.DeskRoute;

/// Every page of the desk, with as much on it as there can be, keeps what axe-core knows of WCAG
/// 2.2 AA, by day and night, on a wide screen and on a phone, where nothing is wider than the
/// window.
class DeskAxeTest {
  /// Mails, which `lint` and the judges look at, and a stream.
  private static final Set<String> NO_PAGES =
      Set.of(
          "/desk/editions/{id}/mail",
          "/desk/newsletters/{slug}/mail",
          "/desk/editions/{id}/live",
          "/desk/readers/{id}/mails/{edition}/html");

  @RegisterExtension static final Browser browser = new Browser();
  @RegisterExtension final Site site = new Site();

  private EditionId sent;
  private EditionId open;
  private StoryId lead;
  private StoryId ferry;
  private EditionId letter;
  private SubscriberId reader;
  private DeskBrowser admin;
  private DeskBrowser viewer;

  /// Somebody who has asked for a link.
  private DeskBrowser nobody;

  @BeforeEach
  void desk() {
    // A browser takes secure cookies over https alone.
    site.start(
        Map.of(
            "desk.secure-cookies",
            "false",
            // a provider that is away
            "desk.oidc.issuer",
            "http://localhost:1",
            "desk.oidc.client-id",
            "paperround",
            "desk.oidc.client-secret",
            "between us"));
    admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    viewer = DeskBrowser.signedIn(site, "viewer@news.example", Role.VIEWER);
    site.engine()
        .newsletters()
        .define(
            NewsletterFixture.BRIEFING
                .build()
                .alerting("breaking", "Breaking", "What cannot wait."));
    ferry =
        new DeskStories(site).reported("The ferry is late", List.of("The Courier", "Evening Post"));
    Edition first = site.edition("collecting");
    lead = front(first.id()).getFirst().story();
    sent = first.id();
    openAnother();
    sendFirst();
  }

  private void openAnother() {
    Newsletter briefing = site.engine().newsletters().get(Site.BRIEFING);
    open = site.engine().editions().build(briefing, Site.NOW.plus(Duration.ofHours(20))).id();
    List<Card> front = front(open);
    admin.act(path(open, front.getLast().story(), "/must-read"), "");
    admin.act(path(open, front.get(1).story(), "/drop"), "");
    admin.act(edition(open) + "/words", "subject=One+subject&subject=Another&preheader=Before");
  }

  private void sendFirst() {
    DeskLedger ledger = new DeskLedger(site);
    for (int i = 0; i < 24; i++) {
      reader = site.reader("reader" + i);
      ledger.consents(reader);
    }
    List<Card> front = front(sent);
    ledger.send(sent, front.stream().map(Card::ordinal).limit(2).toList());
    admin.act(path(sent, front.getFirst().story(), "/correct"), "subject=Correction&text=Sorry.");
    letter = site.engine().editions().letters(Site.BRIEFING, 1).getFirst().id();
    admin.act(edition(open) + "/dry-run", "");
    site.engine().dryRuns().runNext();
  }

  /// Of each page of the desk, the addresses under which it is looked at.
  private Map<String, List<String>> visits() {
    String story = "/desk/editions/{id}/stories/{story}";
    long outlets = new DeskStories(site).article(ferry, "Evening Post");
    Map<String, List<String>> visits = new LinkedHashMap<>();
    visits.put("/desk/sign-in", List.of("/desk/sign-in"));
    visits.put("/desk/sign-in/sent", List.of("/desk/sign-in/sent"));
    visits.put("/desk/sign-in/oidc", List.of("/desk/sign-in/oidc"));
    visits.put("/desk/sign-in/oidc/return", List.of("/desk/sign-in/oidc/return"));
    visits.put("/desk/sign-in/{token}", List.of(nobody.link(), "/desk/sign-in/unknown"));
    visits.put("/desk", List.of("/desk"));
    visits.put(
        "/desk/editions/{id}",
        List.of(edition(open) + "?done=" + revision(), edition(sent), edition(letter)));
    visits.put(story, List.of(path(open, ferry, ""), path(sent, lead, "")));
    visits.put(
        story + "/merge",
        List.of(
            path(open, ferry, "/merge"),
            path(open, ferry, "/merge?q=nothing&with=0"),
            path(open, ferry, "/merge?with=" + lead)));
    visits.put(
        story + "/split",
        List.of(
            path(open, ferry, "/split?step=ask"), path(open, ferry, "/split?article=" + outlets)));
    for (String act : List.of("/retract", "/alert")) {
      visits.put(story + act, List.of(path(open, ferry, act)));
    }
    visits.put(
        story + "/correct", List.of(path(open, lead, "/correct"), path(sent, lead, "/correct")));
    for (String act : List.of("/approve", "/stop", "/resume", "/check")) {
      visits.put("/desk/editions/{id}" + act, List.of(edition(open) + act));
    }
    visits.put(
        "/desk/editions/{id}/preview",
        List.of(edition(open) + "/preview", edition(open) + "/preview?reader=nobody"));
    for (String act : List.of("/dry-run", "/report")) {
      visits.put("/desk/editions/{id}" + act, List.of(edition(open) + act, edition(sent) + act));
    }
    visits.putAll(visitsBesideEditions());
    return visits;
  }

  private Map<String, List<String>> visitsBesideEditions() {
    Map<String, List<String>> visits = new LinkedHashMap<>();
    visits.put("/desk/sessions", List.of("/desk/sessions"));
    visits.put("/desk/newsletters", List.of("/desk/newsletters"));
    visits.put(
        "/desk/newsletters/{slug}",
        List.of("/desk/newsletters/briefing?saved=1", "/desk/newsletters/breaking"));
    visits.put(
        "/desk/new-newsletter", List.of("/desk/new-newsletter", "/desk/new-newsletter?kind=alert"));
    visits.put("/desk/sources", List.of("/desk/sources", "/desk/sources?find=nothing"));
    visits.put("/desk/sources/new", List.of("/desk/sources/new"));
    visits.put("/desk/sources/{id}", List.of("/desk/sources/" + source()));
    visits.put("/desk/readers", List.of("/desk/readers", "/desk/readers?q=reader"));
    visits.put("/desk/readers/{id}", List.of("/desk/readers/" + reader));
    for (String act : List.of("/suppress", "/export", "/erase")) {
      visits.put("/desk/readers/{id}" + act, List.of("/desk/readers/" + reader + act));
    }
    visits.put(
        "/desk/readers/{id}/mails/{edition}",
        List.of("/desk/readers/" + reader + "/mails/" + sent));
    visits.put(
        "/desk/readers/{id}/mails/{edition}/resend",
        List.of("/desk/readers/" + reader + "/mails/" + sent + "/resend"));
    visits.put("/desk/staff", List.of("/desk/staff"));
    visits.put("/desk/audit", List.of("/desk/audit", "/desk/audit?subject=nothing"));
    return visits;
  }

  @Test
  void everyPageIsVisitedByDayAndNightOnAWideScreenAndAPhone() {
    nobody = new DeskBrowser(site);
    nobody.ask("admin@news.example");
    Map<String, List<String>> visits = visits();
    Set<String> pages =
        site.engine().web().desk().routes().stream()
            .filter(route -> route.method().name().equals("GET"))
            .map(DeskRoute::path)
            .filter(path -> !NO_PAGES.contains(path))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(visits.keySet()).as("a page without a visit").containsAll(pages);

    Axe axe = new Axe(browser);
    browser.open("http://127.0.0.1:" + site.port() + "/desk/sign-in"); // cookies are a page's
    List<String> wrong = new ArrayList<>();
    visits.forEach((page, paths) -> {
      be(page.startsWith("/desk/sign-in") ? nobody : admin);
      paths.forEach(path -> look(axe, path, wrong));
    });
    be(viewer);
    List.of(path(open, ferry, ""), edition(open), "/desk/staff", "/desk/editions/999")
        .forEach(path -> look(axe, path, wrong));

    assertThat(String.join("\n", wrong)).isEmpty();
  }

  /// The browser is theirs from here on.
  private void be(DeskBrowser somebody) {
    browser.driver().manage().deleteAllCookies();
    somebody.in(browser);
  }

  private void look(Axe axe, String path, List<String> wrong) {
    browser.open("http://127.0.0.1:" + site.port() + path);
    if (!browser.path().equals(path)) {
      wrong.add(path + " leads to " + browser.path());
    }
    for (int width : List.of(1400, 360)) {
      browser.width(width);
      browser.dark(false);
      String where = path + ", " + width;
      axe.violations().forEach(violation -> wrong.add(where + ": " + violation));
      // By night nothing is other than colours.
      browser.dark(true);
      axe.violationsOfColour().forEach(violation -> wrong.add(where + ", dark: " + violation));
      if (browser.scrollsSideways()) {
        wrong.add(path + " is wider than " + width);
      }
    }
  }

  private long source() {
    return new DeskLedger(site).count("SELECT min(id) FROM source");
  }

  private int revision() {
    return site.engine().editions().find(open).orElseThrow().revision();
  }

  private List<Card> front(EditionId edition) {
    return site.engine().editions().pool(edition).frontPage();
  }

  private static String edition(EditionId edition) {
    return "/desk/editions/" + edition;
  }

  private static String path(EditionId edition, StoryId story, String rest) {
    return edition(edition) + "/stories/" + story + rest;
  }
}
