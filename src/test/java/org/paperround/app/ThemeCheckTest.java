package org.paperround.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.digest.lint.Finding;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.config.Settings;
import org.paperround.testing.TestDatabase;

/// What is broken in a theme or a template is said at the start, with file and line.
class ThemeCheckTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path templates;

  @Test
  void theBuiltInThemesMakeEveryMailInEveryLanguage() {
    try (Paperround engine = engine()) {
      assertThat(engine.themeCheck().problems()).isEmpty();
      assertThat(engine.themeCheck().problems("harbour")).isEmpty();
      assertThat(engine.themeCheck().untranslated()).isEmpty();
    }
    assertThat(database.number("SELECT count(*) FROM outbox_mail")).isZero();
  }

  @Test
  void nothingStartsWithANewsletterWhoseThemeIsNotThere() {
    try (Paperround engine = engine()) {
      Newsletter first = engine.newsletters().all().getFirst();
      engine.newsletters().define(first.looking("nowhere"));
      assertThatThrownBy(() -> engine.start(List.of(Config.Role.SCHEDULER)))
          .isInstanceOf(BrokenThemeException.class)
          .hasMessageContaining("nowhere/theme.properties:1: there is no theme nowhere here")
          .hasMessageContaining("(nowhere is the theme of " + first.slug() + ")");
    }
  }

  @Test
  void aTagThatIsNotClosedIsFound() throws IOException {
    broken("digest/digest.mjml", text -> text.replaceFirst("</mj-column>", ""), 47, "mj-column");
  }

  @Test
  void aValueThatIsNotThereIsFound() throws IOException {
    broken(
        "digest/digest.mjml",
        text -> text.replace("${view.portal}", "${view.paper}"),
        line("digest/digest.mjml", "th:text=\"${view.portal}\""),
        "paper");
  }

  @Test
  void anElementThatMjmlDoesNotKnowIsFound() throws IOException {
    broken(
        "digest/alert.mjml",
        text -> text.replace("<mj-section padding=\"8px 0 40px\">", "<mj-sektion>"),
        line("digest/alert.mjml", "<mj-section padding=\"8px 0 40px\">"),
        "<mj-sektion> is no element of MJML");
  }

  @Test
  void anImageWithoutASizeIsFound() throws IOException {
    broken(
        "digest/cards.mjml",
        text -> text.replaceFirst("th:attr=\"height=\\$\\{card.image.leadHeight}\"", ""),
        line("digest/cards.mjml", "card.image.leadHeight"),
        "an image without height");
  }

  @Test
  void whatWouldBeInNoMailIsFound() throws IOException {
    broken(
        "digest/alert.mjml",
        text -> text.replaceFirst("<mj-column>", "<mj-column>\n<p>Lost</p>"),
        9,
        "<p> stands outside mj-text");
  }

  @Test
  void aMarkThatIsMissingIsFound() throws IOException {
    broken("digest/digest.mjml", text -> text.replace("${view.marks.close}", "'no close'"), 1, "");
  }

  @Test
  void aBrokenMailToOneReaderIsFound() throws IOException {
    broken(
        "mail/welcome.html",
        text -> text.replace("#{mail.welcome.choose}", "#{mail.welcome.choice}"),
        line("mail/welcome.html", "mail.welcome.choose"),
        "mail.welcome.choice");
  }

  @Test
  void aTextThatCannotBeReadIsFoundInItsOwnFile() throws IOException {
    broken(
        "i18n/messages_cy.properties",
        text -> text.replaceFirst("(?m)^digest.stories=.*$", "digest.stories={0, plural, one {# }"),
        line("i18n/messages_cy.properties", "digest.stories="),
        "digest.stories: ");
  }

  @Test
  void aTextOfAPageThatCannotBeReadIsFound() throws IOException {
    broken(
        "i18n/messages_de.properties",
        text -> text.replaceFirst("(?m)^signup.heading=.*$", "signup.heading={name}"),
        line("i18n/messages_de.properties", "signup.heading="),
        "signup.heading: what is filled in has a number, not a name: {0}");
  }

  @Test
  void aTextThatCannotBeFilledInIsFoundInItsOwnFile() throws IOException {
    broken(
        "i18n/messages_fr.properties",
        text -> text.replaceFirst("(?m)^mail.welcome.subject=", "$0{0, plural, other {#}} "),
        line("i18n/messages_fr.properties", "mail.welcome.subject="),
        "mail.welcome.subject: ");
  }

  @Test
  void anEscapeThatCannotBeReadIsFoundInItsOwnFile() throws IOException {
    broken(
        "i18n/messages_fr.properties",
        text -> text.replaceFirst("(?m)^digest.update=.*$", "digest.update=\\\\u00"),
        line("i18n/messages_fr.properties", "digest.update="),
        "Malformed");
  }

  @Test
  void aTextWithoutTranslationIsSaidAndStopsNoStart() throws IOException {
    Path file = templates.resolve("i18n/messages_cy.properties");
    Files.createDirectories(file.getParent());
    List<String> lines =
        new ArrayList<>(Files.readAllLines(Path.of("templates/i18n/messages_cy.properties")));
    assertThat(lines.removeIf(line -> line.startsWith("digest.greeting.morning="))).isTrue();
    Files.write(file, lines);
    try (Paperround engine = engine()) {
      assertThat(engine.themeCheck().problems()).isEmpty();
      assertThat(engine.themeCheck().untranslated())
          .isEqualTo(engine.themeCheck().untranslated("courier"))
          .extracting(Finding::toString)
          .containsExactly(
              "warning untranslated cy/digest.greeting.morning "
                  + file
                  + " has no text for it; its readers get the English one.");
      engine.start(List.of());
    }
  }

  /// As a template of a theme.
  private void broken(String name, UnaryOperator<String> change, int line, String what)
      throws IOException {
    Path file = templates.resolve("themes/mine/" + name);
    Files.createDirectories(file.getParent());
    Files.copy(
        Path.of("templates/themes/courier/theme.properties"),
        templates.resolve("themes/mine/theme.properties"));
    String built = Files.readString(Path.of("templates").resolve(name));
    String changed = change.apply(built);
    assertThat(changed).isNotEqualTo(built);
    Files.writeString(file, changed);
    try (Paperround engine = engine()) {
      assertThat(engine.themeCheck().problems("courier")).isEmpty();
      assertThat(engine.themeCheck().problems())
          .isNotEmpty()
          .allMatch(problem -> problem.startsWith(file + ":" + line + ": "), file + ":" + line)
          .allMatch(problem -> problem.contains(what));
      assertThatThrownBy(() -> engine.start(List.of(Config.Role.SCHEDULER)))
          .isInstanceOf(BrokenThemeException.class)
          .hasMessageStartingWith(file + ":" + line + ": ");
    }
  }

  private static int line(String name, String text) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("templates").resolve(name));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(name + " has no " + text);
  }

  private Paperround engine() {
    Map<String, String> settings =
        Map.of(
            "database.url", database.url(),
            "links.keys", "1:" + Base64.getEncoder().encodeToString(new byte[32]),
            "templates.directory", templates.toString());
    return new Paperround(Config.read(new Settings(settings, Map.of())), InstantSource.system());
  }
}
