package org.paperround.newsletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the mails of a newsletter look: fonts, colours in both schemes, a logo in place of the
/// portal's name, and which sections come first. Data of a folder `templates/themes/NAME`; what a
/// theme wants otherwise than by data it has as template files of its own. `headlines` and `texts`
/// are lists of fonts as CSS has them. Dark colours stand in a mail's style block, light ones
/// inline, so that a client which drops the block shows the light mail.
public record Theme(
    String name,
    String headlines,
    String texts,
    Colours light,
    Colours dark,
    @Nullable Logo logo,
    List<String> sections) {
  /// The one that every newsletter has until another is chosen.
  public static final String FIRST = "courier";

  /// Those in `templates/themes` of the jar.
  public static final List<String> BUILT_IN = List.of(FIRST, "harbour");

  public Theme {
    sections = List.copyOf(sections);
  }

  /// Of one scheme, each as `#rrggbb`.
  public record Colours(
      String paper,
      String ground,
      String ink,
      String quiet,
      String mark,
      String link,
      String hairline) {}

  /// `file` lies in the theme's folder; `alt` empty: the portal's name.
  public record Logo(String file, int width, int height, String alt) {}

  /// The logo for a mail whose images are at `base`; empty where there is none, or where no client
  /// would show it (mail-standards C12).
  public String logoUrl(String base) {
    return logo == null || !base.startsWith("https://")
        ? ""
        : base + "/themes/" + name + "/" + logo.file();
  }
}
