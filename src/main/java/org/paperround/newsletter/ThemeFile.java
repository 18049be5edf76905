package org.paperround.newsletter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads `theme.properties`: a key and its value a line, `#` begins a comment. Everything that is
/// wrong is said at once, each with its line. Used once.
final class ThemeFile {
  private static final List<String> FONTS = List.of("font.headlines", "font.text");
  private static final List<String> COLOURS =
      List.of("paper", "ground", "ink", "quiet", "mark", "link", "hairline");
  private static final List<String> OPTIONAL =
      List.of("logo", "logo.width", "logo.height", "logo.alt", "sections");

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
  private static final Pattern FONT =
      Pattern.compile("('[A-Za-z0-9 -]+'|[A-Za-z0-9 -]+)(, *('[A-Za-z0-9 -]+'|[A-Za-z0-9 -]+))*");
  private static final Pattern SECTION = Pattern.compile("[^,\\p{Cntrl}]{1,60}");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern LOGO = Pattern.compile("[A-Za-z0-9_-]+\\.(png|jpg|gif)");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

  /// As wide as a mail's column.
  private static final int WIDEST = 552;

  /// WCAG 2.2, 1.4.3.
  private static final double ENOUGH = 4.5;

  private final String place;
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private record Entry(int line, String value) {}

  ThemeFile(String place) {
    this.place = place;
  }

  /// What is wrong with what was read, each as `FILE:LINE: what`; empty when all is well.
  List<String> problems() {
    return List.copyOf(problems);
  }

  Theme read(String name, String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      line(i + 1, lines.get(i).strip());
    }
    Theme theme =
        new Theme(
            name,
            fonts("font.headlines"),
            fonts("font.text"),
            colours("light"),
            colours("dark"),
            logo(),
            sections());
    if (problems.isEmpty()) {
      contrast("light");
      contrast("dark");
    }
    return theme;
  }

  private void line(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int equals = line.indexOf('=');
    String key = equals < 0 ? line : line.substring(0, equals).strip();
    if (equals < 0) {
      problem(number, "'" + line + "' has no =");
    } else if (!known(key)) {
      problem(number, "there is no key " + key + "; known are " + String.join(", ", keys()));
    } else if (entries.putIfAbsent(key, new Entry(number, line.substring(equals + 1).strip()))
        != null) {
      problem(number, key + " is there twice");
    }
  }

  private static boolean known(String key) {
    return keys().contains(key);
  }

  private static List<String> keys() {
    return Stream.of(
            FONTS,
            COLOURS.stream().map(colour -> "light." + colour).toList(),
            COLOURS.stream().map(colour -> "dark." + colour).toList(),
            OPTIONAL)
        .flatMap(Collection::stream)
        .toList();
  }

  private String fonts(String key) {
    return value(key, FONT, "names of fonts with commas between, such as Georgia, serif");
  }

  private Theme.Colours colours(String scheme) {
    List<String> values =
        COLOURS.stream()
            .map(colour -> value(scheme + "." + colour, COLOUR, "a colour such as #16181d"))
            .toList();
    return new Theme.Colours(
        values.get(0),
        values.get(1),
        values.get(2),
        values.get(3),
        values.get(4),
        values.get(5),
        values.get(6));
  }

  /// Of a key that must be there; colours in small letters.
  private String value(String key, Pattern form, String wanted) {
    Entry entry = entries.get(key);
    if (entry == null) {
      problem(1, key + " is missing: it wants " + wanted);
      return "";
    }
    String value = form == COLOUR ? entry.value().toLowerCase(Locale.ROOT) : entry.value();
    if (!form.matcher(value).matches()) {
      problem(entry.line(), key + " wants " + wanted + ", not '" + value + "'");
    }
    return value;
  }

  private Theme.@Nullable Logo logo() {
    if (!entries.containsKey("logo")) {
      OPTIONAL.stream()
          .filter(key -> key.startsWith("logo.") && entries.containsKey(key))
          .forEach(key -> problem(line(key), key + " is of no use without logo"));
      return null;
    }
    String file = value("logo", LOGO, "a PNG, JPEG or GIF in the theme's folder, such as logo.png");
    int width = size("logo.width");
    int height = size("logo.height");
    if (width > WIDEST) {
      problem(line("logo.width"), "the logo is " + width + " wide: a mail has " + WIDEST);
    }
    Entry alt = entries.get("logo.alt");
    return new Theme.Logo(file, width, height, alt == null ? "" : alt.value());
  }

  private int size(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      problem(line("logo"), "the logo has no size: " + key + " is missing");
      return 1;
    }
    Matcher number = NUMBER.matcher(entry.value());
    if (!number.matches()) {
      problem(entry.line(), key + " wants a number of pixels, not '" + entry.value() + "'");
      return 1;
    }
    return Integer.parseInt(entry.value());
  }

  private List<String> sections() {
    Entry entry = entries.get("sections");
    if (entry == null || entry.value().isEmpty()) {
      return List.of();
    }
    List<String> sections =
        COMMA.splitAsStream(entry.value()).map(String::strip).distinct().toList();
    for (String section : sections) {
      if (!SECTION.matcher(section).matches()) {
        problem(entry.line(), "sections wants names with commas between, such as politics, sport");
      }
    }
    return sections;
  }

  /// Every text stands on both grounds somewhere: in a mail, or on a page.
  private void contrast(String scheme) {
    for (String text : List.of("ink", "quiet", "mark", "link")) {
      for (String ground : List.of("paper", "ground")) {
        String front = scheme + "." + text;
        String behind = scheme + "." + ground;
        double ratio = colour(front).contrast(colour(behind));
        if (ratio < ENOUGH) {
          problem(
              line(front),
              "%s %s on %s %s has a contrast of %.2f: %.2f short of the 4.50 that readers need"
                  .formatted(front, value(front), behind, value(behind), ratio, ENOUGH - ratio));
        }
      }
    }
  }

  private Colour colour(String key) {
    return Colour.in(value(key)).orElse(Colour.BLACK);
  }

  private String value(String key) {
    Entry entry = entries.get(key);
    return entry == null ? "" : entry.value();
  }

  private int line(String key) {
    Entry entry = entries.get(key);
    return entry == null ? 1 : entry.line();
  }

  private void problem(int line, String what) {
    problems.add(place + ":" + line + ": " + what);
  }
}
