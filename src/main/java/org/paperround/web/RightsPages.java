package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.Rights;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// `/p/TOKEN/data`: what is held of a reader, to be seen, taken along, or erased. Also for who
/// left.
final class RightsPages {
  private final Pages pages;
  private final Rights rights;
  private final SignedReader readers;
  private final Visitor visitor;

  RightsPages(Pages pages, Rights rights, Subscribers subscribers, Visitor visitor) {
    this.pages = pages;
    this.rights = rights;
    this.readers = new SignedReader(subscribers::ofPreferencesLink, subscribers);
    this.visitor = visitor;
  }

  void register(RoutesConfig routes) {
    routes.get("/p/{token}/data", this::show);
    routes.head("/p/{token}/data", this::show);
    routes.post("/p/{token}/export", this::export);
    routes.post("/p/{token}/erase", this::erase);
  }

  private void show(Context ctx) {
    readers
        .of(ctx)
        .ifPresentOrElse(reader -> show(ctx, 200, reader, false), () -> pages.notFound(ctx));
  }

  private void show(Context ctx, int status, Preferences reader, boolean unsure) {
    Locale locale = Languages.of(ctx, reader.locale());
    Map<String, Object> held = rights.export(reader.subscriber()).orElse(Map.of());
    Map<String, Object> values = new HashMap<>();
    values.put("reader", reader);
    values.put(
        "parts",
        held.entrySet().stream()
            .map(part -> part(part.getKey(), part.getValue(), locale))
            .toList());
    values.put("unsure", unsure);
    values.put("path", SignedReader.path(ctx));
    values.put("back", SignedReader.path(ctx));
    pages.show(ctx, status, "data", locale, values);
  }

  private Part part(String name, Object held, Locale locale) {
    String key = "data.part." + name;
    return new Part(
        pages.knows(key) ? pages.text(locale, key) : name,
        held instanceof Collection<?> entries ? entries.size() : 1);
  }

  /// A POST, so that no program that follows links gets the address.
  private void export(Context ctx) {
    Form.readWhatever(ctx);
    Optional<String> held =
        readers.of(ctx).flatMap(reader -> rights.exportJson(reader.subscriber()));
    if (held.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    ctx.header("Content-Disposition", "attachment; filename=\"my-data.json\"");
    ctx.contentType("application/json").result(held.get());
  }

  private void erase(Context ctx) {
    boolean sure = Form.read(ctx).has("sure");
    Optional<Preferences> reader = readers.of(ctx);
    if (reader.isEmpty()) {
      pages.notFound(ctx);
    } else if (!sure) {
      show(ctx, 422, reader.get(), true);
    } else {
      rights.erase(reader.get().subscriber(), visitor.provenance(ctx, "link", "/p/erase"));
      pages.say(ctx, 200, Languages.of(ctx, reader.get().locale()), "data.erased");
    }
  }

  record Part(String name, int entries) {}
}
