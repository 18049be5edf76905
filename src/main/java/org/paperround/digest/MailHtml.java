package org.paperround.digest;

import ch.digitalfondue.mjml4j.Mjml4j;
import com.ibm.icu.util.ULocale;
import java.util.Locale;
import java.util.regex.Pattern;

/// MJML to the HTML that mail clients read, without what MJML adds and some of them do not know
/// (caniemail), and with letters for the numbers that Thymeleaf writes in XML.
final class MailHtml {
  private static final Pattern NUMBERED = Pattern.compile("&#x([0-9a-f]{2,6});");

  private MailHtml() {}

  static String of(String mjml, Locale locale) {
    Mjml4j.TextDirection direction =
        ULocale.forLocale(locale).isRightToLeft()
            ? Mjml4j.TextDirection.RTL
            : Mjml4j.TextDirection.LTR;
    return letters(
        plain(Mjml4j.render(mjml, new Mjml4j.Configuration(locale.toLanguageTag(), direction))));
  }

  /// Nothing is replaced in text: an opened tag cannot stand there unescaped.
  private static String plain(String html) {
    String plain =
        html
            // only old Thunderbirds want it, and Outlook for Windows does not know its selectors
            .replaceFirst("(?s)<style media=\"screen[^>]*>.*?</style>", "")
            .replaceFirst(
                "(<div [^<>]*?)aria-label=\"[^\"]*\" aria-roledescription=\"email\"", "$1")
            .replaceFirst("(?s)(<style[^>]*>[^<]*?) outline:none;", "$1")
            .replaceFirst("(<body[^<>]*?)word-spacing:normal;", "$1");
    // long words are made breakable by CleanText
    return without(" style=\"\"", "<", without("word-break:break-word;", "<td ", plain));
  }

  /// Takes this text out of all opened tags that begin so; of many cards a pattern would take tens
  /// of milliseconds.
  private static String without(String text, String tag, String html) {
    StringBuilder kept = new StringBuilder(html.length());
    int from = 0;
    for (int at = html.indexOf(text); at >= 0; at = html.indexOf(text, at + 1)) {
      int open = html.lastIndexOf('<', at);
      boolean inTag = html.startsWith(tag, open) && html.indexOf('>', open) > at;
      if (inTag && html.indexOf(' ', open) < at) {
        kept.append(html, from, at);
        from = at + text.length();
      }
    }
    return kept.append(html, from, html.length()).toString();
  }

  private static String letters(String html) {
    return NUMBERED
        .matcher(html)
        .replaceAll(match -> {
          int codePoint = Integer.parseInt(match.group(1), 16);
          return codePoint < 0x80 ? match.group() : Character.toString(codePoint);
        });
  }
}
