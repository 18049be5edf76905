package org.paperround.subscriber;

import java.util.Locale;
import java.util.regex.Pattern;
import org.paperround.platform.text.TypedText;

/// A section or a topic that a reader follows or mutes; written `section:politics` or `topic:NHS`.
public record Interest(Kind kind, String name) {
  private static final int LONGEST = 80;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  public enum Kind {
    SECTION,
    TOPIC
  }

  public Interest {
    // Wider than what can be followed now: readers may have what could be once.
    if (name.isBlank()
        || name.length() > LONGEST
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "an interest needs a name of at most 80 characters, none of them a control character");
    }
  }

  /// Whether a section or a topic of this name can be followed.
  public static boolean isName(String name) {
    return TypedText.isLine(name, LONGEST);
  }

  /// Of a text that names it in a reader's language, where there is one: `topic.local-government`.
  /// Any name can be asked for.
  public static String textKey(Kind kind, String name) {
    return switch (kind) {
      case SECTION -> "section." + name;
      case TOPIC ->
          "topic." + BETWEEN_WORDS.matcher(name.toLowerCase(Locale.ROOT).strip()).replaceAll("-");
    };
  }

  public static Interest parse(String text) {
    int colon = text.indexOf(':');
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "section" -> new Interest(Kind.SECTION, text.substring(colon + 1));
      case "topic" -> new Interest(Kind.TOPIC, text.substring(colon + 1));
      default ->
          throw new IllegalArgumentException(
              "an interest is written section:NAME or topic:NAME, not " + text);
    };
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
