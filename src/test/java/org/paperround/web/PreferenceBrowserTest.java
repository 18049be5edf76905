package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.WebElement;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.Browser;

/// What a reader does on their own pages, in a real browser.
class PreferenceBrowserTest {
  @RegisterExtension static final Browser browser = new Browser();
  @RegisterExtension final Site site = new Site();

  private SubscriberId anna;
  private Edition edition;

  @BeforeEach
  void reader() {
    edition = site.edition("sending");
    anna = site.reader("anna");
  }

  @Test
  void everyPreferenceIsSavedSaysSoAndCanBeUndone() {
    Preferences before = site.preferences(anna);
    open("");
    choose();

    assertThat(browser.text()).contains("Saved.");
    assertChosen();
    browser.follow(button("Undo"));
    assertThat(site.preferences(anna)).isEqualTo(before);
    browser.follow(button("Undo"));
    assertChosen();
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void allOfItWorksWithoutScripts() {
    browser.scripts(false);
    open("");
    choose();
    assertChosen();

    browser.open(address(site.unsubscribePath(anna)));
    browser.follow(button("Unsubscribe"));
    assertThat(site.preferences(anna).subscribed()).isFalse();
    // It leads to the public address, which is not here.
    String undo = String.valueOf(browser.find("main form").getDomAttribute("action"));
    browser.open(address(Site.path(undo)));
    browser.follow(browser.find("main form button"));
    assertThat(site.preferences(anna).subscribed()).as("undone").isTrue();
  }

  @Test
  void oneClickOfAMailProgramEndsItAndPressedAgainIsTheSame() {
    browser.open(address(site.unsubscribePath(anna)));
    assertThat(site.preferences(anna).subscribed()).as("a page that is shown").isTrue();

    for (int press = 0; press < 2; press++) {
      assertThat(
              browser
                  .driver()
                  .executeAsyncScript(
                      """
                      const done = arguments[0];
                      const body = new URLSearchParams({'List-Unsubscribe': 'One-Click'});
                      fetch(location.pathname, {method: 'POST', body}).then(answer => done(answer.status));
                      """))
          .isEqualTo(200L);
      assertThat(site.preferences(anna).subscribed()).isFalse();
    }
  }

  @Test
  void aPauseBeginsAndEndsByHand() {
    open("");
    browser.driver().executeScript("window.stayed = true");
    option("#pause-choice", "2");
    browser.follow(button("Save"));
    assertThat(browser.driver().executeScript("return window.stayed"))
        .as("the page was not loaded anew")
        .isEqualTo(true);
    assertThat(browser.text()).contains("nothing comes before 15 June 2026");
    assertThat(site.preferences(anna).pausedUntil())
        .isEqualTo(Instant.parse("2026-06-14T23:00:00Z"));

    option("#pause-choice", "");
    browser.follow(button("Save"));
    assertThat(site.preferences(anna).pausedUntil()).isNull();
  }

  @Test
  void everythingMovesToAnotherAddress() {
    open("");
    browser.follow(link("Use another email address"));
    browser.find("#address").sendKeys("anna@new.example");
    browser.follow(browser.find("main form button"));
    assertThat(browser.text()).contains("look in your new inbox");

    browser.open(address(Site.link(site.mails().getLast(), "/a/")));
    browser.follow(browser.find("main form button"));

    assertThat(browser.text()).contains("Everything comes to a***@new.example");
    assertThat(site.subscribers().byAddress(EmailAddress.of("anna@new.example"))).contains(anna);
  }

  @Test
  void lessOfAStoryIsOnePressAndOneToUndoIt() {
    open("/less/" + edition.id() + "-1");
    browser.follow(browser.find("main form button"));

    assertThat(site.preferences(anna).mutes()).hasSize(1);
    assertThat(browser.text()).contains("Saved.");
    browser.follow(button("Undo"));
    assertThat(site.preferences(anna).mutes()).isEmpty();
  }

  @Test
  void erasureAsksOnce() {
    open("/data");
    browser.follow(button("Erase"));
    assertThat(browser.text()).contains("Please tick the box first");
    browser.find("input[name='sure']").click();
    browser.follow(button("Erase"));

    assertThat(browser.text()).contains("Everything is erased");
    assertThat(site.subscribers().byAddress(EmailAddress.of("anna@reader.example"))).isEmpty();
  }

  @Test
  void nothingIsWiderThanASmallPhoneInAnyLanguage() {
    site.another("evening");
    browser.width(320);
    for (String language : List.of("en", "cy", "fr", "de")) {
      for (String page :
          List.of("", "/address", "/receipt", "/data", "/more/" + edition.id() + "-1")) {
        open(page + "?lang=" + language);
        browser.all("summary").forEach(WebElement::click);
        assertThat(browser.scrollsSideways()).as(language + page).isFalse();
      }
      for (String path : List.of("/help", site.unsubscribePath(anna))) {
        browser.open(address(path + "?lang=" + language));
        assertThat(browser.scrollsSideways()).as(language + path).isFalse();
      }
    }
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void readFromRightToLeftNothingIsCutOffOrWider() {
    browser.width(320);
    for (String page : List.of("", "/data", "/less/" + edition.id() + "-1")) {
      open(page);
      browser.driver().executeScript("document.documentElement.dir = 'rtl'");
      assertThat(browser.scrollsSideways()).as(page).isFalse();
      Object cut =
          browser
              .driver()
              .executeScript(
                  "return [...document.querySelectorAll('main h1, main label, main input, main"
                      + " button')].filter(e => e.getBoundingClientRect().left < 0 &&"
                      + " !e.closest('.trap')).length");
      assertThat(cut).as(page).isEqualTo(0L);
    }
    assertThat(Languages.direction(Locale.of("ar"))).isEqualTo("rtl");
  }

  private void choose() {
    option("#hour", "7");
    option("#zone", "Europe/Paris");
    browser.find("input[name='frequency'][value='weekly']").click();
    option("select[name='weekday']", "7");
    option("#stories", "5");
    browser.find("input[name='text-only']").click();
    browser.find("input[name='follow[]'][value='section:politics']").click();
    browser.find("summary").click();
    option("#mute-for", "30");
    browser.all("input[name='mute[]']").getLast().click();
    browser.find("#name").sendKeys("Anna");
    option("#language", "en");
    browser.find("input[name='tracking']").click();
    browser.follow(button("Save"));
  }

  private void assertChosen() {
    Preferences chosen = site.preferences(anna);
    assertThat(chosen.hour()).isEqualTo(7);
    assertThat(chosen.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
    assertThat(chosen.days()).isEqualTo(Set.of(DayOfWeek.SUNDAY));
    assertThat(chosen.maxStories()).isEqualTo(5);
    assertThat(chosen.textOnly()).isTrue();
    assertThat(chosen.mutes()).extracting(Mute::until).doesNotContainNull().hasSize(1);
    assertThat(chosen.follows()).containsExactly(Interest.parse("section:politics"));
    assertThat(chosen.name()).isEqualTo("Anna");
    assertThat(chosen.locale()).isEqualTo(Locale.ENGLISH);
    assertThat(chosen.trackingConsent()).isTrue();
  }

  private void open(String page) {
    String path = site.preferencesPath(anna) + page;
    browser.open(address(path.contains("?") ? path : path + "?lang=en"));
  }

  private String address(String path) {
    return "http://127.0.0.1:" + site.port() + path;
  }

  private static void option(String select, String value) {
    browser.find(select + " option[value='" + value + "']").click();
  }

  private static WebElement button(String text) {
    return named("button", text);
  }

  private static WebElement link(String text) {
    return named("a", text);
  }

  private static WebElement named(String tag, String text) {
    return browser.all(tag).stream()
        .filter(element -> element.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
