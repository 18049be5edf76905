package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;

import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/// What no mail may have: clients strip it, filters take the mail for an attack (mail-standards
/// H5).
final class ForbiddenCheck {
  private static final String ELEMENTS =
      "script, form, input, button, select, textarea, iframe, frame, object, embed, applet, base,"
          + " link, svg, math, video, audio, meta[http-equiv=refresh]";

  private ForbiddenCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    Stream<Finding> elements =
        mail.html().select(ELEMENTS).stream()
            .map(element ->
                error(
                    Rule.FORBIDDEN,
                    "html/" + element.normalName(),
                    "Mail clients do not show this element, and filters distrust it."));
    Stream<Finding> handlers =
        mail.html().getAllElements().stream().flatMap(ForbiddenCheck::handlers);
    return Stream.concat(elements, handlers);
  }

  private static Stream<Finding> handlers(Element element) {
    return element.attributes().asList().stream()
        .filter(attribute -> attribute.getKey().toLowerCase(Locale.ROOT).startsWith("on"))
        .map(attribute ->
            error(
                Rule.FORBIDDEN,
                "html/" + element.normalName(),
                "It has a script: " + attribute.getKey() + "."));
  }
}
