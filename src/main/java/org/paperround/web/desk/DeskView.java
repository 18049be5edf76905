package org.paperround.web.desk;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.platform.template.Templates;
import org.paperround.staff.Role;
import org.paperround.web.request.Asset;
import org.paperround.web.request.TerseHtml;

/// Shows a page of `templates/desk/` in the frame that all of them share. The desk speaks English.
/// Thread-safe.
final class DeskView {
  /// What the frame leads to.
  private static final List<Place> PLACES =
      List.of(
          new Place("/desk", "Today", Role.VIEWER),
          new Place("/desk/newsletters", "Newsletters", Role.VIEWER),
          new Place("/desk/sources", "Sources", Role.EDITOR),
          new Place("/desk/readers", "Readers", Role.PUBLISHER),
          new Place("/desk/staff", "Staff", Role.ADMIN),
          new Place("/desk/audit", "Audit", Role.ADMIN),
          new Place("/desk/sessions", "Your sessions", Role.VIEWER));

  private final Templates templates;
  private final List<Asset> own;
  private final Map<String, String> assets;

  DeskView(Templates templates) {
    this.templates = templates;
    this.own =
        List.of(
            Asset.style("css", "desk.css", templates.file("desk/desk.css")),
            Asset.script("js", "desk.js", templates.file("desk/desk.js")),
            Asset.sortable());
    // These two are those of the reader's pages, which serve them.
    List<Asset> readers =
        List.of(Asset.htmx(), Asset.picture("svg", "mark.svg", templates.file("web/mark.svg")));
    this.assets =
        Stream.concat(own.stream(), readers.stream())
            .collect(Collectors.toUnmodifiableMap(Asset::key, Asset::path));
  }

  void register(RoutesConfig routes) {
    own.forEach(asset -> asset.register(routes));
  }

  /// A page for somebody who is signed in: its template knows `me` (`name`, `role`), `csrf`,
  /// `mayEdit`, `mayPublish`, and these values.
  void show(Context ctx, DeskVisit visit, int status, String template, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("me", Map.of("name", visit.member().shownName(), "role", visit.role().word()));
    all.put("csrf", visit.csrf());
    all.put("mayEdit", visit.allows(Role.EDITOR));
    all.put("mayPublish", visit.allows(Role.PUBLISHER));
    all.put(
        "places",
        PLACES.stream()
            .filter(place -> visit.allows(place.needed()))
            .map(place -> new Link(place.path(), place.name(), ctx.path().equals(place.path())))
            .toList());
    render(ctx, status, template, all);
  }

  /// A page for anybody.
  void show(Context ctx, int status, String template, Map<String, Object> values) {
    render(ctx, status, template, new HashMap<>(values));
  }

  /// A piece that a script puts into a page.
  void fragment(Context ctx, int status, String template) {
    render(ctx, status, template, new HashMap<>());
  }

  private void render(Context ctx, int status, String template, Map<String, Object> values) {
    values.put("assets", assets);
    ctx.status(status);
    ctx.header("Content-Language", "en");
    ctx.html(TerseHtml.of(templates.html("desk/" + template + ".html", Locale.ENGLISH, values)));
  }

  private record Place(String path, String name, Role needed) {}

  /// In the frame.
  record Link(String path, String name, boolean here) {}
}
