package org.paperround.digest;

/// Wraps plain text at 76 columns for the text part. A word that is longer stands alone. Pure.
final class WrappedText {
  static final int COLUMNS = 76;

  private WrappedText() {}

  /// The first line begins with `first`, the others with as many blanks.
  static String wrap(String text, String first) {
    return wrap(text, first, " ".repeat(first.length()));
  }

  /// `reserved` columns of the first line are taken by something that is filled in later.
  static String wrapAfter(int reserved, String text) {
    return wrap(text, " ".repeat(reserved), "").substring(reserved);
  }

  private static String wrap(String text, String first, String indent) {
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
