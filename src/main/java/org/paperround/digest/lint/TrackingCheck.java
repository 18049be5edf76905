package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/// What tells on a reader (mail-standards I6): pixels, links that count, parameters that name a
/// campaign to third parties.
final class TrackingCheck {
  private static final Pattern PARAMETER =
      Pattern.compile("[?&](utm_\\w+|fbclid|gclid|mc_eid|mc_cid|_hsenc|vero_id)=");

  private TrackingCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    Stream<Finding> pixels =
        mail.html().select("img").stream()
            .filter(image -> isPixel(mail, image))
            .map(image ->
                error(
                    Rule.TRACKING,
                    "html/img",
                    "An image that nobody sees: " + LintedMail.quoted(image.attr("src"))));
    Stream<Finding> links =
        mail.html().select("a[href]").stream().flatMap(link -> link(mail, link));
    return Stream.concat(pixels, links);
  }

  /// A dark logo that is hidden in the light, or a divider, is none.
  private static boolean isPixel(LintedMail mail, Element image) {
    return mail.styles().isNeverShown(image)
        || (isDot(mail, image, "width") && isDot(mail, image, "height"));
  }

  private static boolean isDot(LintedMail mail, Element image, String side) {
    String size =
        mail.styles().value(image, MailStyles.Scheme.LIGHT, side).orElse(image.attr(side));
    return size.strip().matches("[01](px)?");
  }

  private static Stream<Finding> link(LintedMail mail, Element link) {
    String href = link.attr("href");
    String prefix = mail.trackedPrefix();
    if (!prefix.isEmpty() && href.startsWith(prefix)) {
      return Stream.of(
          error(
              Rule.TRACKING,
              "html/a",
              LintedMail.quoted(link) + " counts the click of a reader who did not agree to it."));
    }
    return PARAMETER.matcher(href).find()
        ? Stream.of(
            warning(
                Rule.TRACKING,
                "html/a",
                LintedMail.quoted(link) + " carries a campaign's name: " + href))
        : Stream.of();
  }
}
