package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.WebElement;
import org.paperround.testing.Browser;
import org.paperround.testing.WebSite;

/// The sign-up form on a page of another origin, under a strict content security policy.
class EmbedBrowserTest {
  private static final String ARTICLE = "/politics/rail-talks";

  @RegisterExtension static final Browser browser = new Browser();
  @RegisterExtension final Site site = new Site();
  @RegisterExtension final WebSite portal = new WebSite();

  @Test
  void theFormAnswersInPlace() {
    browser.zone("America/Toronto");
    openArticle("en", policy(engine()));
    signUp("anna@reader.example");

    awaitText("One more step: look in your inbox");
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(portal.address(ARTICLE).toString());
    assertThat(browser.find("form").isDisplayed()).isFalse();
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("role"))
        .isEqualTo("status");
    assertThat(rows("SELECT address || ' ' || zone FROM subscriber"))
        .containsExactly("anna@reader.example America/Toronto");
    assertThat(rows("SELECT method || ' ' || source_url FROM consent_record"))
        .containsExactly("api " + portal.address(ARTICLE));
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aSlipIsAskedAboutAndPutRightWithOneButton() {
    openArticle("en", policy(engine()));
    signUp("anna@gmial.com");
    awaitText("Did you mean anna@gmail.com?");
    browser.find(".paperround-answer button").click();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(rows("SELECT address FROM subscriber ORDER BY id"))
                .containsExactly("anna@gmial.com", "anna@gmail.com"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !browser.text().contains("Did you mean anna@gmail.com?"));
  }

  @Test
  void aRefusedAddressIsSaidByTheFieldInTheFormsLanguage() {
    openArticle("fr", policy(engine()));
    signUp("anna@localhost");
    awaitText("Nous ne pouvons pas écrire à cette adresse.");
    WebElement field = browser.find("input[type=email]");
    assertThat(field.getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser.find("#" + field.getDomAttribute("aria-describedby")).getText())
        .startsWith("Nous ne pouvons pas");
    assertThat(browser.driver().switchTo().activeElement()).isEqualTo(field);
  }

  @Test
  void withoutScriptsItIsAFormAsAnyOther() {
    browser.scripts(false);
    openArticle("en", policy(engine()));
    browser.find("input[type=email]").sendKeys("anna@reader.example");
    browser.follow(browser.find("form button"));
    assertThat(browser.path()).isEqualTo("/sign-up/sent?lang=en");
    assertThat(rows("SELECT method || ' ' || source_url FROM consent_record"))
        .containsExactly("form " + portal.address("/"));
  }

  @Test
  void whereThePagesPolicyForbidsTheScriptToAskTheFormIsSent() {
    openArticle("en", policy(engine()).replaceFirst("connect-src [^;]+;", ""));
    browser.find("input[type=email]").sendKeys("anna@reader.example");
    browser.follow(browser.find("form button"));
    assertThat(browser.path()).isEqualTo("/sign-up/sent?lang=en");
  }

  @Test
  void thePageForEditorsShowsALiveExampleThatFitsASmallPhone() {
    browser.width(320);
    browser.open(engine() + "/embed/morning-briefing.html?lang=de");
    assertThat(browser.scrollsSideways()).isFalse();
    signUp("anna@reader.example");
    awaitText("Schauen Sie in Ihr Postfach");
    assertThat(browser.consoleErrors()).isEmpty();
  }

  private String engine() {
    return "http://127.0.0.1:" + site.port();
  }

  private static String policy(String engine) {
    return "default-src 'none'; script-src %1$s; connect-src %1$s; form-action %1$s"
        .formatted(engine);
  }

  /// An article of the portal with the form as the page for editors gives it.
  private void openArticle(String language, String policy) {
    browser.open(engine() + "/embed/morning-briefing.html?lang=" + language);
    String form =
        String.valueOf(browser.find("#snippet").getDomProperty("value"))
            .replace("https://news.example", engine());
    byte[] page =
        ("<!DOCTYPE html><html lang=en><title>Rail talks</title><h1>Rail talks</h1>" + form)
            .getBytes(StandardCharsets.UTF_8);
    portal.on(
        ARTICLE,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.getResponseHeaders().set("Content-Security-Policy", policy);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
        });
    portal.status("/favicon.ico", 204);
    browser.open(portal.address(ARTICLE).toString());
  }

  private static void signUp(String address) {
    browser.find("input[type=email]").sendKeys(address);
    browser.find("form button").click();
  }

  private static void awaitText(String text) {
    await().atMost(Duration.ofSeconds(20)).until(() -> browser.text().contains(text));
  }

  private List<String> rows(String sql) {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
