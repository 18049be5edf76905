package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.template.Templates;

/// The sign-up form for a portal's own pages (docs/adr/0022): `/embed/SLUG.html` shows its HTML and
/// a live example, `/embed.js` makes it answer in place. Without the script it is a form as any
/// other.
final class EmbedPages {
  private final Pages pages;
  private final Templates templates;
  private final SignUpIntake intake;
  private final String base;
  private final String script;
  private final String tag;

  EmbedPages(Pages pages, Templates templates, SignUpIntake intake, URI publicUrl) {
    this.pages = pages;
    this.templates = templates;
    this.intake = intake;
    this.base = publicUrl.toString();
    this.script = templates.file("web/embed.js");
    this.tag = "\"" + Sha256.hex(script, 8) + "\"";
  }

  void register(RoutesConfig routes) {
    routes.get("/embed.js", this::script);
    routes.get("/embed/{slug}.html", this::show);
    routes.head("/embed/{slug}.html", this::show);
  }

  /// Pages name it without a version, so it is asked for again every hour; any page may load it,
  /// also one that is isolated from other origins or checks its hash.
  private void script(Context ctx) {
    ctx.header("Cache-Control", "public, max-age=3600");
    ctx.header("ETag", tag);
    ctx.header("Access-Control-Allow-Origin", "*");
    ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
    if (tag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType("text/javascript; charset=utf-8").result(script);
    }
  }

  private void show(Context ctx) {
    Locale locale = Languages.of(ctx);
    Optional<Newsletter> newsletter = intake.newsletter(ctx.pathParam("slug"));
    if (newsletter.isEmpty()) {
      pages.sayAndOfferSignUp(ctx, 404, locale, "signup.unknown");
      return;
    }
    pages.show(
        ctx,
        200,
        "embed",
        locale,
        Map.of(
            "newsletter", newsletter.get(),
            "portal", Masthead.Portal.of(newsletter.get()),
            "snippet", snippet(newsletter.get(), locale, base),
            "live", snippet(newsletter.get(), locale, "")));
  }

  private String snippet(Newsletter newsletter, Locale locale, String to) {
    return templates.html(
        "web/snippet.html",
        locale,
        Map.of(
            "newsletter", newsletter,
            "base", to,
            "language", locale.getLanguage(),
            "heading", pages.text(locale, "embed.invitation"),
            "label", pages.text(locale, "signup.address"),
            "trap", pages.text(locale, "signup.trap"),
            "wording", intake.wording(locale, newsletter),
            "button", pages.text(locale, "signup.button")));
  }
}
