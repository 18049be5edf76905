package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.paperround.digest.lint.MailStyles.Scheme;
import org.paperround.newsletter.Colour;

/// 4.5 to 1 for text, 3 to 1 for large text, in light and dark (WCAG 2.2, 1.4.3).
final class ContrastCheck {
  private static final double TEXT = 4.5;
  private static final double LARGE_TEXT = 3;
  private static final double LARGE = 24;
  private static final double LARGE_BOLD = 18.66;
  private static final double USUAL = 16;
  private static final Pattern PIXELS = Pattern.compile("([\\d.]+)px");

  /// What browsers lay under a page that supports the dark scheme.
  private static final Colour DARK_CANVAS = new Colour(18, 18, 18);

  private ContrastCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    return Stream.of(Scheme.values())
        .flatMap(scheme ->
            mail.html().getAllElements().stream()
                .filter(element -> !element.ownText().isBlank())
                .filter(element -> element.closest("body") != null)
                .filter(element -> !mail.styles().isHidden(element, scheme))
                .flatMap(element -> check(mail, element, scheme).stream()));
  }

  private static Optional<Finding> check(LintedMail mail, Element element, Scheme scheme) {
    Optional<Colour> known = text(mail, element, scheme);
    Optional<Colour> behind = ground(mail, element, scheme);
    if (known.isEmpty() || behind.isEmpty()) {
      return Optional.empty();
    }
    Colour text = known.get();
    Colour ground = behind.get();
    double contrast = text.contrast(ground);
    double needed = large(mail, element) ? LARGE_TEXT : TEXT;
    return contrast >= needed
        ? Optional.empty()
        : Optional.of(
            error(
                Rule.CONTRAST,
                "html/" + scheme.name().toLowerCase(Locale.ROOT) + "/" + element.normalName(),
                String.format(
                    Locale.ROOT,
                    "%s on %s is %.1f to 1, less than %.1f: %s",
                    text,
                    ground,
                    contrast,
                    needed,
                    LintedMail.quoted(element.ownText()))));
  }

  /// Empty: one is set, and cannot be read here.
  private static Optional<Colour> text(LintedMail mail, Element element, Scheme scheme) {
    Optional<String> set = mail.styles().inherited(element, scheme, "color");
    return set.isEmpty()
        ? Optional.of(scheme == Scheme.DARK ? Colour.WHITE : Colour.BLACK)
        : Colour.in(set.get());
  }

  /// As for the text; a ground without a colour, such as a picture, is looked through.
  private static Optional<Colour> ground(LintedMail mail, Element element, Scheme scheme) {
    Optional<String> set =
        Stream.iterate(element, around -> around != null, Element::parent)
            .flatMap(around -> ground(mail.styles(), around, scheme).stream())
            .findFirst();
    return set.isEmpty()
        ? Optional.of(scheme == Scheme.DARK ? DARK_CANVAS : Colour.WHITE)
        : Colour.in(set.get());
  }

  private static Optional<String> ground(MailStyles styles, Element element, Scheme scheme) {
    return styles
        .value(element, scheme, "background-color", "background")
        .filter(value -> !value.matches("transparent|none|inherit|initial|unset"))
        .or(() ->
            Optional.of(element.attr("bgcolor").strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty())
                .map(value -> value.matches("[0-9a-f]{6}") ? "#" + value : value));
  }

  private static boolean large(LintedMail mail, Element element) {
    double size =
        mail.styles()
            .inherited(element, Scheme.LIGHT, "font-size")
            .map(ContrastCheck::pixels)
            .orElse(USUAL);
    return size >= LARGE || (size >= LARGE_BOLD && bold(mail, element));
  }

  private static boolean bold(LintedMail mail, Element element) {
    return mail.styles()
        .inherited(element, Scheme.LIGHT, "font-weight")
        .map(weight -> weight.equals("bold") || weight.matches("[7-9]00"))
        .orElseGet(() -> element.closest("h1, h2, h3, strong, b, th") != null);
  }

  private static double pixels(String size) {
    Matcher found = PIXELS.matcher(size);
    return found.find() ? Double.parseDouble(found.group(1)) : USUAL;
  }
}
