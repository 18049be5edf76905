package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.paperround.staff.Role;
import org.paperround.testing.Browser;
import org.paperround.testing.WebSite;

/// An admin adds a source in a real browser: on a phone, without scripts, and by keys alone.
class DeskSourcesBrowserTest {
  @RegisterExtension static final Browser browser = new Browser();
  @RegisterExtension final Site site = new Site();
  @RegisterExtension final WebSite portal = new WebSite();

  @BeforeEach
  void desk() {
    site.start(Map.of("desk.secure-cookies", "false", "fetch.allow-private", "true"));
    DeskBrowser admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
    admin.in(browser);
    portal.page(
        "/feed",
        "application/rss+xml",
        """
        <rss version='2.0'><channel><title>Town News</title><item><title>A dry May</title>
        <link>https://town.example/%s</link></item><item><title>No link</title></item></channel></rss>
        """
            .formatted("a".repeat(300)));
  }

  @Test
  void aSourceIsTriedAndMadeOnAPhoneWithoutScripts() {
    browser.width(360);
    browser.scripts(false);
    open("/desk/sources");
    assertThat(browser.text()).contains("There is no source yet.");
    browser.follow(browser.find("a[href='/desk/sources/new']"));
    browser.find("#slug").sendKeys("town");
    browser.find("#name").sendKeys("Town News");
    browser.find("#owner").sendKeys("town");
    browser.find("#url").sendKeys(portal.address("/feed").toString());
    browser.follow(browser.find("button[value='try']"));

    assertThat(browser.text()).contains("A dry May", "It has no link to a page on the web.");
    assertThat(browser.scrollsSideways()).isFalse();
    assertThat(site.engine().articles().sources()).isEmpty();
    browser.follow(browser.find("button[value='save']"));

    assertThat(browser.text()).contains("It is saved.");
    assertThat(browser.scrollsSideways()).isFalse();
    open("/desk/sources");
    assertThat(browser.text()).contains("Town News", "Not read yet");
    assertThat(browser.scrollsSideways()).isFalse();
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aFormIsSavedByKeysAlone() {
    open("/desk/sources/new");
    browser.find("#slug").sendKeys("town");
    browser.find("#name").sendKeys("Town News");
    browser.find("#owner").sendKeys("town");
    browser.find("#url").sendKeys(portal.address("/feed").toString());
    browser.find("#url").sendKeys(Keys.ENTER);

    org.awaitility.Awaitility.await().until(() -> browser.text().contains("It is saved."));
    assertThat(site.engine().articles().sources()).hasSize(1);
  }

  private void open(String path) {
    browser.open("http://127.0.0.1:" + site.port() + path);
  }
}
