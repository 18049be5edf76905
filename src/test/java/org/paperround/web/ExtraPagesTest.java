package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.platform.http.ExtraPages;

/// A demo's pages stand before the engine's, and have a say in how these are shown.
class ExtraPagesTest {
  @RegisterExtension final Site site = new Site();

  @BeforeEach
  void mount() {
    site.engine()
        .mount(
            new ExtraPages() {
              @Override
              public Optional<Page> at(String path) {
                return path.equals("/sign-up")
                    ? Optional.of(
                        new Page("text/html; charset=utf-8", "default-src 'none'", "<p>Ours</p>"))
                    : Optional.empty();
              }

              @Override
              public String shown(String html) {
                return html + "<!-- shown -->";
              }
            });
  }

  @Test
  void aPageOfTheirsIsGivenInsteadOfTheEngines() {
    HttpResponse<String> answer = site.get("/sign-up");

    assertThat(answer.body()).isEqualTo("<p>Ours</p>");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValue("default-src 'none'");
    assertThat(site.get("/help").body()).contains("<h1");
  }

  @Test
  void theEnginesPagesAreShownAsTheySay() {
    assertThat(site.get("/help").body()).endsWith("</html>\n<!-- shown -->");
    assertThat(site.get("/desk/sign-in").body()).endsWith("</html>\n<!-- shown -->");
    assertThat(site.get("/no-such-page").body()).endsWith("</html>\n<!-- shown -->");
  }

  @Test
  void whatIsNoPageIsGivenAsItIs() {
    assertThat(site.get("/health").body()).isEqualTo("ok\n");
    assertThat(site.get("/themes/courier/theme.css").body()).doesNotContain("shown");
  }
}
