package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.testing.Browser;

/// A whole day at the desk, in a real browser: from signing in by the link of a mail to the report
/// of what was sent.
class DeskDayBrowserTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String WHO = "publisher@news.example";

  @RegisterExtension static final Browser browser = new Browser();
  @RegisterExtension final Site site = new Site();

  private Edition edition;

  @BeforeEach
  void desk() {
    // A browser takes secure cookies over https alone.
    site.start(Map.of("desk.secure-cookies", "false"));
    site.engine().staff().invite(EmailAddress.of(WHO), "", Role.PUBLISHER, Staff.CLI);
    for (int i = 0; i < 5; i++) {
      site.reader("reader" + i);
    }
    edition = site.edition("collecting");
  }

  @Test
  void fromSigningInToTheReport() {
    signIn();
    browser.follow(browser.find("a[href='" + path() + "']"));
    StoryId lead = arrange();
    reword(lead);
    preview();
    dryRun();
    approve();
    watch();
    stopAndResume();
    report();

    assertThat(browser.consoleErrors()).isEmpty();
  }

  private void signIn() {
    open("/desk");
    browser.find("#address").sendKeys(WHO);
    press("main form button");
    assertThat(browser.text()).contains("Look in your mailbox");

    open(Site.link(site.mails().getLast(), "/desk/sign-in/"));
    press("main form button");

    assertThat(browser.path()).isEqualTo("/desk");
    assertThat(browser.text()).contains("Collecting");
  }

  /// The second story is pinned, the last goes up, what is last then is dropped; the lead by then.
  private StoryId arrange() {
    StoryId second = front().get(1);
    StoryId last = front().getLast();

    press("#pin-" + second);
    assertThat(browser.text()).contains("You pinned");
    press("#up-" + last);
    assertThat(front()).startsWith(second, last);
    press("#drop-" + front().getLast());

    assertThat(browser.text()).contains("You dropped");
    assertThat(front()).containsExactly(second, last);
    return second;
  }

  private void reword(StoryId story) {
    browser.follow(browser.find("#story-" + story + " .headline a"));
    browser.find("#headline").sendKeys("What the desk calls it");
    press("form[action$='/words'] button");

    open(path());
    assertThat(browser.find("#front .story .headline").getText())
        .contains("What the desk calls it");
  }

  /// As two readers.
  private void preview() {
    open(path() + "/preview?reader=en%2Fnew");
    assertThat(browser.text()).contains("What the desk calls it");
    open(path() + "/preview?reader=cy%2Fnew&width=phone&light=dark");
    assertThat(browser.all("iframe.mail.phone")).hasSize(1);
    assertThat(browser.text()).contains("What the desk calls it");
  }

  private void dryRun() {
    open(path() + "/dry-run");
    press("form[action$='/dry-run'] button");
    assertThat(site.engine().dryRuns().runNext()).isTrue();

    await().atMost(LONG).until(() -> browser.text().contains("5 of 5 readers get a digest"));
  }

  private void approve() {
    open(path());
    browser.follow(browser.find("#approve"));
    assertThat(browser.find(".promise").getText()).contains("goes to 5 readers");
    press("main form button");

    assertThat(now().state()).isEqualTo(EditionState.APPROVED);
    assertThat(browser.text()).contains("You approved it");
  }

  /// The page, open, follows what is sent by itself.
  private void watch() {
    site.engine().deliveries().tick();

    await().atMost(LONG).until(() -> browser.text().contains("0 of 5 readers have it, 5 wait."));
  }

  private void stopAndResume() {
    browser.follow(browser.find("#stop"));
    assertThat(browser.find(".promise").getText()).contains("0 of 5 readers have it");
    press("main form button");
    assertThat(now().state()).isEqualTo(EditionState.STOPPED);

    browser.follow(browser.find("#resume"));
    press("main form button");
    assertThat(now().state()).isEqualTo(EditionState.SENDING);
  }

  private void report() {
    List<Integer> cards =
        site.engine().editions().pool(edition.id()).frontPage().stream()
            .map(Card::ordinal)
            .toList();
    new DeskLedger(site).sent(edition.id(), cards);
    site.engine().deliveries().tick();
    await().atMost(LONG).until(() -> browser.text().contains("Everybody is accounted for."));

    browser.follow(browser.find("a[href='" + path() + "/report']"));

    assertThat(browser.text()).contains("5 of 5 readers have it.").contains("What the desk calls");
  }

  private static void press(String button) {
    browser.follow(browser.find(button));
  }

  private void open(String path) {
    browser.open("http://127.0.0.1:" + site.port() + path);
  }

  private String path() {
    return "/desk/editions/" + edition.id();
  }

  private Edition now() {
    return site.engine().editions().find(edition.id()).orElseThrow();
  }

  private List<StoryId> front() {
    return site.engine().editions().pool(edition.id()).frontPage().stream()
        .map(Card::story)
        .toList();
  }
}
