package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Return;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// `/u/undo/TOKEN`, which only the page after an unsubscribe leads to: GET shows a button, POST
/// brings back what that unsubscribe ended.
final class UndoPages {
  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final Visitor visitor;

  UndoPages(Pages pages, Newsletters newsletters, Subscribers subscribers, Visitor visitor) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.visitor = visitor;
  }

  void register(RoutesConfig routes) {
    routes.get("/u/undo/{token}", this::show);
    routes.head("/u/undo/{token}", this::show);
    routes.post("/u/undo/{token}", this::undo);
  }

  private void show(Context ctx) {
    if (!subscribers.isUndo(ctx.pathParam("token"))) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = Languages.of(ctx);
    Map<String, Object> values = new HashMap<>();
    values.put("heading", pages.text(locale, "unsubscribe.undo.heading"));
    values.put("text", pages.text(locale, "unsubscribe.undo.text"));
    values.put("undo", new Undo(null, List.of(), pages.text(locale, "unsubscribe.undo.button")));
    pages.show(ctx, 200, "message", locale, values);
  }

  private void undo(Context ctx) {
    Form.readWhatever(ctx);
    switch (subscribers.comeBack(
        ctx.pathParam("token"), visitor.provenance(ctx, "link", "/u/undo/"))) {
      case Return.Restored(SubscriberId reader, List<NewsletterId> restored) ->
          welcomeBack(ctx, reader, restored);
      case Return.TooLate _ ->
          pages.sayAndOfferSignUp(ctx, 410, Languages.of(ctx), "unsubscribe.undo.late");
      case Return.Invalid _ -> pages.notFound(ctx);
    }
  }

  private void welcomeBack(Context ctx, SubscriberId reader, List<NewsletterId> restored) {
    NewsletterId first = restored.getFirst();
    Locale locale = Languages.of(ctx, subscribers.preferences(reader, first));
    String names =
        restored.stream()
            .map(id -> newsletters.get(id))
            .map(Newsletter::name)
            .collect(Collectors.joining(", "));
    pages.say(ctx, 200, locale, "unsubscribe.undone", names);
  }
}
