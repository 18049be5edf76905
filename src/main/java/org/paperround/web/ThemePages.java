package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.paperround.newsletter.Theme;
import org.paperround.newsletter.Themes;
import org.paperround.platform.template.Templates;

/// What a newsletter's theme gives to the web: the logo that its mails show, and its colours and
/// fonts for the pages, as the values that `reader.css` is written with. Thread-safe.
final class ThemePages {
  private final Themes themes;
  private final Masthead masthead;

  ThemePages(Templates templates, Masthead masthead) {
    this.themes = new Themes(templates);
    this.masthead = masthead;
  }

  void register(RoutesConfig routes) {
    routes.get("/themes/{theme}/{file}", this::serve);
  }

  /// Of themes that newsletters have, so that nobody can ask for more of them.
  private void serve(Context ctx) {
    String name = ctx.pathParam("theme");
    Theme theme = masthead.hasTheme(name) ? themes.named(name) : themes.named(Theme.FIRST);
    Theme.Logo logo = theme.logo();
    String file = ctx.pathParam("file");
    if (!theme.name().equals(name)) {
      ctx.status(404);
    } else if (file.equals("theme.css")) {
      cached(ctx).contentType("text/css; charset=utf-8").result(css(theme));
    } else if (logo != null && logo.file().equals(file)) {
      cached(ctx).contentType(type(file)).result(themes.logo(theme, logo));
    } else {
      ctx.status(404);
    }
  }

  /// Not for ever: a theme may change under its name.
  private static Context cached(Context ctx) {
    return ctx.header("Cache-Control", "public, max-age=3600");
  }

  private static String type(String file) {
    String ending = file.substring(file.lastIndexOf('.') + 1);
    return "image/" + (ending.equals("jpg") ? "jpeg" : ending);
  }

  static String css(Theme theme) {
    return ":root {\n"
        + values(theme.light())
        + "--headline: "
        + theme.headlines()
        + ";\n--text: "
        + theme.texts()
        + ";\n}\n@media (prefers-color-scheme: dark) {\n:root {\n"
        + values(theme.dark())
        + "}\n}\n";
  }

  private static String values(Theme.Colours colours) {
    return "--paper: %s;\n--ground: %s;\n--ink: %s;\n--quiet: %s;\n--mark: %s;\n--link: %s;\n--hairline: %s;\n"
        .formatted(
            colours.paper(),
            colours.ground(),
            colours.ink(),
            colours.quiet(),
            colours.mark(),
            colours.link(),
            colours.hairline());
  }
}
