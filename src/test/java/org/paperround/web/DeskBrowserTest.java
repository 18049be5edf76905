package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.interactions.Actions;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Role;
import org.paperround.staff.StaffMember;
import org.paperround.testing.Browser;
import org.paperround.testing.StoryFixture;

/// An editor at the desk, in a real browser.
class DeskBrowserTest {
  @RegisterExtension static final Browser browser = new Browser();
  @RegisterExtension final Site site = new Site();

  private Edition edition;

  @BeforeEach
  void desk() {
    // A browser takes secure cookies over https alone.
    site.start(Map.of("desk.secure-cookies", "false"));
    edition = site.edition("collecting");
    DeskBrowser editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
    editor.in(browser);
    open();
  }

  @Test
  void storiesAreArrangedWithKeysAloneAndThePageIsNotLoadedAnew() {
    StoryId second = front().get(1);
    browser.driver().executeScript("window.stayed = true");

    keys("j", "j", "1");
    await().until(() -> browser.text().contains("You pinned"));
    assertThat(front().getFirst()).isEqualTo(second);
    keys("u");
    await().until(() -> browser.text().contains("You undid"));
    assertThat(front().getFirst()).isNotEqualTo(second);
    keys("x");
    await().until(() -> browser.text().contains("You dropped"));
    assertThat(front()).hasSize(2);
    StoryId first = front().getFirst();
    keys("j", "j", "k", "p");
    await().until(() -> browser.text().contains("You pinned"));
    assertThat(pinned()).containsExactly(first);
    keys("p");
    await().until(() -> browser.text().contains("You unpinned"));
    assertThat(pinned()).isEmpty();
    keys("?");

    assertThat(browser.text()).contains("next and previous story");
    assertThat(browser.driver().executeScript("return window.stayed")).isEqualTo(true);
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void candidatesOfOneSectionAreShownAloneAndStaySoWhenAStoryIsPinned() {
    StoryFixture stories = new StoryFixture(site.database.get());
    for (String section : List.of("sport", "money")) {
      for (int i = 0; i < 6; i++) {
        stories.own("News of " + section + " " + i, section, Site.NOW.minusSeconds(60));
      }
    }
    site.engine().editions().build(site.engine().newsletters().get(Site.BRIEFING), Site.NOW);
    open();
    List<String> all = shown();
    assertThat(all).contains("sport", "money");

    browser.find("#section option[value=sport]").click();
    List<String> sport = shown();
    assertThat(sport).hasSize(Collections.frequency(all, "sport")).containsOnly("sport");
    browser.find("#tail > .story:not([hidden]) [data-key=p]").click();
    await().until(() -> browser.text().contains("You pinned"));

    assertThat(shown()).containsOnly("sport");
    assertThat(browser.find("#section").getDomProperty("value")).isEqualTo("sport");
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void whereNothingOfTheChosenSectionIsLeftEverythingIsShown() {
    StoryFixture stories = new StoryFixture(site.database.get());
    for (int i = 0; i < 9; i++) {
      stories.own("News of politics " + i, "politics", Site.NOW.minusSeconds(60));
    }
    for (int i = 0; i < 4; i++) {
      stories.own("Old news of sport " + i, "sport", Site.NOW.minusSeconds(80_000));
    }
    site.engine().editions().build(site.engine().newsletters().get(Site.BRIEFING), Site.NOW);
    open();
    assertThat(shown()).contains("sport", "politics");
    browser.find("#section option[value=sport]").click();
    assertThat(shown()).isNotEmpty().containsOnly("sport");

    site.engine().editions().pool(edition.id()).cards().stream()
        .filter(card -> card.section().equals("sport") && card.frontPosition() == null)
        .map(Card::story)
        .forEach(
            story -> site.engine().editions().drop(edition.id(), story, new StaffActor("ben")));

    await().until(() -> !shown().contains("sport"));
    await().untilAsserted(() -> assertThat(shown()).isNotEmpty().containsOnly("politics"));
  }

  /// The sections of the candidates that can be seen.
  private static List<String> shown() {
    // At once: the page may be shown anew meanwhile.
    Object seen =
        browser
            .driver()
            .executeScript(
                "return [...document.querySelectorAll('#tail > .story')]"
                    + ".filter((story) => story.checkVisibility())"
                    + ".map((story) => story.dataset.section).join()");
    return List.of(String.valueOf(seen).split(","));
  }

  private List<StoryId> pinned() {
    return site.engine().editions().pool(edition.id()).cards().stream()
        .filter(Card::pinned)
        .map(Card::story)
        .toList();
  }

  @Test
  void aStoryIsDraggedToItsPlace() {
    StoryId last = front().getLast();

    new Actions(browser.driver())
        .clickAndHold(browser.find("#story-" + last + " .note"))
        .moveByOffset(0, -10)
        .moveToElement(browser.find("#front .story:first-child .headline"))
        .moveByOffset(0, -8)
        .release()
        .perform();

    await().until(() -> front().getFirst().equals(last));
  }

  @Test
  void whatAnotherEditorDoesIsSeenAtOnce() {
    StoryId last = front().getLast();
    assertThat(browser.text()).doesNotContain("Dropped");

    site.engine().editions().drop(edition.id(), last, new StaffActor("ben@news.example"));

    await().until(() -> browser.text().contains("Dropped"));
    assertThat(browser.text()).contains("ben@news.example");
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void whatIsTypedStaysWhateverIsDoneBesideIt() {
    browser.find("#intro-form summary").click();
    browser.find("#intro").sendKeys("Half an intro");
    browser.find("#words-form summary").click();
    browser.find("#preheader").sendKeys("Half a preheader");
    browser.find("h1").click();

    site.engine()
        .editions()
        .drop(edition.id(), front().getLast(), new StaffActor("ben@news.example"));
    await().until(() -> browser.text().contains("Dropped"));
    assertTyped();

    browser.find("#drop-" + front().getLast()).click();
    await().until(() -> browser.text().contains("You dropped"));
    assertTyped();
  }

  private static void assertTyped() {
    assertThat(browser.find("#intro").getDomProperty("value")).isEqualTo("Half an intro");
    assertThat(browser.find("#preheader").getDomProperty("value")).isEqualTo("Half a preheader");
    assertThat(browser.find("#intro").isDisplayed()).isTrue();
    assertThat(browser.find("#preheader").isDisplayed()).isTrue();
  }

  @Test
  void whoIsTypingIsToldOfAChangeAndSeesItWhenTheFieldIsLeft() {
    browser.find("#words-form summary").click();
    browser.find("#subject-1").click();

    site.engine()
        .editions()
        .drop(edition.id(), front().getLast(), new StaffActor("ben@news.example"));
    await().until(() -> browser.text().contains("Somebody has changed the edition"));
    assertThat(browser.text()).doesNotContain("Dropped");
    browser.find("h1").click();

    await().until(() -> browser.text().contains("Dropped"));
    assertThat(browser.text()).doesNotContain("Somebody has changed the edition");
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void todayIsAsItIsNowWhenSomebodyComesBackToIt() {
    browser.open(address("/desk"));
    assertThat(browser.text()).contains("Collecting");

    site.engine().editions().hold(edition.id(), new StaffActor("ben@news.example"));
    browser.driver().executeScript("window.dispatchEvent(new Event('focus'))");

    await().until(() -> browser.text().contains("Held"));
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void keysThatAreTypedIntoAFieldAreTextOnly() {
    List<StoryId> before = front();
    browser.find("details.words summary").click();

    browser.find("#subject-1").sendKeys("jx1pu");

    assertThat(front()).isEqualTo(before);
    assertThat(browser.find("#subject-1").getDomProperty("value")).isEqualTo("jx1pu");
  }

  @Test
  void aSessionThatEndsMidEditLosesNothing() {
    browser.find("details.words summary").click();
    browser.find("#subject-1").sendKeys("Half a subject");
    StaffMember editor =
        site.engine().staff().byAddress(EmailAddress.of("editor@news.example")).orElseThrow();
    site.engine().staff().endAll(editor, "a test");
    List<StoryId> before = front();

    browser.find("#drop-" + before.getLast()).click();

    await().until(() -> browser.text().contains("You are signed out"));
    assertThat(browser.find("#subject-1").getDomProperty("value")).isEqualTo("Half a subject");
    assertThat(front()).isEqualTo(before);
  }

  @Test
  void everythingFitsAPhoneAndWorksWithoutScripts() {
    browser.width(360);
    browser.scripts(false);
    open();
    StoryId last = front().getLast();

    assertThat(browser.scrollsSideways()).isFalse();
    browser.follow(browser.find("#drop-" + last));

    assertThat(front()).doesNotContain(last);
    assertThat(browser.text()).contains("You dropped");
    browser.follow(browser.find("#undo"));
    assertThat(front()).contains(last);
    browser.open(address("/desk/editions/" + edition.id() + "/preview"));
    assertThat(browser.scrollsSideways()).isFalse();
  }

  private void open() {
    browser.open(address("/desk/editions/" + edition.id()));
  }

  private static void keys(String... keys) {
    for (String key : keys) {
      new Actions(browser.driver()).sendKeys(key).perform();
    }
  }

  private List<StoryId> front() {
    return site.engine().editions().pool(edition.id()).frontPage().stream()
        .map(Card::story)
        .toList();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + site.port() + path;
  }
}
