package org.paperround.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Asks axe-core what is wrong with the page that a [Browser] shows: WCAG 2.2 A and AA, and the
/// practices that it calls best. The driver runs it, so no page's content security policy has to
/// allow it. What is in a frame is not looked at.
public final class Axe {
  private static final String LOOK =
      """
      const [only, done] = arguments;
      document.querySelectorAll('details').forEach(details => details.open = true);
      axe.run(document, {runOnly: only, iframes: false, preload: false, resultTypes: ['violations']})
        .then(found => done(found.violations.flatMap(rule =>
          rule.nodes.map(node => rule.id + ' ' + node.target.join(' ') + ': ' + node.failureSummary))))
        .catch(fault => done(['axe failed: ' + fault]));
      """;

  private static final Map<String, Object> ALL =
      Map.of(
          "type",
          "tag",
          "values",
          List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));

  private static final Map<String, Object> COLOURS =
      Map.of("type", "rule", "values", List.of("color-contrast", "link-in-text-block"));

  private final Browser browser;

  /// Every page that the browser opens from now on has axe in it.
  public Axe(Browser browser) {
    this.browser = browser;
    browser
        .driver()
        .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", source()));
  }

  /// One line for each element that breaks a rule, everything that can be opened being open.
  public List<String> violations() {
    return look(ALL);
  }

  /// Those of the rules on colours alone.
  public List<String> violationsOfColour() {
    return look(COLOURS);
  }

  private List<String> look(Map<String, Object> only) {
    Object found = browser.driver().executeAsyncScript(LOOK, only);
    return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
  }

  private static String source() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
