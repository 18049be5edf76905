package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.staff.Role;
import org.paperround.web.desk.DeskRoute;

/// No page of the desk without a role: tries every one that is registered, as everybody.
class DeskRoutesTest {
  @RegisterExtension final Site site = new Site();

  private Edition edition;

  /// Pages of an edition and its stories are of this one; the first reader is in its audience.
  @BeforeEach
  void edition() {
    edition = site.edition("collecting");
    DeskLedger ledger = new DeskLedger(site);
    ledger.ofOneReader(site.reader("anna"), edition);
  }

  @Test
  void onlyThePagesThatSignInAreOpen() {
    assertThat(routes().stream().filter(route -> route.needed().isEmpty()))
        .extracting(DeskRoute::path)
        .containsOnly(
            "/desk/sign-in",
            "/desk/sign-in/oidc",
            "/desk/sign-in/oidc/return",
            "/desk/sign-in/sent",
            "/desk/sign-in/{token}");
    assertThat(routes()).hasSizeGreaterThan(12);
  }

  @Test
  void nobodyGetsInWithoutASession() {
    String before = staffState();
    DeskBrowser nobody = new DeskBrowser(site);
    DeskBrowser forged = new DeskBrowser(site);
    forged.cookies().put("__Secure-desk-session", "A".repeat(43));
    for (DeskBrowser browser : List.of(nobody, forged)) {
      for (DeskRoute route : guarded()) {
        HttpResponse<String> answer = browser.send(route.method().name(), path(route), "");
        if (route.method().name().equals("GET")) {
          assertThat(answer.statusCode()).as("%s", route).isEqualTo(303);
          assertThat(answer.headers().firstValue("Location").orElse(""))
              .startsWith("/desk/sign-in");
          assertThat(browser.get(path(route), "HX-Request", "true").statusCode()).isEqualTo(401);
        } else {
          assertThat(answer.statusCode()).as("%s", route).isEqualTo(401);
          assertThat(answer.body()).contains("Nothing was changed", "Send it again");
        }
      }
    }
    assertThat(staffState()).isEqualTo(before);
  }

  @Test
  void eachRoleGetsWhatItMayAndNothingElse() {
    Map<Role, DeskBrowser> browsers = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      browsers.put(
          role,
          DeskBrowser.signedIn(site, role.name().toLowerCase(Locale.ROOT) + "@news.example", role));
    }
    String before = DeskState.withoutLooks(site);
    for (DeskRoute route : guarded()) {
      Role needed = route.needed().orElseThrow();
      browsers.forEach((role, browser) -> {
        // Without a token nothing is done, so that each can be tried by all.
        HttpResponse<String> answer = browser.send(route.method().name(), path(route), "");
        boolean page = route.method().name().equals("GET");
        if (!role.allows(needed)) {
          assertThat(answer.statusCode()).as("%s as %s", route, role).isEqualTo(403);
          assertThat(answer.body())
              .contains("Not with your role", needed.name().toLowerCase(Locale.ROOT));
        } else if (page) {
          assertThat(answer.statusCode()).as("%s as %s", route, role).isEqualTo(200);
        } else {
          assertThat(answer.statusCode()).as("%s as %s", route, role).isEqualTo(403);
          assertThat(answer.body()).contains("Not sent yet");
        }
      });
    }
    // That somebody looked at a reader is kept; nothing else of it is.
    assertThat(DeskState.withoutLooks(site)).isEqualTo(before);
  }

  @Test
  void everyPageTakesTheRoleThatTheReferenceSays() throws IOException {
    String reference = Files.readString(Path.of("docs/reference/http.md"));
    for (DeskRoute route : guarded()) {
      String role = route.needed().orElseThrow().word();
      assertThat(reference)
          .contains("| `" + route.method().name() + " " + route.path() + "` | " + role + " |");
    }
  }

  @Test
  void whatIsNotRegisteredIsNotThere() {
    DeskBrowser admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    for (String path :
        List.of("/desk/planted", "/desk//staff", "/desk/../metrics", "/desk/staff/1/x", "/DESK")) {
      assertThat(admin.get(path).statusCode()).as(path).isIn(400, 404);
    }
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      assertThat(admin.send(method, "/desk/staff", "").statusCode()).isEqualTo(405);
    }
  }

  private List<DeskRoute> routes() {
    return site.engine().web().desk().routes();
  }

  private List<DeskRoute> guarded() {
    return routes().stream().filter(route -> route.needed().isPresent()).toList();
  }

  private String path(DeskRoute route) {
    long story = site.engine().editions().pool(edition.id()).frontPage().getFirst().story().value();
    return route
        .path()
        .replace("editions/{id}", "editions/" + edition.id())
        .replace("{story}", Long.toString(story))
        .replace("{slug}", site.engine().newsletters().all().getFirst().slug())
        .replaceAll("\\{[a-z]+}", "1");
  }

  private String staffState() {
    return DeskState.of(site);
  }
}
