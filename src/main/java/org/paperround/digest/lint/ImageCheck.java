package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/// Images by https, with their size and what they show: half of the readers see the alternative
/// text first (mail-standards C12, H1).
final class ImageCheck {
  private static final int WIDEST = 1_200;

  private ImageCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    return mail.html().select("img").stream().flatMap(ImageCheck::image);
  }

  private static Stream<Finding> image(Element image) {
    String source = image.attr("src");
    String name = LintedMail.quoted(image.attr("alt").isBlank() ? source : image.attr("alt"));
    Stream.Builder<Finding> found = Stream.builder();
    if (!image.hasAttr("alt")) {
      found.add(error(Rule.IMAGE_ALT, "html/img", name + " has no alternative text."));
    } else if (image.attr("alt").isBlank() && image.closest("a") != null) {
      found.add(error(Rule.IMAGE_ALT, "html/img", name + " is a link whose image says nothing."));
    }
    if (!source.startsWith("https://") && !Loopback.in(source)) {
      found.add(error(Rule.IMAGE_ADDRESS, "html/img", name + " is not loaded by https."));
    }
    int width = number(image.attr("width"));
    if (width == 0 || number(image.attr("height")) == 0) {
      found.add(
          warning(
              Rule.IMAGE_SIZE,
              "html/img",
              name + " has no width and height: the text jumps when it comes."));
    }
    if (width > WIDEST) {
      found.add(warning(Rule.IMAGE_SIZE, "html/img", name + " is " + width + " pixels wide."));
    }
    return found.build();
  }

  private static int number(String text) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }
}
