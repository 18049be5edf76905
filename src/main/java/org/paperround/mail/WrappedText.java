package org.paperround.mail;

import java.util.stream.Collectors;

/// Wraps plain text at 76 columns for text parts. A word that is longer stands alone. Pure.
///
/// The lines are not marked as flowed: mail readers that know the mark and those that do not would
/// see different texts (docs/adr/0033, mail-standards C9).
public final class WrappedText {
  public static final int COLUMNS = 76;

  private WrappedText() {}

  /// One paragraph; the first line begins with `first`, the others with as many blanks.
  public static String wrap(String text, String first) {
    return wrap(text, first, " ".repeat(first.length()));
  }

  /// `reserved` columns of the first line are taken by something that is filled in later.
  public static String wrapAfter(int reserved, String text) {
    return wrap(text, " ".repeat(reserved), "").substring(reserved);
  }

  /// Every line of a text by itself; lines of one word, such as links, stay as they are.
  public static String lines(String text) {
    return text.lines()
        .map(line -> line.length() <= COLUMNS ? line : wrap(line, ""))
        .collect(Collectors.joining("\n", "", text.endsWith("\n") ? "\n" : ""));
  }

  private static String wrap(String text, String first, String indent) {
    // Most often a greeting, of every mail.
    if (first.length() + text.length() <= COLUMNS && PlainAscii.isTidy(text)) {
      return first + text;
    }
    StringBuilder wrapped = new StringBuilder(first);
    int column = first.length();
    boolean lineHasWord = false;
    for (String word : text.split(" ")) {
      int width = word.codePointCount(0, word.length());
      if (lineHasWord && column + 1 + width > COLUMNS) {
        wrapped.append('\n').append(indent);
        column = indent.length();
        lineHasWord = false;
      }
      if (lineHasWord) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += width;
      lineHasWord = true;
    }
    return wrapped.toString();
  }
}
