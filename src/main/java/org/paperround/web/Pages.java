package org.paperround.web;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.paperround.platform.template.Templates;
import org.paperround.subscriber.Interest;
import org.paperround.web.request.TerseHtml;

/// Shows a page of `templates/web/` in the frame that all of them share. Thread-safe.
final class Pages {
  private final Templates templates;
  private final Map<String, String> assets;
  private final Masthead masthead;

  Pages(Templates templates, Assets assets, Masthead masthead) {
    this.templates = templates;
    this.assets = assets.paths();
    this.masthead = masthead;
  }

  void show(Context ctx, int status, String template, Locale locale, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("assets", assets);
    all.put("direction", Languages.direction(locale));
    all.put("languages", Languages.choices(locale));
    all.putIfAbsent("portal", masthead.portal());
    ctx.status(status);
    ctx.header("Content-Language", locale.getLanguage());
    ctx.html(TerseHtml.of(templates.html("web/" + template + ".html", locale, all)));
  }

  /// By search engines: all other pages ask to be left out.
  static void letBeFound(Context ctx) {
    ctx.res().setHeader("X-Robots-Tag", "all");
  }

  /// A page that only says something: heading and text by their message keys; `arguments` go into
  /// both.
  void say(Context ctx, int status, Locale locale, String key, Object... arguments) {
    show(
        ctx,
        status,
        "message",
        locale,
        Map.of(
            "heading", text(locale, key + ".heading", arguments),
            "text", text(locale, key + ".text", arguments)));
  }

  /// The link names nothing: not a token of ours, or of nobody any more.
  void notFound(Context ctx) {
    say(ctx, 404, Languages.of(ctx), "error.404");
  }

  /// As [#say], with a link to sign up again.
  void sayAndOfferSignUp(Context ctx, int status, Locale locale, String key, Object... arguments) {
    show(
        ctx,
        status,
        "message",
        locale,
        Map.of(
            "heading", text(locale, key + ".heading", arguments),
            "text", text(locale, key + ".text", arguments),
            "link", "/sign-up?lang=" + locale.getLanguage(),
            "linkText", text(locale, "signup.again")));
  }

  /// Whether there is such a text.
  boolean knows(String key) {
    return templates.messages().knows(key);
  }

  String text(Locale locale, String key, Object... arguments) {
    return templates.messages().text(locale, key, arguments);
  }

  /// What can be followed, in the page's language; a topic that has no name in it is called as the
  /// portal does.
  String interest(Locale locale, Interest interest) {
    return switch (interest.kind()) {
      case SECTION -> section(locale, interest.name());
      case TOPIC -> topic(locale, interest.name());
    };
  }

  private String topic(Locale locale, String name) {
    String key = Interest.textKey(Interest.Kind.TOPIC, name);
    return knows(key) ? text(locale, key) : name;
  }

  /// A section in the page's language, else as the portal writes it in its addresses
  /// (`local-news`).
  String section(Locale locale, String name) {
    String key = Interest.textKey(Interest.Kind.SECTION, name);
    if (knows(key)) {
      return text(locale, key);
    }
    String words = name.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(locale) + words.substring(1);
  }
}
