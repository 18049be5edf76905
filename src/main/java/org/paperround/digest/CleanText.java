package org.paperround.digest;

import com.ibm.icu.util.ULocale;
import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.Locale;
import org.paperround.mail.PlainAscii;

/// Makes text from feeds and editors fit to be printed: one line, no control, bidi-control,
/// private-use or broken characters (mail-standards C5), no longer than a layout bears. Pure.
final class CleanText {
  private static final int LONGEST_WORD = 24;

  /// So many large letters fit on the smallest screen.
  private static final int PIECE = 10;

  /// Where Unicode's combining marks begin.
  private static final char COMBINING = 0x300;

  private CleanText() {}

  /// `text` on one line; cut before `most` characters, at a word where there is one, ended by an
  /// ellipsis then.
  static String line(String text, int most) {
    return text.length() <= most && PlainAscii.isTidy(text) ? text : cleaned(text, most);
  }

  private static String cleaned(String text, int most) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), most + 2));
    boolean space = false;
    for (int i = 0; i < text.length(); ) {
      int next = text.codePointAt(i);
      i += Character.charCount(next);
      if (Character.isWhitespace(next) || next == 0x85) {
        space = !clean.isEmpty();
      } else if (printable(next)) {
        if (space) {
          clean.append(' ');
          space = false;
        }
        clean.appendCodePoint(next);
        if (clean.length() > most) {
          return cut(clean.toString(), most);
        }
      }
    }
    return clean.toString();
  }

  /// The first sentence, cut like [#line].
  static String sentence(String text, int most, Locale locale) {
    String line = line(text, 10 * most);
    BreakIterator sentences = BreakIterator.getSentenceInstance(locale);
    sentences.setText(line);
    int end = sentences.next();
    return line(end == BreakIterator.DONE ? line : line.substring(0, end), most);
  }

  /// `line` with places where a word longer than any screen may break: words of a language are left
  /// alone.
  static String breakable(String line) {
    StringBuilder broken = null;
    boolean tooLong = false;
    int run = 0;
    int end = -1;
    for (int i = 0; i < line.length(); ) {
      int next = line.codePointAt(i);
      if (i > end) {
        end = wordEnd(line, i);
        tooLong = line.codePointCount(i, end) > LONGEST_WORD;
        run = 0;
      }
      if (tooLong && run >= PIECE && Character.isLetterOrDigit(next)) {
        broken = broken == null ? new StringBuilder(line.substring(0, i)) : broken;
        broken.append('\u200B');
        run = 0;
      }
      if (broken != null) {
        broken.appendCodePoint(next);
      }
      run++;
      i += Character.charCount(next);
    }
    return broken == null ? line : broken.toString();
  }

  /// Of the word at `from`, which may break at its hyphens anyhow.
  private static int wordEnd(String line, int from) {
    int end = from;
    while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '-') {
      end++;
    }
    return end;
  }

  /// Whether it is written from right to left: so says its first letter that has a direction.
  static boolean isRightToLeft(String text) {
    int first =
        text.codePoints()
            .map(Character::getDirectionality)
            .filter(direction ->
                direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT || runsLeft(direction))
            .findFirst()
            .orElse(Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    return runsLeft(first);
  }

  /// The language of `text`, for those who read it aloud: `usual`, unless it is not written the way
  /// that language is; empty where its letters do not tell which one it is instead.
  static String language(String text, Locale usual) {
    boolean leftwards = isRightToLeft(text);
    if (leftwards == ULocale.forLocale(usual).isRightToLeft()) {
      return usual.toLanguageTag();
    }
    if (!leftwards) {
      return "";
    }
    return text.codePoints().mapToObj(UnicodeScript::of).anyMatch(UnicodeScript.HEBREW::equals)
        ? "he"
        : "ar";
  }

  /// For a place inside a sentence: text with letters that run to the left moves nothing of what
  /// stands around it.
  static String isolated(String text) {
    if (PlainAscii.isPrintable(text)) {
      return text;
    }
    boolean runs =
        text.codePoints().map(Character::getDirectionality).anyMatch(CleanText::runsLeft);
    return runs ? '\u2068' + text + '\u2069' : text;
  }

  private static boolean runsLeft(int direction) {
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  private static String cut(String text, int most) {
    int end = characterEnd(text, most - 1);
    int space = text.lastIndexOf(' ', end);
    int at = space > most / 2 ? space : end;
    return text.substring(0, at).replaceFirst("[\\s,;:.–—-]+$", "") + "…";
  }

  /// The last end of a whole character at or before `most`; what is below the combining marks
  /// always stands alone.
  private static int characterEnd(String text, int most) {
    if (text.charAt(most) < COMBINING) {
      return most;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return characters.isBoundary(most) ? most : characters.preceding(most);
  }

  private static boolean printable(int codePoint) {
    boolean bidiControl =
        codePoint == 0x061C
            || codePoint == 0x200E
            || codePoint == 0x200F
            || (codePoint >= 0x202A && codePoint <= 0x202E)
            || (codePoint >= 0x2066 && codePoint <= 0x2069);
    boolean nonCharacter =
        (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    // Of Hangul, letters that show nothing.
    boolean filler =
        codePoint == 0x115F || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xFFA0;
    if (bidiControl || nonCharacter || filler || codePoint == 0xFEFF || codePoint == 0xFFFD) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
