package org.paperround.mail;

import java.util.stream.Collectors;

/// Wraps plain text at 76 columns as `format=flowed` (RFC 3676): a line that goes on ends with a
/// blank, so that a narrow screen may break it elsewhere. A word that is longer stands alone. Pure.
public final class WrappedText {
  /// The blank at the end counts.
  public static final int COLUMNS = 76;

  private WrappedText() {}

  /// One paragraph; the first line begins with `first`.
  public static String wrap(String text, String first) {
    return wrap(text, first, first.length());
  }

  /// `reserved` columns of the first line are taken by something that is filled in later.
  public static String wrapAfter(int reserved, String text) {
    return wrap(text, "", reserved);
  }

  /// Every line of a text by itself; lines of one word, such as links, stay as they are.
  public static String lines(String text) {
    return text.lines()
        .map(line -> line.length() < COLUMNS ? line : wrap(line, ""))
        .collect(Collectors.joining("\n", "", text.endsWith("\n") ? "\n" : ""));
  }

  private static String wrap(String text, String first, int taken) {
    StringBuilder wrapped = new StringBuilder(first);
    int column = taken;
    boolean lineHasWord = false;
    for (String word : text.split(" ")) {
      int width = word.codePointCount(0, word.length());
      if (lineHasWord && column + 1 + width >= COLUMNS) {
        wrapped.append(" \n");
        column = 0;
        lineHasWord = false;
      }
      if (lineHasWord) {
        wrapped.append(' ');
        column++;
      } else if (column == 0 && word.startsWith(">")) {
        // Else it would be taken for a quotation (RFC 3676 4.4).
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
