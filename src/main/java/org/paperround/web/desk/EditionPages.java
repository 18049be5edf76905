package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryId;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import org.paperround.staff.Role;
import org.paperround.web.request.Form;

/// An edition on the desk: its stories in order, what may be done with them and with the whole, and
/// who did what. Each act is answered by the page as it is then, with a way back.
final class EditionPages {
  private final DeskView view;
  private final Editions editions;
  private final EditionModel model;
  private final EditionPresence presence;

  EditionPages(DeskPages.Parts parts, DeskView view, EditionModel model, EditionPresence presence) {
    this.view = view;
    this.editions = parts.editions();
    this.model = model;
    this.presence = presence;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}", Role.VIEWER, this::show);
    registerStories(routes);
    routes.post("/desk/editions/{id}/undo", Role.EDITOR, this::undo);
    routes.post("/desk/editions/{id}/words", Role.EDITOR, this::words);
    routes.post("/desk/editions/{id}/intro", Role.EDITOR, this::introduce);
    routes.get("/desk/editions/{id}/approve", Role.PUBLISHER, this::askApproval);
    routes.get("/desk/editions/{id}/stop", Role.EDITOR, this::askStop);
    routes.get("/desk/editions/{id}/resume", Role.PUBLISHER, this::askResume);
    routes.post("/desk/editions/{id}/approve", Role.PUBLISHER, this::approve);
    routes.post("/desk/editions/{id}/hold", Role.EDITOR, whole(Editions::hold));
    routes.post("/desk/editions/{id}/stop", Role.EDITOR, whole(Editions::stop));
    routes.post("/desk/editions/{id}/resume", Role.PUBLISHER, whole(Editions::resume));
  }

  private void registerStories(DeskRoutes routes) {
    routes.post(
        "/desk/editions/{id}/stories/{story}/pin",
        Role.EDITOR,
        onStory((id, which, _, visit) -> editions.pin(id, which, false, visit.actor())));
    routes.post(
        "/desk/editions/{id}/stories/{story}/must-read",
        Role.EDITOR,
        onStory((id, which, _, visit) -> editions.pin(id, which, true, visit.actor())));
    routes.post(
        "/desk/editions/{id}/stories/{story}/unpin",
        Role.EDITOR,
        onStory((id, which, _, visit) -> editions.unpin(id, which, visit.actor())));
    routes.post(
        "/desk/editions/{id}/stories/{story}/drop",
        Role.EDITOR,
        onStory((id, which, _, visit) -> editions.drop(id, which, visit.actor())));
    routes.post(
        "/desk/editions/{id}/stories/{story}/restore",
        Role.EDITOR,
        onStory((id, which, _, visit) -> editions.bringBack(id, which, visit.actor())));
    routes.post("/desk/editions/{id}/stories/{story}/place", Role.EDITOR, onStory(this::place));
    routes.post("/desk/editions/{id}/stories/{story}/words", Role.EDITOR, onStory(this::reword));
    routes.post(
        "/desk/editions/{id}/stories/{story}/retract",
        Role.PUBLISHER,
        onStory((id, which, _, visit) -> editions.retract(id, which, visit.actor())));
  }

  private void show(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    Optional<Integer> done = Form.ofQuery(ctx).number("done").map(Long::intValue);
    show(ctx, visit, 200, edition, done.orElse(0), "");
  }

  /// `done`: the revision that this person's act has just made, 0: none; `problem`: why nothing was
  /// done, in a sentence.
  private void show(
      Context ctx, DeskVisit visit, int status, Edition edition, int done, String problem) {
    Map<String, Object> values = new HashMap<>(model.values(edition));
    values.put("done", model.done(edition, done, visit.name()));
    values.put("problem", problem);
    values.putAll(problem.isEmpty() ? Map.of() : typed(ctx));
    values.put("unsaved", problem.isEmpty() ? List.of() : unsaved(ctx, model.acts(edition).drop()));
    values.put("here", presence.enter(visit, edition.id()));
    values.put("approvedBy", model.approvedBy(edition, visit.name()));
    values.put("headers", "{\"" + CsrfToken.HEADER + "\":\"" + visit.csrf() + "\"}");
    PreviewPages.allowFrame(ctx);
    view.show(ctx, visit, status, "edition", values);
  }

  /// Words that were not taken stand in their fields again.
  private static Map<String, Object> typed(Context ctx) {
    Form form = Form.read(ctx);
    Map<String, Object> typed = new HashMap<>();
    form.text("intro").ifPresent(intro -> typed.put("intro", intro));
    if (!form.all("subject").isEmpty()) {
      typed.put("subjectFields", SubjectView.fields(form.all("subject")));
      typed.put("preheader", form.text("preheader").orElse(""));
    }
    typed.put("typed", Set.copyOf(typed.keySet()));
    return typed;
  }

  /// Words that were not taken and have no field on the page; `open`: those of the mail have one.
  private static List<String> unsaved(Context ctx, boolean open) {
    Form form = Form.read(ctx);
    Stream<String> mail = open ? Stream.of() : Stream.of("subject", "preheader", "intro");
    return Stream.concat(Stream.of("headline", "standfirst"), mail)
        .flatMap(field -> form.all(field).stream())
        .map(String::strip)
        .filter(words -> !words.isEmpty())
        .toList();
  }

  private Decision place(EditionId id, StoryId story, Context ctx, DeskVisit visit) {
    return number(ctx, "position")
        .map(to -> editions.place(id, story, (int) Math.min(to, Short.MAX_VALUE), visit.actor()))
        .orElseGet(() -> new Decision.Impossible("A position is a whole number from 1."));
  }

  /// From the address, where a button says it; else from the form.
  private static Optional<Long> number(Context ctx, String name) {
    return Form.ofQuery(ctx).number(name).or(() -> Form.read(ctx).number(name));
  }

  /// An empty field is the article's own text again.
  private Decision reword(EditionId id, StoryId story, Context ctx, DeskVisit visit) {
    Form form = Form.read(ctx);
    return editions.reword(
        id,
        story,
        form.text("headline").orElse(null),
        form.text("standfirst").orElse(null),
        visit.actor());
  }

  private void words(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    if (isClosedTo(ctx, visit, edition)) {
      return;
    }
    Form form = Form.read(ctx);
    List<String> subjects =
        form.all("subject").stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    @Nullable String preheader = form.text("preheader").orElse(null);
    answer(
        ctx, visit, edition.id(), editions.words(edition.id(), subjects, preheader, visit.actor()));
  }

  private void introduce(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    if (isClosedTo(ctx, visit, edition)) {
      return;
    }
    String intro = Form.read(ctx).text("intro").orElse("");
    answer(ctx, visit, edition.id(), editions.introduce(edition.id(), intro, visit.actor()));
  }

  private void undo(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    if (isClosedTo(ctx, visit, edition)) {
      return;
    }
    int revision = (int) Math.min(number(ctx, "revision").orElse(0L), Integer.MAX_VALUE);
    answer(ctx, visit, edition.id(), editions.undo(edition.id(), revision, visit.actor()));
  }

  private void askApproval(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    ask(ctx, visit, edition, new Question("approve", "Approve and send", model.promise(edition)));
  }

  private void askStop(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    ask(ctx, visit, edition, new Question("stop", "Stop it now", model.stopping(edition)));
  }

  private void askResume(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    ask(ctx, visit, edition, new Question("resume", "Resume", model.resuming(edition)));
  }

  /// As it was when the person was asked, or not at all.
  private void approve(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    boolean asSeen = Form.read(ctx).number("revision").orElse(0L) == edition.revision();
    if (asSeen) {
      answer(ctx, visit, edition.id(), editions.approve(edition.id(), visit.actor()));
    } else {
      refuse(ctx, visit, edition.id(), "It has changed since you were asked. Look again.");
    }
  }

  private void ask(Context ctx, DeskVisit visit, Edition edition, Question question) {
    view.show(
        ctx,
        visit,
        200,
        "ask",
        Map.of(
            "edition", edition,
            "name", model.name(edition),
            "question", question));
  }

  /// What is asked before an act that reaches readers; `act` ends the path.
  record Question(String act, String button, String sentence) {}

  private DeskHandler whole(WholeAct act) {
    return (ctx, visit) -> {
      EditionId id = model.edition(ctx).id();
      answer(ctx, visit, id, act.take(editions, id, visit.actor()));
    };
  }

  private DeskHandler onStory(StoryAct act) {
    return (ctx, visit) -> {
      Edition edition = model.edition(ctx);
      StoryId story = StoryPage.story(ctx);
      if (isClosedTo(ctx, visit, edition)) {
        return;
      }
      answer(ctx, visit, edition.id(), act.take(edition.id(), story, ctx, visit));
    };
  }

  /// True when that was said.
  private boolean isClosedTo(Context ctx, DeskVisit visit, Edition edition) {
    Optional<String> closed = model.closedTo(visit, edition);
    closed.ifPresent(why -> refuse(ctx, visit, edition.id(), why));
    return closed.isPresent();
  }

  private void answer(Context ctx, DeskVisit visit, EditionId id, Decision decision) {
    switch (decision) {
      case Decision.Done(Edition edition) -> {
        if ("true".equals(ctx.header("HX-Request"))) {
          show(ctx, visit, 200, edition, edition.revision(), "");
        } else {
          ctx.redirect(
              "/desk/editions/" + id + "?done=" + edition.revision(), HttpStatus.SEE_OTHER);
        }
      }
      case Decision.Impossible(String why) -> refuse(ctx, visit, id, why);
      case Decision.NoSuchStory() ->
          refuse(ctx, visit, id, "The story is not among this edition's candidates any more.");
      case Decision.NoSuchEdition() -> throw new NotFoundResponse();
    }
  }

  private void refuse(Context ctx, DeskVisit visit, EditionId id, String why) {
    show(ctx, visit, 409, editions.find(id).orElseThrow(NotFoundResponse::new), 0, why);
  }

  @FunctionalInterface
  private interface WholeAct {
    Decision take(Editions editions, EditionId id, StaffActor actor);
  }

  @FunctionalInterface
  private interface StoryAct {
    Decision take(EditionId id, StoryId story, Context ctx, DeskVisit visit);
  }
}
