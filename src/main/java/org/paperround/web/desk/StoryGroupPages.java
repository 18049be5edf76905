package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.Articles;
import org.paperround.article.RelatedStory;
import org.paperround.article.Story;
import org.paperround.article.StoryId;
import org.paperround.article.StoryOrder;
import org.paperround.edition.Card;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.staff.Role;
import org.paperround.web.request.Form;

/// Two stories become one, or articles of one become another: an editor says so and is asked first.
/// Either is undone by the other, from the page that the act leads to.
final class StoryGroupPages {
  private static final String NO_NUMBER = "The number of a story is a whole number.";
  private static final int LONGEST_SEARCH = 100;

  /// More articles than this are too many for an address.
  private static final int MOST_IN_ADDRESS = 100;

  private final DeskView view;
  private final EditionModel model;
  private final Editions editions;
  private final Articles articles;
  private final InstantSource clock;

  StoryGroupPages(DeskPages.Parts parts, DeskView view, EditionModel model) {
    this.view = view;
    this.model = model;
    this.editions = parts.editions();
    this.articles = parts.articles();
    this.clock = parts.clock();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}/stories/{story}/merge", Role.EDITOR, this::askMerge);
    routes.post("/desk/editions/{id}/stories/{story}/merge", Role.EDITOR, this::merge);
    routes.get("/desk/editions/{id}/stories/{story}/split", Role.EDITOR, this::askSplit);
    routes.post("/desk/editions/{id}/stories/{story}/split", Role.EDITOR, this::split);
  }

  /// What every page here is about.
  private record Asked(Edition edition, Card card, Story story) {
    StoryId id() {
      return card.story();
    }

    String path() {
      return "/desk/editions/" + edition.id() + "/stories/" + id();
    }
  }

  private Asked asked(Context ctx) {
    Edition edition = model.edition(ctx);
    Card card = model.card(edition, StoryPage.story(ctx));
    return new Asked(edition, card, story(card.story()));
  }

  private Story story(StoryId id) {
    return articles.findWhole(id).orElseThrow(NotFoundResponse::new);
  }

  private void askMerge(Context ctx, DeskVisit visit) {
    Asked asked = asked(ctx);
    Form form = Form.ofQuery(ctx);
    Optional<String> closed = closed(visit, asked);
    if (closed.isPresent() || !form.has("with")) {
      choose(ctx, visit, asked, closed.orElse(""));
      return;
    }
    Optional<StoryId> other = other(form);
    Optional<String> fault =
        other
            .map(story -> editions.mergeFault(asked.edition().id(), story, asked.id()))
            .orElse(Optional.of(NO_NUMBER));
    if (fault.isPresent()) {
      choose(ctx, visit, asked, fault.get());
    } else {
      askMerge(ctx, visit, asked, story(other.orElseThrow()));
    }
  }

  /// Why this person does nothing to this story, whatever it would be.
  private Optional<String> closed(DeskVisit visit, Asked asked) {
    return model
        .closedTo(visit, asked.edition())
        .or(() -> editions.splitFault(asked.edition().id(), asked.id()));
  }

  private static Optional<StoryId> other(Form form) {
    return form.number("with").filter(number -> number > 0).map(StoryId::new);
  }

  private void choose(Context ctx, DeskVisit visit, Asked asked, String problem) {
    String wanted = Form.ofQuery(ctx).text("q").orElse("");
    String looked = wanted.substring(0, Math.min(wanted.length(), LONGEST_SEARCH));
    List<StoryId> related =
        articles
            .related(Set.of(asked.story().id()), clock.instant())
            .getOrDefault(asked.story().id(), List.of())
            .stream()
            .map(RelatedStory::story)
            .toList();
    Map<String, Object> values = values(asked, problem);
    values.put("wanted", looked);
    values.put(
        "choice",
        MergeChoice.of(
            editions.pool(asked.edition().id()),
            asked.id(),
            related,
            looked,
            model.words(asked.edition())));
    view.show(ctx, visit, problem.isEmpty() ? 200 : 409, "merge", values);
  }

  private void askMerge(Context ctx, DeskVisit visit, Asked asked, Story other) {
    EditionWords words = model.words(asked.edition());
    GroupWords.Told kept = told(asked.edition(), asked.story(), asked.card());
    GroupWords.Told goes =
        told(asked.edition(), other, model.cardOf(asked.edition(), other.id()).orElse(null));
    int count = StoryArticles.standing(asked.story()).size() + StoryArticles.standing(other).size();
    Map<String, Object> values = values(asked, "");
    values.put("promise", GroupWords.merging(kept.headline(), goes.headline(), count));
    values.put("here", GroupWords.mergeHere(asked.edition()));
    values.put("said", GroupWords.said(kept, goes));
    values.put("other", other.id());
    values.put("otherHeadline", goes.headline());
    values.put("turnable", goes.card() != null);
    values.put("kept", StoryArticles.of(asked.story(), null, words, Set.of()));
    values.put("goes", StoryArticles.of(other, null, words, Set.of()));
    view.show(ctx, visit, 200, "merge", values);
  }

  private GroupWords.Told told(Edition edition, Story story, @Nullable Card card) {
    return card == null
        ? new GroupWords.Told(story.representative().headline(), null, null)
        : new GroupWords.Told(
            card.content().headline(),
            card,
            editions.wording(edition.id(), card.story()).orElse(null));
  }

  private void merge(Context ctx, DeskVisit visit) {
    Asked asked = asked(ctx);
    Optional<StoryId> named = other(Form.read(ctx));
    Optional<String> closed = model.closedTo(visit, asked.edition());
    Optional<Story> other = named.flatMap(articles::findWhole);
    if (closed.isPresent() || named.isEmpty()) {
      choose(ctx, visit, asked, closed.orElse(NO_NUMBER));
      return;
    }
    switch (editions.merge(asked.edition().id(), named.get(), asked.id(), visit.actor())) {
      case Decision.Done(_) -> {
        Story goes = other.orElseThrow();
        String address = asked.path() + "?merged=" + goes.id();
        ctx.redirect(address + numbers(StoryArticles.standing(goes)), HttpStatus.SEE_OTHER);
      }
      case Decision.Impossible(String why) -> choose(ctx, visit, asked, why);
      case Decision.NoSuchStory(), Decision.NoSuchEdition() -> throw new NotFoundResponse();
    }
  }

  private static String numbers(Set<ArticleId> articles) {
    return articles.size() > MOST_IN_ADDRESS
        ? ""
        : articles.stream()
            .map(ArticleId::value)
            .sorted()
            .map(number -> "&article=" + number)
            .collect(Collectors.joining());
  }

  private void askSplit(Context ctx, DeskVisit visit) {
    Asked asked = asked(ctx);
    Form form = Form.ofQuery(ctx);
    Set<ArticleId> off = off(form);
    boolean chosen = form.has("step") || !off.isEmpty();
    String problem =
        closed(visit, asked)
            .or(() -> chosen ? fault(asked.story(), off) : Optional.empty())
            .orElse("");
    if (chosen && problem.isEmpty()) {
      Map<String, Object> values = values(asked, "");
      values.put("promise", promise(asked, off));
      values.put("here", GroupWords.splitHere(asked.edition(), clock.instant()));
      values.put("list", list(asked, off));
      view.show(ctx, visit, 200, "split", values);
    } else {
      tick(ctx, visit, asked, off, problem);
    }
  }

  private static String promise(Asked asked, Set<ArticleId> off) {
    int standing = StoryArticles.standing(asked.story()).size();
    return GroupWords.splitting(off.size(), standing - off.size());
  }

  private StoryArticles list(Asked asked, Set<ArticleId> off) {
    return StoryArticles.of(
        asked.story(), asked.card().article(), model.words(asked.edition()), off);
  }

  /// What is ticked stays so.
  private void tick(Context ctx, DeskVisit visit, Asked asked, Set<ArticleId> off, String problem) {
    Map<String, Object> values = values(asked, problem);
    values.put("list", list(asked, off));
    view.show(ctx, visit, problem.isEmpty() ? 200 : 409, "split", values);
  }

  private static Set<ArticleId> off(Form form) {
    return form.all("article").stream()
        .map(Form::whole)
        .flatMap(Optional::stream)
        .filter(number -> number > 0)
        .map(ArticleId::new)
        .collect(Collectors.toSet());
  }

  /// What was taken back stays with the rest, and is no part of what is told.
  private static Optional<String> fault(Story story, Set<ArticleId> off) {
    Set<ArticleId> standing = StoryArticles.standing(story);
    if (off.isEmpty()) {
      return Optional.of("Nothing is ticked: tick the articles that are another story.");
    }
    if (!standing.containsAll(off)) {
      return Optional.of("What was ticked is not all in this story any more. Look again.");
    }
    return off.size() == standing.size()
        ? Optional.of("At least one article stays with the story: leave one unticked.")
        : Optional.empty();
  }

  private void split(Context ctx, DeskVisit visit) {
    Asked asked = asked(ctx);
    Set<ArticleId> off = off(Form.read(ctx));
    Optional<String> fault =
        model.closedTo(visit, asked.edition()).or(() -> fault(asked.story(), off));
    if (fault.isPresent()) {
      tick(ctx, visit, asked, off, fault.get());
      return;
    }
    switch (editions.split(asked.edition().id(), asked.id(), off, visit.actor())) {
      case Decision.Done(_) ->
          ctx.redirect(
              asked.path() + "?split=" + opened(asked.story().id(), visit), HttpStatus.SEE_OTHER);
      case Decision.Impossible(String why) -> tick(ctx, visit, asked, off, why);
      case Decision.NoSuchStory(), Decision.NoSuchEdition() -> throw new NotFoundResponse();
    }
  }

  /// What this person split off it last.
  private StoryId opened(StoryId story, DeskVisit visit) {
    return articles.orders(story).stream()
        .filter(order -> order.kind() == StoryOrder.Kind.SPLIT)
        .filter(order -> order.actor().equals(visit.name()))
        .map(StoryOrder::other)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private Map<String, Object> values(Asked asked, String problem) {
    Map<String, Object> values = new HashMap<>();
    values.put("edition", asked.edition());
    values.put("story", asked.id());
    values.put("headline", asked.card().content().headline());
    values.put("problem", problem);
    return values;
  }
}
