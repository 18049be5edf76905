package org.paperround.digest;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.ArticleImage;
import org.paperround.article.StoryId;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.digest.lint.Finding;
import org.paperround.digest.lint.MailLint;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Letter;
import org.paperround.edition.Pool;
import org.paperround.edition.Words;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Themes;
import org.paperround.platform.template.BrokenTemplateException;
import org.paperround.platform.template.Messages;
import org.paperround.platform.template.Templates;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;

/// Makes digest, letter and alert of a made-up edition with a newsletter's theme, in every
/// language, so that a broken template is found before there is a reader to mail. Thread-safe.
public final class Rehearsal {
  private static final Instant AT = Instant.parse("2026-11-24T06:00:00Z");
  private static final LocalDate DATE = LocalDate.of(2026, 11, 24);
  private static final EditionId EDITION = new EditionId(1);

  private static final Letter CORRECTION =
      new Letter(
          EDITION,
          new StoryId(1),
          "We were wrong.",
          new Letter.Shown("What we wrote", "https://portal.example/story"));

  /// A letter has no story to take its subject from.
  private static final Words LETTERS =
      new Words(List.of("What it is about"), "What a letter begins with.", 0, null);

  private final Templates templates;
  private final Themes themes;
  private final DigestRenderer renderer;
  private final DigestLinks links;
  private final ReaderLinks readerLinks;

  public Rehearsal(
      Templates templates, DigestLinks links, ReaderLinks readerLinks, String senderId) {
    this.templates = templates;
    this.themes = new Themes(templates);
    this.renderer = new DigestRenderer(templates, senderId, links);
    this.links = links;
    this.readerLinks = readerLinks;
  }

  /// What is wrong with the templates, each as `FILE:LINE: what`; empty when all is well. What one
  /// look at the files finds comes first, because rendering would stop at it.
  public List<String> problems(Newsletter newsletter) {
    Templates themed = themes.templates(themes.named(newsletter.look()));
    List<String> problems = new ArrayList<>(TemplateCheck.problems(themed));
    if (problems.isEmpty()) {
      rehearse(newsletter, null, problems);
      rehearse(newsletter, CORRECTION, problems);
      rehearse(newsletter.alerting(), null, problems);
    }
    return problems.stream().distinct().toList();
  }

  /// The texts that readers of a language get in English with a theme.
  public List<Finding> untranslated(String theme) {
    return MailLint.checkTexts(templates.themed(theme).messages());
  }

  private void rehearse(Newsletter newsletter, @Nullable Letter letter, List<String> problems) {
    Edition edition = edition(newsletter, letter);
    Pool pool = new Pool(EDITION, 1, letter == null ? cards() : List.of());
    for (String language : Messages.LANGUAGES) {
      try {
        Plan.Content content = renderer.render(edition, pool, newsletter, Locale.of(language));
        assemble(new Plan(0, content), edition, pool);
      } catch (BrokenTemplateException e) {
        problems.add(String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException | IllegalStateException e) {
        String template = DigestRenderer.template(edition, newsletter) + ".mjml";
        String place = themes.templates(themes.named(newsletter.look())).place(template);
        problems.add(place + ":1: " + e.getMessage());
      }
    }
  }

  /// Both parts: a slot that stands where nothing fills it is found only now.
  private void assemble(Plan plan, Edition edition, Pool pool) {
    List<ChosenCard> cards = new ArrayList<>();
    for (Card card : pool.cards()) {
      Reason reason =
          switch (card.ordinal() % 3) {
            case 1 -> new Reason.FrontPage();
            case 2 -> new Reason.FollowsSection(card.section());
            default -> new Reason.TopStory();
          };
      cards.add(new ChosenCard(card.ordinal(), reason, card.ordinal() == 1));
    }
    DigestRequest request =
        new DigestRequest(
            edition,
            new SubscriberId(1),
            EmailAddress.of("reader@reader.example"),
            "A reader",
            ZoneOffset.UTC,
            false,
            false,
            cards,
            0,
            AT);
    Plan.Content content = plan.content();
    Layout layout = Layout.of(content, cards);
    MailLinks own = new MailLinks(links, readerLinks, content, request, false);
    Fillings fillings = new Fillings(plan, layout, request, own);
    Assembly assembly = new Assembly(layout, fillings, new ByteArrayOutputStream());
    assembly.text(content.text());
    assembly.html(content.html());
  }

  private static Edition edition(Newsletter newsletter, @Nullable Letter letter) {
    return new Edition(
        EDITION,
        newsletter.id(),
        DATE,
        AT,
        AT,
        AT.plus(Duration.ofHours(24)),
        EditionState.SENDING,
        1,
        letter == null ? Words.NONE : LETTERS,
        letter);
  }

  /// With a picture and without, with everything that a card may have and with nothing.
  private static List<Card> cards() {
    ArticleImage image =
        new ArticleImage("https://portal.example/picture.png", "A picture", 1200, 675);
    return List.of(
        card(1, content("All that it may have", image)),
        card(2, content("No picture", null)),
        card(3, CardContent.of("https://portal.example/3", "A headline alone", "", AT)));
  }

  private static CardContent content(String headline, @Nullable ArticleImage image) {
    return new CardContent(
        "https://portal.example/story",
        headline,
        "What happened. And what followed.",
        List.of("One point", "Another"),
        "It does.",
        "Little changes.",
        "A writer",
        image,
        true,
        AT,
        3,
        List.of("Another paper"),
        List.of());
  }

  private static Card card(int ordinal, CardContent content) {
    return new Card(
        ordinal,
        new StoryId(ordinal),
        1,
        new ArticleId(ordinal),
        1,
        "owner",
        "politics",
        List.of(),
        null,
        content,
        1.0 / ordinal,
        Map.of(),
        ordinal,
        false,
        false,
        false,
        null);
  }
}
