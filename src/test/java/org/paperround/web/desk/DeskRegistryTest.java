package org.paperround.web.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.platform.template.Templates;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffConfig;
import org.paperround.testing.TestDatabase;

/// What goes round the registry is refused, and what tries to be open through it too.
class DeskRegistryTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void aRouteThatGoesRoundTheRegistryIsRefused() throws Exception {
    Javalin server =
        Javalin.create(javalin -> {
          javalin.routes.get("/desk/planted", ctx -> ctx.result("secret"));
          javalin.routes.get("/elsewhere", ctx -> ctx.result("open"));
          registry(javalin.routes).get("/desk/sign-in", ctx -> ctx.result("form"));
        });
    try {
      server.start("127.0.0.1", 0);
      assertThat(get(server, "/elsewhere").body()).isEqualTo("open");
      assertThat(get(server, "/desk/sign-in").body()).isEqualTo("form");
      assertThat(get(server, "/desk/planted").statusCode()).isEqualTo(404);
      assertThat(get(server, "/desk/planted").body()).doesNotContain("secret");
    } finally {
      server.stop();
    }
  }

  @Test
  void onlyPagesThatSignInCanBeOpen() {
    Javalin.create(javalin -> {
      DeskRoutes routes = registry(javalin.routes);
      for (String path : new String[] {"/desk", "/desk/staff", "/desk/sign-inx"}) {
        assertThatThrownBy(() -> routes.get(path, ctx -> ctx.result("")))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> routes.get("/other", Role.VIEWER, (ctx, visit) -> ctx.result("")))
          .isInstanceOf(IllegalArgumentException.class);
    });
  }

  @Test
  void signingInLeadsToPagesOfTheDeskOnly() {
    for (String good :
        new String[] {"/desk", "/desk/editions/5", "/desk/audit?subject=edition+5", "/desk/a/"}) {
      assertThat(BackPath.of(Optional.of(good))).isEqualTo(good);
    }
    for (String bad :
        new String[] {
          "//evil.example",
          "https://evil.example/desk",
          "/desk//evil.example",
          "/desk/../x",
          "/desk\\evil",
          "/deskevil",
          "/desk@evil.example",
          "/",
          "",
          "javascript:alert(1)",
          "/desk/sign-out",
          "/desk/sign-in",
          "/desk/%0d%0aX: y",
          "/desk/a\r\nSet-Cookie: a=b"
        }) {
      assertThat(BackPath.of(Optional.of(bad))).as(bad).isEqualTo("/desk");
    }
  }

  private DeskRoutes registry(RoutesConfig routes) {
    Templates templates = new Templates(null);
    Staff staff =
        new Staff(
            database.get(),
            InstantSource.system(),
            new Outbox(database.get(), InstantSource.system(), "news.example", "paperround"),
            templates,
            new StaffConfig(
                Duration.ofHours(12),
                Duration.ofDays(7),
                5,
                URI.create("https://news.example"),
                EmailAddress.of("desk@news.example"),
                null));
    return new DeskRoutes(
        routes, new DeskDoor(staff, new DeskCookies(true), new DeskView(templates)));
  }

  private static HttpResponse<String> get(Javalin server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
