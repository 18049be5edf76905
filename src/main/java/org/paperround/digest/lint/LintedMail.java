package org.paperround.digest.lint;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.paperround.mail.ReadMail;

/// A mail taken apart, once for all checks. For one thread.
final class LintedMail {
  private static final Pattern WEB = Pattern.compile("<(https?://[^>]+)>");
  private static final int QUOTED = 50;

  private final ReadMail read;
  private final Document html;
  private final MailStyles styles;
  private final String trackedPrefix;

  LintedMail(byte[] message, String trackedPrefix) {
    this.read = ReadMail.parse(message);
    this.html = Jsoup.parse(read.html());
    this.styles = MailStyles.of(html);
    this.trackedPrefix = trackedPrefix;
  }

  ReadMail read() {
    return read;
  }

  /// Empty when the mail is text only.
  Document html() {
    return html;
  }

  boolean hasHtml() {
    return !read.html().isBlank();
  }

  MailStyles styles() {
    return styles;
  }

  /// Its language, by `lang`.
  Locale language() {
    return Locale.forLanguageTag(html.select("html").attr("lang"));
  }

  /// With what a link begins that counts clicks, where none may; else empty.
  String trackedPrefix() {
    return trackedPrefix;
  }

  /// Whether it goes to many: a digest, no confirmation.
  boolean toAList() {
    return !read.header("list-id").isEmpty();
  }

  /// The web address in List-Unsubscribe.
  Optional<String> unsubscribeUrl() {
    Matcher found = WEB.matcher(read.header("list-unsubscribe"));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /// The first words of it, to be found again in the mail.
  static String quoted(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return "\""
        + (line.length() <= QUOTED ? line : line.substring(0, QUOTED).strip() + "...")
        + "\"";
  }

  static String quoted(Element element) {
    String text = element.text().isBlank() ? element.attr("alt") : element.text();
    return text.isBlank() ? "<" + element.normalName() + ">" : quoted(text);
  }
}
