package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.Map;
import org.paperround.article.StoryId;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.Card;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.Editions;
import org.paperround.staff.Role;
import org.paperround.web.request.Form;

/// A correction to the readers who had a story, written by a person who is told how many they are.
final class CorrectionPages {
  private final DeskView view;
  private final EditionModel model;
  private final Editions editions;
  private final Deliveries deliveries;

  CorrectionPages(DeskPages.Parts parts, DeskView view, EditionModel model) {
    this.view = view;
    this.model = model;
    this.editions = parts.editions();
    this.deliveries = parts.deliveries();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}/stories/{story}/correct", Role.PUBLISHER, this::ask);
    routes.post("/desk/editions/{id}/stories/{story}/correct", Role.PUBLISHER, this::send);
  }

  /// What was typed, kept when it is refused.
  record Typed(String subject, String text) {
    static final Typed NOTHING = new Typed("", "");

    static Typed of(Form form) {
      // A browser ends lines with two characters, which the limit on the text does not mean.
      return new Typed(
          form.text("subject").orElse(""), form.text("text").orElse("").replace("\r\n", "\n"));
    }
  }

  private void ask(Context ctx, DeskVisit visit) {
    show(ctx, visit, 200, Typed.NOTHING, "");
  }

  private void send(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    StoryId story = StoryPage.story(ctx);
    Typed typed = Typed.of(Form.read(ctx));
    switch (editions.correct(edition.id(), story, typed.subject(), typed.text(), visit.actor())) {
      case Decision.Done(Edition letter) ->
          ctx.redirect("/desk/editions/" + letter.id(), HttpStatus.SEE_OTHER);
      case Decision.Impossible(String why) -> show(ctx, visit, 409, typed, why);
      case Decision.NoSuchStory() ->
          show(ctx, visit, 409, typed, "The story was in no mail of this edition.");
      case Decision.NoSuchEdition() -> throw new NotFoundResponse();
    }
  }

  private void show(Context ctx, DeskVisit visit, int status, Typed typed, String problem) {
    Edition edition = model.edition(ctx);
    StoryId story = StoryPage.story(ctx);
    Card card = model.card(edition, story);
    boolean out = EditionModel.isOut(edition);
    long readers = out ? deliveries.correctable(edition.newsletter(), story) : 0;
    Map<String, Object> values = new HashMap<>();
    values.put("edition", edition);
    values.put("name", model.name(edition));
    values.put("story", story);
    values.put("headline", card.content().headline());
    values.put("typed", typed);
    values.put("problem", problem);
    values.put("out", out);
    values.put("going", out && edition.state() != EditionState.SENT && card.usable());
    values.put("readers", EditionWords.readers(readers));
    values.put("promise", promise(readers, model.name(edition)));
    view.show(ctx, visit, status, "correct", values);
  }

  private static String promise(long readers, String newsletter) {
    return "A correction goes to "
        + EditionWords.readers(readers)
        + ", now: "
        + (readers == 1 ? "the one" : "those")
        + " who had the story, in this edition or another, and can be mailed "
        + newsletter
        + ".";
  }
}
