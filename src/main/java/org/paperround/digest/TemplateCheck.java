package org.paperround.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.paperround.platform.template.Templates;

/// What one look at the mails' templates finds: texts that cannot be read, what MJML would leave
/// out without a word, images without a size or words, and what no mail client runs.
final class TemplateCheck {
  private static final List<String> MJML =
      List.of("digest/digest.mjml", "digest/alert.mjml", "digest/cards.mjml");

  private static final List<String> HTML =
      List.of(
          "mail/frame.html",
          "mail/button.html",
          "mail/confirm.html",
          "mail/welcome.html",
          "mail/still-wanted.html",
          "mail/address.html",
          "mail/moved.html",
          "mail/goodbye.html");

  private static final Set<String> ELEMENTS =
      Set.of(
          "mj-head",
          "mj-body",
          "mj-title",
          "mj-raw",
          "mj-attributes",
          "mj-all",
          "mj-class",
          "mj-style",
          "mj-font",
          "mj-breakpoint",
          "mj-preview",
          "mj-section",
          "mj-wrapper",
          "mj-group",
          "mj-column",
          "mj-text",
          "mj-image",
          "mj-button",
          "mj-divider",
          "mj-spacer",
          "mj-table",
          "mj-hero",
          "mj-social",
          "mj-social-element",
          "mj-navbar",
          "mj-navbar-link",
          "mj-html-attributes");

  /// What is in these and is not MJML is in no mail.
  private static final Set<String> FRAMES =
      Set.of("mj-body", "mj-section", "mj-wrapper", "mj-group", "mj-column");

  private static final Set<String> NEVER_RUN =
      Set.of("script", "iframe", "form", "input", "object", "embed", "video", "svg", "link");

  private final String place;
  private final List<String> problems = new ArrayList<>();

  private TemplateCheck(String place) {
    this.place = place;
  }

  /// Each as `FILE:LINE: what`; empty when all is well.
  static List<String> problems(Templates templates) {
    List<String> problems = new ArrayList<>(templates.messages().problems());
    for (String name : MJML) {
      problems.addAll(problems(templates.place(name), templates.file(name), Parser.xmlParser()));
    }
    for (String name : HTML) {
      problems.addAll(problems(templates.place(name), templates.file(name), Parser.htmlParser()));
    }
    return problems;
  }

  static List<String> problems(String place, String source, Parser parser) {
    TemplateCheck check = new TemplateCheck(place);
    Document document = Jsoup.parse(source, "", parser.setTrackPosition(true));
    document.getAllElements().forEach(check::element);
    return check.problems;
  }

  private void element(Element element) {
    String name = element.normalName();
    if (name.startsWith("mj-") && !ELEMENTS.contains(name)) {
      problem(element, "<" + name + "> is no element of MJML");
    }
    if (NEVER_RUN.contains(name)) {
      problem(element, "<" + name + "> has no place in a mail");
    }
    if (name.equals("img") || name.equals("mj-image")) {
      image(element);
    }
    if (!name.startsWith("mj-") && !name.startsWith("th:") && isLost(element)) {
      problem(element, "<" + name + "> stands outside mj-text and mj-raw: it would be in no mail");
    }
  }

  private void image(Element image) {
    for (String attribute : List.of("width", "height", "alt")) {
      boolean there =
          image.hasAttr(attribute)
              || image.hasAttr("th:" + attribute)
              || (" " + image.attr("th:attr").replace(",", " ")).contains(" " + attribute + "=");
      if (!there) {
        problem(image, "an image without " + attribute);
      }
    }
  }

  private static boolean isLost(Element element) {
    Element parent = element.parent();
    while (parent != null && parent.normalName().startsWith("th:") && !isFragment(parent)) {
      parent = parent.parent();
    }
    return parent != null && FRAMES.contains(parent.normalName());
  }

  /// Where it lands is for the template to say that uses it.
  private static boolean isFragment(Element element) {
    return element.hasAttr("th:fragment");
  }

  private void problem(Element element, String what) {
    problems.add(place + ":" + element.sourceRange().start().lineNumber() + ": " + what);
  }
}
