package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/// Where links lead, and whether their text says so (WCAG 2.4.4).
final class LinkCheck {
  private static final Set<String> EMPTY_WORDS =
      Set.of("click here", "here", "link", "more", "read more", "this", "yma", "ici", "hier");

  private LinkCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    return mail.html().select("a[href]").stream()
        .flatMap(link -> Stream.concat(target(link), text(mail, link)));
  }

  private static Stream<Finding> target(Element link) {
    String href = link.attr("href").strip();
    String lower = href.toLowerCase(Locale.ROOT);
    if (href.isEmpty() || href.equals("#")) {
      return unsafe(link, "leads nowhere");
    }
    if (lower.startsWith("https://") || lower.startsWith("mailto:") || lower.startsWith("tel:")) {
      return Stream.of();
    }
    if (lower.startsWith("http://")) {
      return Loopback.in(lower)
          ? Stream.of()
          : Stream.of(
              warning(
                  Rule.LINK_UNSAFE,
                  "html/a",
                  LintedMail.quoted(link) + " leads to a page without https: " + href));
    }
    return href.contains(":") && !lower.startsWith("/")
        ? unsafe(link, "has an address that is not of the web: " + LintedMail.quoted(href))
        : unsafe(link, "has an address that means nothing in a mail: " + LintedMail.quoted(href));
  }

  private static Stream<Finding> unsafe(Element link, String why) {
    return Stream.of(error(Rule.LINK_UNSAFE, "html/a", LintedMail.quoted(link) + " " + why + "."));
  }

  private static Stream<Finding> text(LintedMail mail, Element link) {
    String said =
        (link.text() + " " + String.join(" ", link.select("img").eachAttr("alt"))).strip();
    if (said.isEmpty()) {
      return Stream.of(
          error(
              Rule.LINK_TEXT,
              "html/a",
              "A link says nothing: " + LintedMail.quoted(link.attr("href"))));
    }
    return EMPTY_WORDS.contains(said.toLowerCase(mail.language()))
        ? Stream.of(
            warning(
                Rule.LINK_TEXT,
                "html/a",
                LintedMail.quoted(said) + " does not say where it leads."))
        : Stream.of();
  }
}
