package org.paperround.digest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Pool;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Theme;
import org.paperround.newsletter.Themes;
import org.paperround.platform.template.Messages;
import org.paperround.platform.template.Templates;

/// Renders a plan's content: Thymeleaf (XML) and MJML make the HTML, Thymeleaf (TEXT) the text,
/// each one document with every card in its forms, cut by [DocumentCutter]. Milliseconds of work
/// per card: once per edition revision and language, never per reader. Thread-safe.
final class DigestRenderer {
  private static final int HEADLINE = 200;

  private final Themes themes;
  private final String senderId;
  private final DigestLinks links;

  DigestRenderer(Templates templates, String senderId, DigestLinks links) {
    this.links = links;
    this.themes = new Themes(templates);
    this.senderId = senderId;
  }

  Plan.Content render(Edition edition, Pool pool, Newsletter newsletter, Locale locale) {
    List<Card> cards = pool.cards().stream().filter(Card::usable).toList();
    Theme theme = themes.named(newsletter.look());
    Templates templates = themes.templates(theme);
    DigestViews.Issue issue = new DigestViews.Issue(edition, cards);
    DigestViews views = new DigestViews(templates.messages(), locale, newsletter, links, issue);
    Map<String, String> names = views.sections(cards);
    List<String> sections = List.copyOf(names.keySet());
    Map<Integer, PlanCard> planCards = new LinkedHashMap<>();
    cards.forEach(card -> planCards.put(card.ordinal(), views.planCard(card, newsletter)));
    String template = template(edition, newsletter);
    return new Plan.Content(
        newsletter.id().value(),
        subjects(templates.messages(), edition, cards, newsletter, locale),
        edition.words().preheader(),
        new CommonFields(senderId).bytes(edition, newsletter, locale),
        Phrases.of(templates.messages(), locale, names, views.topics(cards)),
        planCards,
        theme.sections(),
        DocumentCutter.text(
            templates.text(
                template + ".txt", locale, Map.of("view", views.text(edition, cards, newsletter))),
            sections),
        DocumentCutter.html(
            html(views.html(edition, cards, newsletter), template, theme, locale), sections));
  }

  /// The texts of the newsletter's theme.
  Messages messages(Newsletter newsletter) {
    return themes.templates(themes.named(newsletter.look())).messages();
  }

  /// Of an alert without a subject of the editor's: the one for everybody, that it breaks.
  private static List<String> subjects(
      Messages messages, Edition edition, List<Card> cards, Newsletter newsletter, Locale locale) {
    List<String> given = edition.words().subjects();
    if (!given.isEmpty() || cards.isEmpty()) {
      return given;
    }
    return switch (newsletter.kind()) {
      case DIGEST -> given;
      case ALERT -> List.of(alertSubject(messages, cards.getFirst(), locale));
    };
  }

  private static String alertSubject(Messages messages, Card card, Locale locale) {
    String headline = CleanText.line(card.content().headline(), HEADLINE);
    return messages.text(locale, "alert.subject", headline);
  }

  private String html(DigestView view, String template, Theme theme, Locale locale) {
    Map<String, Object> values =
        Map.of("view", view, "theme", theme, "logo", theme.logoUrl(links.base()));
    String mjml = themes.templates(theme).xml(template + ".mjml", locale, values);
    return MailHtml.of(mjml, locale);
  }

  /// A letter looks the same, whatever the newsletter.
  static String template(Edition edition, Newsletter newsletter) {
    if (edition.isLetter()) {
      return "digest/digest";
    }
    return switch (newsletter.kind()) {
      case DIGEST -> "digest/digest";
      case ALERT -> "digest/alert";
    };
  }

  /// The text that quoted-printable of our own making stands for.
  static String decoded(byte[] quotedPrintable) {
    byte[] out = new byte[quotedPrintable.length];
    int length = 0;
    for (int i = 0; i < quotedPrintable.length; i++) {
      if (quotedPrintable[i] != '=') {
        out[length++] = quotedPrintable[i];
      } else if (quotedPrintable[i + 1] == '\r') {
        i += 2;
      } else {
        out[length++] =
            (byte)
                (Character.digit(quotedPrintable[i + 1], 16) << 4
                    | Character.digit(quotedPrintable[i + 2], 16));
        i += 2;
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
