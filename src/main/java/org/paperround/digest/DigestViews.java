package org.paperround.digest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleImage;
import org.paperround.article.RelatedStory;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.Edition;
import org.paperround.edition.Letter;
import org.paperround.mail.WrappedText;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.template.Messages;
import org.paperround.subscriber.Interest;

/// Makes the templates' views of an edition in one language. Everything from outside is cleaned and
/// cut to what the layout bears here, so that no article can break or bloat a mail.
final class DigestViews {
  private static final int HEADLINE = 200;
  private static final int STANDFIRST = 400;
  private static final int BRIEF = 220;
  private static final int KEY_POINT = 200;
  private static final int KEY_POINTS = 4;
  private static final int RELATED = 2;
  private static final int BOX = 400;
  private static final int PARAGRAPH = 5_000;
  private static final int URL = 1_000;
  private static final int LEAD_WIDTH = 552;
  private static final int THUMB_WIDTH = 120;

  /// Screens have more pixels than mails are laid out in.
  private static final int DENSITY = 2;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Messages messages;
  private final Locale locale;
  private final Locale contentLocale;
  private final DigestLinks links;
  private final @Nullable Week week;
  private final Map<StoryId, Card> pool;

  /// Of `newsletter` in this language; `issue` has the cards that may be shown.
  DigestViews(
      Messages messages, Locale locale, Newsletter newsletter, DigestLinks links, Issue issue) {
    this.links = links;
    this.messages = messages;
    this.locale = locale;
    this.contentLocale = newsletter.locale();
    this.week = Week.of(newsletter, issue.edition());
    this.pool = new HashMap<>();
    issue.cards().forEach(card -> pool.put(card.story(), card));
  }

  /// An edition, and those of its cards that may be shown.
  record Issue(Edition edition, List<Card> cards) {}

  DigestView html(Edition edition, List<Card> cards, Newsletter newsletter) {
    return view(
        edition,
        newsletter,
        CleanText::breakable,
        CleanText::breakable,
        cards.stream().map(card -> htmlCard(edition, card)).toList(),
        cards);
  }

  /// As html, but wrapped at 76 columns.
  DigestView text(Edition edition, List<Card> cards, Newsletter newsletter) {
    return view(
        edition,
        newsletter,
        paragraph -> WrappedText.wrap(paragraph, ""),
        headline -> titled("digest.correction.about", headline),
        cards.stream().map(card -> textCard(edition, card)).toList(),
        cards);
  }

  /// The names of the sections of these cards in the reader's language.
  Map<String, String> sections(List<Card> cards) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Card card : cards) {
      names.computeIfAbsent(card.section(), this::sectionName);
    }
    return names;
  }

  /// The names of those of their topics that have one in the reader's language.
  Map<String, String> topics(List<Card> cards) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Card card : cards) {
      for (String topic : card.topics()) {
        String key = Interest.textKey(Interest.Kind.TOPIC, topic);
        if (messages.knows(key)) {
          names.put(topic, messages.text(locale, key));
        }
      }
    }
    return names;
  }

  /// An article whose address cannot be linked to leads to the portal.
  PlanCard planCard(Card card, Newsletter newsletter) {
    CardContent content = card.content();
    return new PlanCard(
        card.ordinal(),
        card.section(),
        CleanText.line(content.headline(), HEADLINE),
        CleanText.sentence(content.standfirst(), BRIEF, contentLocale),
        httpUrl(content.url()) ? content.url() : newsletter.portalUrl());
  }

  /// Only absolute http and https addresses that can stand in a mail as they are.
  static boolean httpUrl(String url) {
    try {
      URI uri = new URI(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web
          && uri.getHost() != null
          && url.length() <= URL
          && url.chars().allMatch(c -> c > ' ' && c < 0x7F);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /// `paragraph`: how one stands in the part that this is for.
  private DigestView view(
      Edition edition,
      Newsletter newsletter,
      UnaryOperator<String> paragraph,
      UnaryOperator<String> headline,
      List<DigestView.CardView> cards,
      List<Card> pool) {
    String name = CleanText.line(newsletter.name(), HEADLINE);
    String date = date(edition);
    String page = page(edition, newsletter);
    List<DigestView.SectionView> sections = new ArrayList<>();
    sections(pool)
        .forEach((_, title) ->
            sections.add(
                new DigestView.SectionView(
                    title, rule(title), Mark.of("begin-heading", sections.size()))));
    return new DigestView(
        locale.toLanguageTag(),
        name + ", " + date,
        CleanText.line(newsletter.portalName(), HEADLINE),
        name,
        date,
        TIME.format(edition.plannedAt().atZone(newsletter.zone())),
        week == null ? "" : messages.text(locale, "digest.week"),
        messages.text(locale, week == null ? "digest.all" : "digest.week.all"),
        WrappedText.wrap(messages.text(locale, why(newsletter), name), ""),
        WrappedText.wrap(CleanText.line(newsletter.postalAddress(), BOX), ""),
        "-".repeat(72),
        rule(messages.text(locale, "digest.in-brief")),
        Mark.Document.ALL,
        letter(edition).stream().map(paragraph).toList(),
        corrected(edition, headline),
        intro(edition, paragraph),
        page,
        sharing(page, name + ", " + date),
        cards,
        sections);
  }

  private String page(Edition edition, Newsletter newsletter) {
    return newsletter.archive() && !edition.isLetter() ? links.archiveUrl(newsletter, edition) : "";
  }

  private List<Sharing.Way> sharing(String page, String title) {
    return page.isEmpty()
        ? List.of()
        : Sharing.of(page, title, messages.text(locale, "digest.share.mail"));
  }

  private static List<String> letter(Edition edition) {
    Letter letter = edition.letter();
    return letter == null ? List.of() : clean(letter.paragraphs());
  }

  private static DigestView.@Nullable Corrected corrected(
      Edition edition, UnaryOperator<String> headline) {
    Letter.Shown shown = edition.letter() == null ? null : edition.letter().shown();
    return shown == null
        ? null
        : new DigestView.Corrected(
            headline.apply(CleanText.line(shown.headline(), HEADLINE)),
            httpUrl(shown.url()) ? shown.url() : "");
  }

  private DigestView.Intro intro(Edition edition, UnaryOperator<String> paragraph) {
    List<String> clean = clean(edition.words().introParagraphs());
    return new DigestView.Intro(
        CleanText.language(String.join(" ", clean), contentLocale),
        clean.stream().map(paragraph).toList());
  }

  private static List<String> clean(List<String> paragraphs) {
    return paragraphs.stream()
        .map(paragraph -> CleanText.line(paragraph, PARAGRAPH))
        .filter(paragraph -> !paragraph.isEmpty())
        .toList();
  }

  private static String why(Newsletter newsletter) {
    return switch (newsletter.kind()) {
      case DIGEST -> "digest.why";
      case ALERT -> "alert.why";
    };
  }

  private DigestView.CardView clean(Edition edition, Card card) {
    CardContent content = card.content();
    return new DigestView.CardView(
        CleanText.language(content.headline(), contentLocale),
        content.breaking(),
        CleanText.line(content.headline(), HEADLINE),
        CleanText.line(content.standfirst(), STANDFIRST),
        CleanText.sentence(content.standfirst(), BRIEF, contentLocale),
        keyPoints(content),
        clean(content.whyItMatters()),
        clean(content.whatItMeans()),
        sectionName(card.section()),
        reading(content),
        null,
        edition.id() + "-" + card.ordinal(),
        related(card),
        Mark.Card.of(card.ordinal()));
  }

  private DigestView.CardView htmlCard(Edition edition, Card card) {
    DigestView.CardView clean = clean(edition, card);
    return new DigestView.CardView(
        clean.lang(),
        clean.breaking(),
        CleanText.breakable(clean.headline()),
        CleanText.breakable(clean.standfirst()),
        CleanText.breakable(clean.brief()),
        clean.keyPoints().stream().map(CleanText::breakable).toList(),
        CleanText.breakable(clean.why()),
        CleanText.breakable(clean.means()),
        CleanText.breakable(clean.section()),
        clean.reading(),
        image(edition, card, clean.headline()),
        clean.story(),
        clean.related(),
        clean.marks());
  }

  private DigestView.CardView textCard(Edition edition, Card card) {
    DigestView.CardView clean = clean(edition, card);
    return new DigestView.CardView(
        clean.lang(),
        clean.breaking(),
        WrappedText.wrapAfter("99. ".length(), clean.headline()),
        WrappedText.wrap(clean.standfirst(), ""),
        WrappedText.wrap(clean.brief(), ""),
        clean.keyPoints().stream().map(point -> WrappedText.wrap(point, "* ")).toList(),
        titled("digest.why-it-matters", clean.why()),
        titled("digest.what-it-means", clean.means()),
        clean.section(),
        clean.reading(),
        null,
        clean.story(),
        clean.related().stream()
            .map(related -> related.called(titled("digest.related", related.headline())))
            .toList(),
        clean.marks());
  }

  /// Those of the same edition: when one is taken back, the edition is made anew without it.
  private List<DigestView.Related> related(Card card) {
    return card.content().related().stream()
        .map(RelatedStory::story)
        .filter(story -> !story.equals(card.story()))
        .map(pool::get)
        .filter(other -> other != null && httpUrl(other.content().url()))
        .limit(RELATED)
        .map(other ->
            new DigestView.Related(
                CleanText.line(other.content().headline(), HEADLINE),
                other.content().url(),
                Mark.of("related-begin", other.ordinal()),
                Mark.of("related-end", other.ordinal())))
        .toList();
  }

  private String titled(String key, String text) {
    return text.isEmpty()
        ? ""
        : WrappedText.wrap(
            messages.text(locale, key) + messages.text(locale, "colon") + " " + text, "");
  }

  private static List<String> keyPoints(CardContent content) {
    return content.keyPoints().stream()
        .map(point -> CleanText.line(point, KEY_POINT))
        .filter(point -> !point.isEmpty())
        .limit(KEY_POINTS)
        .toList();
  }

  private static String clean(@Nullable String text) {
    return text == null ? "" : CleanText.line(text, BOX);
  }

  private String reading(CardContent content) {
    String minutes = messages.text(locale, "digest.reading", content.shownMinutes());
    return week == null ? minutes : week.dayOf(content.publishedAt(), locale) + " · " + minutes;
  }

  private String date(Edition edition) {
    String pattern = messages.text(locale, "digest.date-pattern");
    DateTimeFormatter dates = DateTimeFormatter.ofPattern(pattern, locale);
    if (week == null) {
      return dates.format(edition.date());
    }
    String first = messages.text(locale, "digest.week.first-pattern");
    return messages.text(
        locale,
        "digest.week.dates",
        DateTimeFormatter.ofPattern(first, locale).format(week.first()),
        dates.format(week.last()));
  }

  private String sectionName(String section) {
    String key = Interest.textKey(Interest.Kind.SECTION, section);
    if (messages.knows(key)) {
      return messages.text(locale, key);
    }
    String words = CleanText.line(section.replace('-', ' '), 40);
    return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(locale) + words.substring(1);
  }

  /// It is a link, so that it has to say something: the headline, where the article says not what
  /// it shows.
  private DigestView.@Nullable ImageView image(Edition edition, Card card, String headline) {
    ArticleImage image = card.content().image();
    if (image == null || !isShown(image)) {
      return null;
    }
    return new DigestView.ImageView(
        url(edition, card, image, LEAD_WIDTH),
        url(edition, card, image, THUMB_WIDTH),
        isSilent(image) ? headline : words(image),
        height(image, LEAD_WIDTH),
        height(image, THUMB_WIDTH));
  }

  private String url(Edition edition, Card card, ArticleImage image, int width) {
    return links.imageUrl(
        edition.id(), card.ordinal(), image, DENSITY * width, DENSITY * height(image, width));
  }

  /// Not when its address is not https: no client would show it (mail-standards C12).
  private static boolean isShown(ArticleImage image) {
    return image.url().startsWith("https://") && httpUrl(image.url());
  }

  /// Whether a mail shows it, without a word of what it shows.
  static boolean isSilent(ArticleImage image) {
    return isShown(image) && words(image).codePoints().noneMatch(Character::isLetterOrDigit);
  }

  private static String words(ArticleImage image) {
    return CleanText.line(image.alt(), KEY_POINT);
  }

  /// Of an unknown or absurd size, 16:9.
  private static int height(ArticleImage image, int width) {
    boolean plausible =
        image.width() > 0
            && image.height() * 4 > image.width()
            && image.height() < image.width() * 2;
    return plausible
        ? Math.round((float) width * image.height() / image.width())
        : Math.round(width * 9 / 16f);
  }

  private static String rule(String title) {
    return "-".repeat(Math.min(WrappedText.COLUMNS, title.codePointCount(0, title.length())));
  }
}
