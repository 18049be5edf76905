package org.paperround.article;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Text from outside, made safe to show and to put into a header: no markup, NFC, one space between
/// words, and no character that steers instead of being read (controls, bidi and zero-width
/// characters, private use, which the digest's templates need for themselves).
final class PlainText {
  private static final String BLOCKS =
      "p, li, h1, h2, h3, h4, h5, h6, blockquote, figcaption, pre, dt, dd, td";
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int EMOJI_VARIATION = 0xFE0F;

  private PlainText() {}

  /// What a browser would show of this piece of HTML, in one line of at most `limit` characters.
  static String ofHtml(String html, int limit) {
    return line(looksLikeMarkup(html) ? Jsoup.parseBodyFragment(html).text() : html, limit);
  }

  /// A body, which may be HTML or plain text: its paragraphs, or its lines.
  static String body(String text, int limit) {
    return text.contains("</") ? paragraphs(text, limit) : plainParagraphs(text, limit);
  }

  /// The paragraphs of this piece of HTML, with an empty line between them.
  static String paragraphs(String html, int limit) {
    Document document = Jsoup.parseBodyFragment(html);
    document.select("script, style, noscript, template").remove();
    List<String> paragraphs = new ArrayList<>();
    for (Element block : document.select(BLOCKS)) {
      if (block.select(BLOCKS).size() == 1) {
        paragraphs.add(block.text());
      }
    }
    return joined(paragraphs.isEmpty() ? List.of(document.text()) : paragraphs, limit);
  }

  /// Plain text whose lines are its paragraphs.
  static String plainParagraphs(String text, int limit) {
    return joined(text.lines().toList(), limit);
  }

  /// Plain text in one line of at most `limit` characters, cut between words.
  static String line(String text, int limit) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), 4 * limit));
    String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
    int before = ' ';
    for (int i = 0; i < normal.length(); ) {
      int code = normal.codePointAt(i);
      i += Character.charCount(code);
      int shown = shown(code, before);
      if (shown == ' ' && (clean.isEmpty() || before == ' ')) {
        continue;
      }
      if (shown >= 0) {
        clean.appendCodePoint(shown);
        before = shown;
      }
    }
    return cut(clean.toString().strip(), limit);
  }

  /// The character to show for this one; -1 for none.
  private static int shown(int code, int before) {
    return switch (Character.getType(code)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          ' ';
      case Character.CONTROL -> Character.isWhitespace(code) || code == 0x85 ? ' ' : -1;
      case Character.FORMAT ->
          code == ZERO_WIDTH_JOINER && (Character.isEmoji(before) || before == EMOJI_VARIATION)
              ? code
              : -1;
      case Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> -1;
      default -> code;
    };
  }

  private static String joined(List<String> paragraphs, int limit) {
    String text =
        paragraphs.stream()
            .map(paragraph -> line(paragraph, limit))
            .filter(paragraph -> !paragraph.isEmpty())
            .collect(Collectors.joining("\n\n"));
    return text.length() <= limit ? text : text.substring(0, lastBreak(text, limit)).strip();
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    return text.substring(0, lastBreak(text, limit - 1)).strip() + "…";
  }

  /// The last space before `limit`, unless that would lose more than a third.
  private static int lastBreak(String text, int limit) {
    int space = Math.max(text.lastIndexOf(' ', limit), text.lastIndexOf('\n', limit));
    if (space > limit * 2 / 3) {
      return space;
    }
    return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
  }

  private static boolean looksLikeMarkup(String text) {
    return text.indexOf('<') >= 0 || text.indexOf('&') >= 0;
  }
}
