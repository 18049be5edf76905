package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paperround.article.Articles;
import org.paperround.article.Story;
import org.paperround.article.StoryId;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.ShownStories;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.edition.Pool;
import org.paperround.staff.Role;
import org.paperround.web.request.Form;

/// One story in an edition: its articles, why it stands where it stands, and its words in the mail.
final class StoryPage {
  private final DeskView view;
  private final Editions editions;
  private final Articles articles;
  private final ShownStories shown;
  private final Deliveries deliveries;
  private final EditionModel model;

  StoryPage(DeskPages.Parts parts, DeskView view, EditionModel model) {
    this.view = view;
    this.editions = parts.editions();
    this.articles = parts.articles();
    this.shown = parts.shown();
    this.deliveries = parts.deliveries();
    this.model = model;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}/stories/{story}", Role.VIEWER, this::show);
    routes.get("/desk/editions/{id}/stories/{story}/retract", Role.PUBLISHER, this::askRetract);
  }

  private void show(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    StoryId story = story(ctx);
    StoryId part = articles.canonical(story);
    Optional<Card> found = model.cardOf(edition, story);
    if (found.isEmpty() && !part.equals(story)) {
      // It became part of another since somebody saw this address.
      model.card(edition, part);
      ctx.redirect("/desk/editions/" + edition.id() + "/stories/" + part, HttpStatus.SEE_OTHER);
      return;
    }
    Card card = found.orElseThrow(NotFoundResponse::new);
    view.show(ctx, visit, 200, "story", values(ctx, edition, card));
  }

  private Map<String, Object> values(Context ctx, Edition edition, Card card) {
    StoryId story = card.story();
    Story whole = articles.findWhole(story).orElseThrow(NotFoundResponse::new);
    Map<String, Object> values = new HashMap<>();
    values.put("edition", edition);
    values.put("title", model.title(edition));
    values.put("card", CardView.of(card, model.words(edition), mails(story)));
    values.put("others", String.join(", ", card.content().alsoReportedBy()));
    values.put("wording", editions.wording(edition.id(), story).orElseThrow(NotFoundResponse::new));
    values.put("acts", model.acts(edition));
    values.put("out", EditionModel.isOut(edition));
    values.put("list", StoryArticles.of(whole, card.article(), model.words(edition), Set.of()));
    Pool pool = editions.pool(edition.id());
    values.put("done", GroupDone.of(Form.ofQuery(ctx), whole, pool, articles));
    return values;
  }

  private void askRetract(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    StoryId story = story(ctx);
    String sentence =
        "\u201c"
            + model.card(edition, story).content().headline()
            + "\u201d goes out of this and every later edition, for good: no mail that starts two"
            + " seconds later has it. "
            + "Sent so far to "
            + EditionWords.readers(deliveries.had(story))
            + ".";
    EditionPages.Question question =
        new EditionPages.Question("stories/" + story + "/retract", "Retract the story", sentence);
    view.show(
        ctx,
        visit,
        200,
        "ask",
        Map.of("edition", edition, "name", model.name(edition), "question", question));
  }

  private long mails(StoryId story) {
    return shown.mails(Set.of(story)).getOrDefault(story, 0L);
  }

  static StoryId story(Context ctx) {
    return Form.id(ctx, "story").map(StoryId::new).orElseThrow(NotFoundResponse::new);
  }
}
