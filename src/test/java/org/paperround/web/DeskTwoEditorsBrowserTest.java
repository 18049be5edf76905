package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Pool;
import org.paperround.staff.Role;
import org.paperround.testing.Browser;

/// Two editors make one edition, each in a browser of their own.
class DeskTwoEditorsBrowserTest {
  @RegisterExtension static final Browser ann = new Browser();
  @RegisterExtension static final Browser ben = new Browser();
  @RegisterExtension final Site site = new Site();

  private Edition edition;

  @BeforeEach
  void desk() {
    site.start(Map.of("desk.secure-cookies", "false"));
    edition = site.edition("collecting");
    DeskBrowser.signedIn(site, "ann@news.example", Role.EDITOR).in(ann);
    DeskBrowser.signedIn(site, "ben@news.example", Role.EDITOR).in(ben);
    open(ann);
    open(ben);
  }

  @Test
  void eachSeesThatTheOtherIsThereAndWhatTheyDo() {
    await().until(() -> ann.text().contains("ben@news.example is here, too."));
    await().until(() -> ben.text().contains("ann@news.example is here, too."));
    StoryId last = front().getLast();

    ann.find("#pin-" + last).click();

    await().until(() -> ben.text().contains("ann@news.example pinned"));
    assertThat(said(ben, last)).contains("Pinned");
    ben.find("#unpin-" + last).click();
    await().until(() -> ann.text().contains("ben@news.example unpinned"));
    assertThat(said(ann, last)).doesNotContain("Pinned");
    assertThat(ann.consoleErrors()).isEmpty();
    assertThat(ben.consoleErrors()).isEmpty();
  }

  @Test
  void whatEachDoesAtTheSameTimeIsDoneAndOnlyTheOwnIsUndone() {
    StoryId first = front().getFirst();
    StoryId last = front().getLast();
    ann.find("#intro-form summary").click();
    ann.find("#intro").sendKeys("Good morning.");

    ben.find("#drop-" + first).click();
    await().until(() -> ben.text().contains("You dropped"));
    assertThat(ann.find("#intro").getDomProperty("value")).isEqualTo("Good morning.");
    ann.follow(ann.find("#intro-form button"));
    await().until(() -> ben.text().contains("ann@news.example changed the intro"));
    ben.find("#drop-" + last).click();
    await().until(() -> said(ann, last).contains("Dropped"));
    await().until(() -> said(ben, last).contains("Dropped"));
    assertThat(front()).doesNotContain(first, last);

    ben.find("#undo").click();
    await().until(() -> front().contains(last));

    assertThat(front()).doesNotContain(first);
    assertThat(site.engine().editions().find(edition.id()).orElseThrow().words().intro())
        .isEqualTo("Good morning.");
  }

  /// What stands there of a story, read at once: the page may be shown anew meanwhile.
  private static String said(Browser browser, StoryId story) {
    String script = "return document.getElementById(arguments[0])?.innerText ?? ''";
    return String.valueOf(browser.driver().executeScript(script, "story-" + story));
  }

  private void open(Browser browser) {
    browser.open("http://127.0.0.1:" + site.port() + "/desk/editions/" + edition.id());
  }

  private List<StoryId> front() {
    Pool pool = site.engine().editions().pool(edition.id());
    return pool.frontPage().stream().map(Card::story).toList();
  }
}
