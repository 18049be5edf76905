package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.paperround.mail.ReadMail;

/// Gmail cuts HTML off at 102,400 bytes, footer and all, and drops a style block of more than 8,192
/// (mail-standards C11, H5).
final class SizeCheck {
  private static final int AIM = 80 * 1024;
  private static final int STYLE = 8_192;

  private SizeCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    int bytes = mail.read().htmlOctets();
    Stream.Builder<Finding> found = Stream.builder();
    if (bytes >= ReadMail.MOST_HTML_OCTETS) {
      found.add(error(Rule.SIZE, "html", size(bytes) + ": Gmail cuts it off at 100 KB."));
    } else if (bytes > AIM) {
      found.add(warning(Rule.SIZE, "html", size(bytes) + " of the 100 KB that Gmail shows."));
    }
    int style = mail.html().select("style").stream().mapToInt(SizeCheck::length).sum();
    if (style > STYLE) {
      found.add(
          error(Rule.SIZE, "html/style", size(style) + ": Gmail drops style blocks over 8 KB."));
    }
    return found.build();
  }

  private static int length(Element style) {
    return style.data().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String size(int bytes) {
    return String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
  }
}
