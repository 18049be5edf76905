package org.paperround.platform.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/// Text that somebody typed. Pure.
public final class TypedText {
  private static final int BRAILLE_BLANK = 0x2800;

  private TypedText() {}

  /// One line of 1 to `longest` UTF-16 units with something to see on it. The rest may be
  /// invisible: some of that belongs to words and emoji.
  public static boolean isLine(String text, int longest) {
    return text.length() <= longest && text.chars().noneMatch(TypedText::isControl) && shows(text);
  }

  /// Whether a person sees anything of it: what is white or ignorable (Unicode 17, 5.21) is
  /// nothing, and so is a mark that stands on nothing.
  public static boolean shows(String text) {
    return text.codePoints().anyMatch(TypedText::visible);
  }

  /// The ends of lines are among them, also Unicode's own.
  private static boolean isControl(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  private static boolean visible(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default ->
          code != BRAILLE_BLANK
              && !UCharacter.hasBinaryProperty(code, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    };
  }
}
