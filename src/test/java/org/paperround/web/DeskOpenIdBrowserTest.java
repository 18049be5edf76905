package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.testing.Browser;
import org.paperround.testing.FakeProvider;

/// Signing in with a provider in a real browser, which keeps cookies from other sites and obeys our
/// policy: the provider is another site, and the way back begins on its page.
class DeskOpenIdBrowserTest {
  private static final String EDITOR = "editor@news.example";

  @RegisterExtension static final Browser browser = new Browser();
  @RegisterExtension final FakeProvider provider = new FakeProvider();
  @RegisterExtension final Site site = new Site();

  @BeforeEach
  void configure() {
    Map<String, String> settings = new HashMap<>(provider.settings());
    // A browser takes secure cookies over https alone.
    settings.put("desk.secure-cookies", "false");
    site.start(settings);
    site.engine().staff().invite(EmailAddress.of(EDITOR), "Eve", Role.EDITOR, Staff.CLI);
    provider.asksFirst(url -> url.replace("https://news.example", address("")));
    browser.open(address("/desk/sign-in"));
    browser.driver().manage().deleteAllCookies();
  }

  @Test
  void anEditorComesBackSignedInFromThePageOfTheProviderWithoutAnyScript() {
    provider.person(EDITOR, true);
    browser.scripts(false);
    browser.width(360);

    browser.open(address("/desk/newsletters"));
    assertThat(browser.scrollsSideways()).isFalse();
    browser.find("a[href^='/desk/sign-in/oidc']").click();
    assertThat(browser.driver().getCurrentUrl()).startsWith(provider.issuer());
    browser.find("#go").click();

    assertThat(browser.path()).isEqualTo("/desk/newsletters");
    assertThat(browser.text()).contains("Eve, editor");
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void whoIsNotInvitedIsToldWithWhichAddressTheyCame() {
    provider.person("somebody@reader.example", true);

    browser.open(address("/desk/sign-in/oidc"));
    browser.find("#go").click();

    assertThat(browser.text()).contains("as somebody@reader.example, which may not sign in here");
    assertThat(browser.driver().manage().getCookieNamed("desk-session")).isNull();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + site.port() + path;
  }
}
