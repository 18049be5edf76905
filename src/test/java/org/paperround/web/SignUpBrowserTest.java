package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.WebElement;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.Preferences;
import org.paperround.testing.Browser;

/// Signing up as a person does it, in a real browser.
class SignUpBrowserTest {
  @RegisterExtension static final Browser browser = new Browser();
  @RegisterExtension final Site site = new Site();

  @Test
  void aReaderSignsUpAndConfirms() {
    browser.zone("America/Toronto");
    signUpAndConfirm();
    assertThat(preferences().zone()).isEqualTo(ZoneId.of("America/Toronto"));
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aReaderSignsUpAndConfirmsWithoutScripts() {
    browser.zone("America/Toronto");
    browser.scripts(false);
    signUpAndConfirm();
    assertThat(preferences().zone()).isEqualTo(ZoneId.of("Europe/London"));
  }

  @Test
  void theZoneIsGuessedAgainAndWhatIsChosenBesideTheButtonIsStored() {
    browser.scripts(false);
    signUp();
    browser.scripts(true);
    browser.zone("Europe/Paris");
    browser.open(address(confirmPath()));
    WebElement zone = browser.find("#zone");
    assertThat(zone.getDomProperty("value")).isEqualTo("Europe/Paris");
    browser.find("summary").click();
    browser.find("#hour option[value='7']").click();
    browser.find("input[name='day[]'][value='7']").click();
    browser.follow(browser.find("details button"));
    assertThat(browser.text()).contains("about 07:00 (Europe/Paris)");
    assertThat(preferences().hour()).isEqualTo(7);
    assertThat(preferences().days()).isEqualTo(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY));
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aSlipIsPutRightOrKept() {
    browser.open(address("/sign-up/morning-briefing"));
    browser.find("#address-morning-briefing").sendKeys("anna@gmial.com");
    browser.follow(browser.find("form button"));
    assertThat(browser.find("#address").getDomProperty("value")).isEqualTo("anna@gmail.com");
    browser.follow(browser.find("button.second"));
    assertThat(browser.path()).isEqualTo("/sign-up/sent?lang=en");
    assertThat(site.subscribers().byAddress(EmailAddress.of("anna@gmial.com"))).isPresent();
  }

  @Test
  void nothingIsWiderThanASmallPhone() {
    signUp();
    String confirm = confirmPath();
    browser.width(320);
    for (String path :
        List.of("/", "/sign-up/morning-briefing", "/sign-up/sent", "/no-such-page", confirm)) {
      browser.open(address(path));
      browser.all("summary").forEach(WebElement::click);
      assertThat(browser.scrollsSideways()).as(path).isFalse();
    }
    browser.open(address("/sign-up/morning-briefing?lang=de"));
    browser
        .find("#address-morning-briefing")
        .sendKeys("somebody.with.a.very.long.name.indeed.and.a.half@gmial.com");
    browser.follow(browser.find("form button"));
    assertThat(browser.text()).contains("Stimmt die Adresse?");
    assertThat(browser.scrollsSideways()).isFalse();
  }

  private void signUpAndConfirm() {
    signUp();
    browser.open(address(confirmPath()));
    assertThat(browser.text()).contains("Do you want Morning Briefing?");
    browser.follow(browser.find("form button"));
    assertThat(browser.text()).contains("You are signed up");
    assertThat(preferences().subscribed()).isTrue();
  }

  private void signUp() {
    browser.open(address("/"));
    browser.find("#address-morning-briefing").sendKeys("anna@reader.example");
    browser.follow(browser.find("form button"));
    assertThat(browser.path()).isEqualTo("/sign-up/sent?lang=en");
  }

  private Preferences preferences() {
    return site.preferences(
        site.subscribers().byAddress(EmailAddress.of("anna@reader.example")).orElseThrow());
  }

  private String address(String path) {
    return "http://127.0.0.1:" + site.port() + path;
  }

  private String confirmPath() {
    return Site.link(site.mails().getLast(), "/c/");
  }
}
