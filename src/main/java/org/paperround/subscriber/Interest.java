package org.paperround.subscriber;

import java.util.Locale;
import org.paperround.platform.text.TypedText;

/// A section or a topic that a reader follows or mutes; written `section:politics` or `topic:NHS`.
public record Interest(Kind kind, String name) {
  public enum Kind {
    SECTION,
    TOPIC
  }

  public Interest {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "an interest needs a name of at most 80 characters, none of them a control character");
    }
  }

  /// Whether a section or a topic of this name can be followed.
  public static boolean isName(String name) {
    return TypedText.isLine(name, 80);
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
