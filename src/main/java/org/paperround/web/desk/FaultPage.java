package org.paperround.web.desk;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperround.staff.NotAuditedException;

/// What a request to the desk hears that ended in a fault: what is known of it, and of an act all
/// that was typed, to be sent again. It needs nothing that the door did not see before: the
/// database may be away. Thread-safe.
final class FaultPage {
  private static final Said UNWRITTEN =
      new Said(
          "Not done",
          "Nothing was changed, shown or sent: it could not be written down who did it, and the"
              + " desk does nothing without that.");

  private final DeskView view;

  FaultPage(DeskView view) {
    this.view = view;
  }

  void show(Context ctx, int status, Exception fault) {
    Optional<DeskVisit> visit = DeskDoor.entered(ctx);
    String csrf = DeskDoor.csrf(ctx).orElse("");
    boolean again = status >= 500 && !csrf.isEmpty() && DeskDoor.isAct(ctx);
    Said said = fault instanceof NotAuditedException ? UNWRITTEN : said(status);
    Map<String, Object> values =
        Map.of(
            "heading",
            said.heading(),
            "text",
            said.text(),
            "action",
            again ? DeskDoor.asked(ctx) : "",
            "csrf",
            csrf,
            "fields",
            again ? DeskDoor.fields(ctx) : List.of());
    visit.ifPresentOrElse(
        who -> view.show(ctx, who, status, "fault", values),
        () -> view.show(ctx, status, "fault", values));
  }

  private record Said(String heading, String text) {}

  /// A script shows the text alone, beside the page that it stays on.
  private static Said said(int status) {
    return switch (status) {
      case 403 ->
          new Said(
              "Not from another site",
              "Another site sent this in your name, so nothing was changed.");
      case 404 ->
          new Said(
              "There is nothing here",
              "The address may be incomplete, or what it named is not kept any more.");
      case 405 ->
          new Said(
              "That cannot be done here",
              "This address does not take that kind of request. Nothing was changed.");
      case 413 ->
          new Said(
              "That was too much",
              "What was sent is larger than any form of the desk. Nothing was changed; go back,"
                  + " shorten it, and send it again.");
      case 503 ->
          new Said(
              "The database cannot be reached",
              "Most likely nothing was changed; look whether it was before you send it again, in a"
                  + " minute.");
      default ->
          status < 500
              ? new Said(
                  "That could not be read",
                  "Something in the request was not as the desk expects it. Nothing was changed; go"
                      + " back and try once more.")
              : new Said(
                  "Something went wrong",
                  "It has been noted. Most likely nothing was changed; look whether it was before"
                      + " you send it again.");
    };
  }
}
