package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import com.ibm.icu.util.ULocale;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// What a screen reader goes by: language, direction, title, headings in order, tables that say
/// they are for layout only (mail-standards H1, H8; WCAG 1.3.1, 3.1.1).
final class StructureCheck {
  private StructureCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    return mail.hasHtml()
        ? Stream.of(page(mail.html()), headings(mail.html()), tables(mail.html()))
            .flatMap(stream -> stream)
        : Stream.of();
  }

  private static Stream<Finding> page(Document html) {
    Stream.Builder<Finding> found = Stream.builder();
    String lang = html.select("html").attr("lang");
    if (lang.isBlank()) {
      found.add(error(Rule.STRUCTURE, "html/html", "It says no language (lang)."));
    } else if (ULocale.forLanguageTag(lang).isRightToLeft()
        && !html.select("html").attr("dir").equals("rtl")) {
      found.add(
          error(Rule.STRUCTURE, "html/html", lang + " is read from right to left (dir=\"rtl\")."));
    }
    if (html.title().isBlank()) {
      found.add(error(Rule.STRUCTURE, "html/title", "There is no title."));
    }
    if (html.select("meta[name=viewport]").isEmpty()) {
      found.add(
          warning(Rule.STRUCTURE, "html/meta", "Without a viewport phones show it too small."));
    }
    if (html.select("meta[name=color-scheme]").isEmpty()) {
      found.add(
          warning(Rule.STRUCTURE, "html/meta", "Without color-scheme clients invert its colours."));
    }
    return found.build();
  }

  private static Stream<Finding> headings(Document html) {
    Stream.Builder<Finding> found = Stream.builder();
    int titles = html.select("h1").size();
    if (titles != 1) {
      found.add(warning(Rule.STRUCTURE, "html/h1", "It has " + titles + " headings h1, not one."));
    }
    int above = 0;
    for (Element heading : html.select("h1, h2, h3, h4, h5, h6")) {
      int level = heading.normalName().charAt(1) - '0';
      if (above > 0 && level > above + 1) {
        found.add(
            warning(
                Rule.STRUCTURE,
                "html/" + heading.normalName(),
                LintedMail.quoted(heading) + " follows an h" + above + "."));
      }
      above = level;
    }
    return found.build();
  }

  private static Stream<Finding> tables(Document html) {
    return html.select("table:not([role=presentation]):not([role=none])").stream()
        .filter(table -> table.select("th").isEmpty())
        .map(table ->
            error(
                Rule.STRUCTURE,
                "html/table",
                "A table for layout needs role=\"presentation\": " + LintedMail.quoted(table)));
  }
}
