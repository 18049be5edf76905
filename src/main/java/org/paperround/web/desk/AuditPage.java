package org.paperround.web.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.paperround.staff.AuditEntry;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.staff.Staff.Audited;
import org.paperround.web.request.Form;

/// Who did what, the newest first, page by page: for admins.
final class AuditPage {
  private static final int MOST = 200;
  private static final String PATH = "/desk/audit";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Staff staff;
  private final DeskView view;

  AuditPage(Staff staff, DeskView view) {
    this.staff = staff;
    this.view = view;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/audit", Role.ADMIN, this::show);
  }

  private void show(Context ctx, DeskVisit visit) {
    Form asked = Form.ofQuery(ctx);
    Audited which =
        asked
            .text("subject")
            .<Audited>map(Audited.Of::new)
            .or(() -> asked.text("actor").map(Audited.By::new))
            .orElseGet(Audited.All::new);
    long before = asked.number("before").orElse(Long.MAX_VALUE);
    // One more than is shown: whether there is an older page.
    List<AuditEntry> found = staff.audited(which, before, MOST + 1);
    List<AuditEntry> shown = found.subList(0, Math.min(MOST, found.size()));
    view.show(
        ctx,
        visit,
        200,
        "audit",
        Map.of(
            "entries", shown.stream().map(AuditPage::line).toList(),
            "of", which instanceof Audited.Of(String subject) ? subject : "",
            "by", which instanceof Audited.By(String actor) ? actor : "",
            "newest", before == Long.MAX_VALUE ? "" : address(which),
            "older", found.size() > MOST ? older(which, shown.getLast()) : ""));
  }

  private static String address(Audited which) {
    return Query.address(PATH, fields(which));
  }

  private static String older(Audited which, AuditEntry last) {
    Map<String, String> fields = new LinkedHashMap<>(fields(which));
    fields.put("before", String.valueOf(last.id()));
    return Query.address(PATH, fields);
  }

  private static Map<String, String> fields(Audited which) {
    return switch (which) {
      case Audited.All() -> Map.of();
      case Audited.Of(String subject) -> Map.of("subject", subject);
      case Audited.By(String actor) -> Map.of("actor", actor);
    };
  }

  private static Line line(AuditEntry entry) {
    return new Line(
        Times.shown(entry.at()),
        entry.actor(),
        address(new Audited.By(entry.actor())),
        entry.action(),
        entry.subject(),
        address(new Audited.Of(entry.subject())),
        said(entry.before()),
        said(entry.after()));
  }

  /// What the JSON says, a line for each value: "story 7, pin: 1".
  private static List<String> said(String json) {
    try {
      List<String> lines = new ArrayList<>();
      say("", JSON.readTree(json), lines);
      return lines;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the audit log holds JSON alone", e);
    }
  }

  private static void say(String name, JsonNode value, List<String> lines) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(field -> {
            String inside = field.getKey().replace('_', ' ');
            say(name.isEmpty() ? inside : name + ", " + inside, field.getValue(), lines);
          });
    } else {
      lines.add(name + ": " + plain(value));
    }
  }

  private static String plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "none";
      case BOOLEAN -> value.asBoolean() ? "yes" : "no";
      case ARRAY ->
          value.isEmpty()
              ? "none"
              : StreamSupport.stream(value.spliterator(), false)
                  .map(AuditPage::plain)
                  .collect(Collectors.joining(" | "));
      case OBJECT -> value.toString();
      case NUMBER, STRING, BINARY, MISSING, POJO -> value.asText();
    };
  }

  /// An entry as the page shows it.
  record Line(
      String at,
      String actor,
      String ofActor,
      String action,
      String subject,
      String ofSubject,
      List<String> before,
      List<String> after) {}
}
