package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryId;
import org.paperround.delivery.AlertAudience;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.Card;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;
import org.paperround.web.request.Form;

/// An alert to a story of an edition, ordered by a person who is told whom it reaches.
final class AlertPages {
  private final DeskView view;
  private final EditionModel model;
  private final Editions editions;
  private final Newsletters newsletters;
  private final Deliveries deliveries;

  AlertPages(DeskPages.Parts parts, DeskView view, EditionModel model) {
    this.view = view;
    this.model = model;
    this.editions = parts.editions();
    this.newsletters = parts.newsletters();
    this.deliveries = parts.deliveries();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}/stories/{story}/alert", Role.PUBLISHER, this::ask);
    routes.post("/desk/editions/{id}/stories/{story}/alert", Role.PUBLISHER, this::order);
  }

  private void ask(Context ctx, DeskVisit visit) {
    show(ctx, visit, 200, "", "");
  }

  private void show(Context ctx, DeskVisit visit, int status, String headline, String problem) {
    Edition edition = model.edition(ctx);
    StoryId story = StoryPage.story(ctx);
    Card card = model.card(edition, story);
    Map<String, Object> values = new HashMap<>();
    values.put("edition", edition);
    values.put("name", model.name(edition));
    values.put("story", story);
    values.put("articleHeadline", card.content().headline());
    values.put("headline", headline);
    values.put("problem", problem);
    values.put("offers", offers().map(newsletter -> offer(newsletter, story)).toList());
    view.show(ctx, visit, status, "alert", values);
  }

  private Stream<Newsletter> offers() {
    return newsletters.all().stream()
        .filter(Newsletter::active)
        .filter(newsletter -> newsletter.kind() == Newsletter.Kind.ALERT);
  }

  private Offer offer(Newsletter newsletter, StoryId story) {
    return Offer.of(newsletter, deliveries.alertAudience(newsletter, story));
  }

  private void order(Context ctx, DeskVisit visit) {
    StoryId story = StoryPage.story(ctx);
    Form form = Form.read(ctx);
    @Nullable String headline = form.text("headline").orElse(null);
    Optional<Newsletter> chosen =
        offers().filter(offer -> form.all("newsletter").contains(offer.slug())).findFirst();
    String typed = headline == null ? "" : headline;
    if (chosen.isEmpty()) {
      show(ctx, visit, 409, typed, "Say which newsletter's readers are to be alerted.");
      return;
    }
    switch (editions.alert(chosen.get(), story, headline, visit.actor())) {
      case Decision.Done(Edition alert) ->
          ctx.redirect("/desk/editions/" + alert.id(), HttpStatus.SEE_OTHER);
      case Decision.Impossible(String why) -> show(ctx, visit, 409, typed, why);
      case Decision.NoSuchStory() ->
          show(ctx, visit, 409, typed, "The story was taken back by its source.");
      case Decision.NoSuchEdition() -> throw new NotFoundResponse();
    }
  }

  /// A newsletter whose readers can be alerted, and what that means for them.
  record Offer(String slug, String name, String readers, List<String> sentences) {
    static Offer of(Newsletter newsletter, AlertAudience audience) {
      String readers = "at most " + EditionWords.readers(audience.readers());
      return new Offer(
          newsletter.slug(),
          newsletter.name(),
          readers,
          List.of(
              newsletter.name() + " goes to " + readers + ", now.",
              EditionWords.readers(audience.tired())
                  + " had as many alerts today as they want, and are not among these.",
              EditionWords.readers(audience.had())
                  + " had the story already, and get it only if it has developed since.",
              EditionWords.readers(audience.asleep())
                  + " sleep by their quiet hours, and get it when those end, if that is within "
                  + newsletter.lateLimit().toHours()
                  + " hours."));
    }
  }
}
