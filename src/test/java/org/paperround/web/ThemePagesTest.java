package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.newsletter.Themes;
import org.paperround.platform.template.Templates;

/// The reader's pages have the colours of their newsletter's theme.
class ThemePagesTest {
  @RegisterExtension final Site site = new Site();

  @Test
  void thePagesHaveTheColoursOfTheNewslettersTheme() {
    dress("harbour");
    HttpResponse<String> page = site.get("/sign-up/morning-briefing");
    assertThat(Jsoup.parse(page.body()).select("link[rel=stylesheet]").eachAttr("href"))
        .element(1)
        .isEqualTo("/themes/harbour/theme.css");
    HttpResponse<String> css = site.get("/themes/harbour/theme.css");
    assertThat(css.statusCode()).isEqualTo(200);
    assertThat(css.headers().firstValue("Content-Type")).hasValue("text/css; charset=utf-8");
    assertThat(css.headers().firstValue("Cache-Control")).hasValue("public, max-age=3600");
    assertThat(css.body()).contains("--ink: #10242b;", "--ink: #e6eef0;", "'Trebuchet MS'");
  }

  @Test
  void onlyWhatNewslettersHaveIsServed() {
    assertThat(site.get("/themes/courier/theme.css").statusCode()).isEqualTo(200);
    assertThat(site.get("/themes/harbour/theme.css").statusCode()).isEqualTo(404);
    assertThat(site.get("/themes/courier/theme.properties").statusCode()).isEqualTo(404);
    assertThat(site.get("/themes/..%2Fcourier/theme.css").statusCode()).isBetween(400, 404);
  }

  /// The values that reader.css has itself, for the moment in which the theme's cannot be had.
  @Test
  void theFirstThemeSaysWhatTheStyleSheetSays() {
    Templates templates = new Templates(null);
    String sheet = templates.file("web/reader.css");
    List<String> lines =
        ThemePages.css(new Themes(templates).named("courier"))
            .lines()
            .filter(line -> line.contains(": #"))
            .toList();
    assertThat(lines).hasSize(14).allSatisfy(line -> assertThat(sheet).contains(line.strip()));
  }

  private void dress(String theme) {
    site.engine()
        .newsletters()
        .define(site.engine().newsletters().get(Site.BRIEFING).looking(theme));
  }
}
