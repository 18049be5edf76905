package org.paperround.testing;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// The system's chromium without a window, one for all tests of a class: `@RegisterExtension static
/// final Browser browser = new Browser();`. Each test begins with scripts on, light, in a wide
/// window and the system's zone. It reaches this machine only. Where chromium or its driver is
/// missing the class is skipped with a message; where the environment variable `CI` is set it
/// fails. Nothing is ever downloaded.
public final class Browser
    implements ExecutionCondition, BeforeAllCallback, AfterAllCallback, BeforeEachCallback {
  private static final String MISSING =
      "Browser tests need chromium and its driver (Debian: chromium, chromium-driver).";
  private static final List<String> CHROMIUM =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVER =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");

  private @Nullable ChromeDriver driver;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return missing() && System.getenv("CI") == null
        ? ConditionEvaluationResult.disabled(MISSING)
        : ConditionEvaluationResult.enabled("there is a browser, or there has to be");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (missing()) {
      throw new IllegalStateException(MISSING);
    }
    driver = start(installed(CHROMIUM).orElseThrow(), installed(DRIVER).orElseThrow());
  }

  private static boolean missing() {
    return installed(CHROMIUM).isEmpty() || installed(DRIVER).isEmpty();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    scripts(true);
    dark(false);
    width(1200);
    zone("");
    open("about:blank");
    consoleErrors();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (driver != null) {
      driver.quit();
      driver = null;
    }
  }

  /// For what the methods here do not offer.
  public ChromeDriver driver() {
    if (driver == null) {
      throw new IllegalStateException("the browser lives only during the tests of its class");
    }
    return driver;
  }

  /// Returns when the page has loaded.
  public void open(String url) {
    driver().get(url);
  }

  /// With `on` false the pages opened from now on run no script, as in a browser without.
  public void scripts(boolean on) {
    driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  /// Where pages opened from now on are told to be: `Europe/Paris`.
  public void zone(String id) {
    driver().executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", id));
  }

  /// Whether pages are shown to somebody who prefers dark ones.
  public void dark(boolean on) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light");
    driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /// Lays pages out in a window this many CSS pixels wide.
  public void width(int pixels) {
    driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", false));
  }

  /// Whether the page is wider than its window.
  public boolean scrollsSideways() {
    return Boolean.TRUE.equals(
        driver()
            .executeScript(
                "return document.documentElement.scrollWidth"
                    + " > document.documentElement.clientWidth"));
  }

  /// Presses what leads to another page, or puts another content into this one, and returns when
  /// that is there.
  public void follow(WebElement linkOrButton) {
    linkOrButton.click();
    await().atMost(Duration.ofSeconds(20)).until(() -> gone(linkOrButton));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> "complete".equals(driver().executeScript("return document.readyState")));
  }

  private static boolean gone(WebElement element) {
    try {
      element.isEnabled();
      return false;
    } catch (WebDriverException _) {
      return true;
    }
  }

  /// The first element that a CSS selector matches.
  public WebElement find(String selector) {
    return driver().findElement(By.cssSelector(selector));
  }

  public List<WebElement> all(String selector) {
    return driver().findElements(By.cssSelector(selector));
  }

  /// What can be read on the page.
  public String text() {
    return find("body").getText();
  }

  /// Path and query of the page shown.
  public String path() {
    URI uri = URI.create(String.valueOf(driver().getCurrentUrl()));
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  /// What the browser complained of since the last call: faults of scripts, breaches of the content
  /// security policy, requests that failed.
  public List<String> consoleErrors() {
    return driver().manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  private static Optional<Path> installed(List<String> places) {
    return Stream.of(places)
        .flatMap(List::stream)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static ChromeDriver start(Path chromium, Path chromeDriver) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toString());
    options.addArguments(
        "--headless=new",
        // It is shown pages of this project only, and in a container the sandbox cannot be had.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--lang=en-GB",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromeDriver.toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }
}
