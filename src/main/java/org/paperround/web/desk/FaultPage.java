package org.paperround.web.desk;

import io.javalin.http.Context;
import java.util.Map;

/// What a request to the desk hears that ended in a fault. It needs nothing, not even to know who
/// is signed in: the database may be away.
final class FaultPage {
  private final DeskView view;

  FaultPage(DeskView view) {
    this.view = view;
  }

  void show(Context ctx, int status) {
    Said said = said(status);
    view.show(ctx, status, "fault", Map.of("heading", said.heading(), "text", said.text()));
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
              "Nothing was changed. What you typed is still there when you go back; try again in a"
                  + " minute.");
      default ->
          status < 500
              ? new Said(
                  "That could not be read",
                  "Something in the request was not as the desk expects it. Nothing was changed; go"
                      + " back and try once more.")
              : new Said(
                  "Something went wrong",
                  "It is in the log. It is not sure whether anything was changed: look before you"
                      + " try again.");
    };
  }
}
