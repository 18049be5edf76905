package org.paperround.newsletter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.template.Templates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The themes in `templates/themes`, of the jar and of an operator's folder. A theme is read once;
/// a changed one counts when the engine starts again. Thread-safe.
public final class Themes {
  private static final Logger LOG = LoggerFactory.getLogger(Themes.class);
  private static final String FILE = "theme.properties";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// Of an image that every reader loads with every mail.
  private static final int LARGEST_LOGO = 200 * 1024;

  private final Templates templates;
  private final Map<String, Theme> themes = new ConcurrentHashMap<>();

  public Themes(Templates templates) {
    this.templates = templates;
  }

  /// A theme that is not there, or is broken, is the first one: a mail in other colours is better
  /// than none. The start sees to it that this does not happen ([#problems]).
  public Theme named(String name) {
    Theme known = themes.get(name);
    if (known == null) {
      known = load(name);
      themes.put(name, known);
    }
    return known;
  }

  /// The templates with those of the theme before them.
  public Templates templates(Theme theme) {
    return templates.themed(theme.name());
  }

  /// The themes that an operator's folder has.
  public List<String> operators() {
    return templates.operatorsThemes();
  }

  /// What is wrong with a theme's data, each as `FILE:LINE: what`; empty when all is well.
  public List<String> problems(String name) {
    return check(name).problems();
  }

  /// Whether a text can name a theme.
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// What was read, as far as it can be used; null where there is nothing.
  private record Checked(@Nullable Theme theme, List<String> problems) {}

  private Checked check(String name) {
    if (!isName(name)) {
      String wrong = "a theme's name is small letters, digits and hyphens, not '" + name + "'";
      return new Checked(null, List.of(wrong));
    }
    Templates own = templates.themed(name);
    String text = text(own);
    if (text == null) {
      String place = own.place("themes/" + name + "/" + FILE);
      return new Checked(null, List.of(place + ":1: there is no theme " + name + " here"));
    }
    ThemeFile file = new ThemeFile(own.place(FILE));
    Theme theme = file.read(name, text);
    List<String> problems = new ArrayList<>(file.problems());
    if (problems.isEmpty() && theme.logo() != null) {
      problems.addAll(logoProblems(own, theme.logo()));
    }
    return new Checked(theme, problems);
  }

  /// The logo of a theme.
  public byte[] logo(Theme theme, Theme.Logo logo) {
    return templates(theme).bytes(logo.file());
  }

  private Theme load(String name) {
    Checked checked = check(name);
    List<String> problems = checked.problems();
    if (checked.theme() != null && problems.isEmpty()) {
      return checked.theme();
    }
    if (name.equals(Theme.FIRST)) {
      throw new IllegalStateException(String.join("\n", problems));
    }
    LOG.error("The theme {} is {} in its place: {}", name, Theme.FIRST, problems);
    return named(Theme.FIRST);
  }

  private static @Nullable String text(Templates own) {
    try {
      return own.file(FILE);
    } catch (UncheckedIOException _) {
      return null;
    }
  }

  private static List<String> logoProblems(Templates own, Theme.Logo logo) {
    try {
      byte[] image = own.bytes(logo.file());
      if (image.length > LARGEST_LOGO) {
        return List.of(own.place(logo.file()) + ":1: the logo is larger than 200 KB");
      }
      return ImageIO.read(new ByteArrayInputStream(image)) == null
          ? List.of(own.place(logo.file()) + ":1: the logo is no PNG, JPEG or GIF")
          : List.of();
    } catch (UncheckedIOException _) {
      return List.of(own.place(FILE) + ":1: the logo " + logo.file() + " is not in this folder");
    } catch (IOException _) {
      return List.of(own.place(logo.file()) + ":1: the logo cannot be read as an image");
    }
  }
}
