package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.edition.Card;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Editions;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// `/p/TOKEN/more/EDITION-CARD` and `.../less/...`, the links under a story: what the story is
/// about can be followed, or left out for a while. GET shows, POST acts, and the page it leads to
/// can undo it. The token says who it is; that a story of another edition could be named does no
/// harm.
final class TastePages {
  private final Pages pages;
  private final Subscribers subscribers;
  private final SignedReader readers;
  private final Editions editions;
  private final Visitor visitor;

  TastePages(Pages pages, Subscribers subscribers, Editions editions, Visitor visitor) {
    this.pages = pages;
    this.subscribers = subscribers;
    this.readers = new SignedReader(subscribers::ofPreferencesLink, subscribers);
    this.editions = editions;
    this.visitor = visitor;
  }

  void register(RoutesConfig routes) {
    routes.get("/p/{token}/more/{story}", ctx -> show(ctx, Direction.MORE));
    routes.head("/p/{token}/more/{story}", ctx -> show(ctx, Direction.MORE));
    routes.post("/p/{token}/more/{story}", ctx -> act(ctx, Direction.MORE));
    routes.get("/p/{token}/less/{story}", ctx -> show(ctx, Direction.LESS));
    routes.head("/p/{token}/less/{story}", ctx -> show(ctx, Direction.LESS));
    routes.post("/p/{token}/less/{story}", ctx -> act(ctx, Direction.LESS));
  }

  private void show(Context ctx, Direction direction) {
    Optional<Preferences> reader = readers.subscribed(ctx);
    Optional<Card> card = card(ctx);
    if (reader.isEmpty() || card.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    show(ctx, 200, direction, reader.get(), card.get());
  }

  private void act(Context ctx, Direction direction) {
    Form form = Form.read(ctx);
    Optional<Preferences> reader = readers.subscribed(ctx);
    Optional<Card> card = card(ctx);
    if (reader.isEmpty() || card.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Set<Interest> about =
        about(card.get())
            .filter(interest -> form.all("about").contains(interest.toString()))
            .collect(Collectors.toSet());
    Optional<Integer> days = days(form);
    if (about.isEmpty()) {
      show(ctx, 422, direction, reader.get(), card.get());
    } else if (form.text("for").isPresent() && days.isEmpty()) {
      pages.say(ctx, 422, Languages.of(ctx, reader.get().locale()), "error.422");
    } else {
      PreferencePages.saved(ctx, change(ctx, direction, reader.get(), about, days));
    }
  }

  private OptionalLong change(
      Context ctx,
      Direction direction,
      Preferences reader,
      Set<Interest> about,
      Optional<Integer> days) {
    LocalDate today = LocalDate.ofInstant(visitor.now(), reader.zone());
    LocalDate until = days.map(today::plusDays).orElse(null);
    return subscribers.changePreferences(
        SignedReader.named(reader),
        present ->
            switch (direction) {
              case MORE -> TasteChange.more(present, about);
              case LESS -> TasteChange.less(present, about, until);
            },
        visitor.provenance(ctx, "link", "/p/"));
  }

  private void show(Context ctx, int status, Direction direction, Preferences reader, Card card) {
    Locale locale = Languages.of(ctx, reader.locale());
    Map<String, Object> values = new HashMap<>();
    values.put("more", direction == Direction.MORE);
    values.put("heading", pages.text(locale, "taste." + direction.path));
    values.put("headline", card.content().headline());
    values.put("none", status == 422);
    values.put("choices", choices(card, locale));
    values.put("muteDays", PreferenceForm.MUTE_DAYS);
    values.put(
        "other", SignedReader.path(ctx) + "/" + direction.other() + "/" + ctx.pathParam("story"));
    values.put("back", SignedReader.path(ctx));
    pages.show(ctx, status, "taste", locale, values);
  }

  /// The first is ticked: one press is enough.
  private List<PreferenceView.Option> choices(Card card, Locale locale) {
    List<Interest> about = about(card).toList();
    return about.stream()
        .map(interest ->
            new PreferenceView.Option(
                interest.toString(),
                pages.interest(locale, interest),
                interest.equals(about.getFirst())))
        .toList();
  }

  /// Topics first: they say more than the section does.
  private static Stream<Interest> about(Card card) {
    return Stream.concat(
            card.topics().stream()
                .filter(Interest::isName)
                .map(topic -> new Interest(Interest.Kind.TOPIC, topic)),
            Stream.of(card.section())
                .filter(Interest::isName)
                .map(section -> new Interest(Interest.Kind.SECTION, section)))
        .distinct();
  }

  private static Optional<Integer> days(Form form) {
    return form.text("for")
        .filter(text -> text.matches("[0-9]{1,3}"))
        .map(Integer::valueOf)
        .filter(PreferenceForm.MUTE_DAYS::contains);
  }

  private Optional<Card> card(Context ctx) {
    String[] story = ctx.pathParam("story").split("-", -1);
    if (story.length != 2 || !story[0].matches("[0-9]{1,18}") || !story[1].matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    EditionId edition = new EditionId(Long.parseLong(story[0]));
    int ordinal = Integer.parseInt(story[1]);
    return editions
        .find(edition)
        .filter(found -> hadAnAudience(found.state()))
        .flatMap(_ ->
            editions.pool(edition).cards().stream()
                .filter(card -> card.ordinal() == ordinal && card.usable() && isPublic(card))
                .findFirst());
  }

  private boolean isPublic(Card card) {
    Instant until = card.embargoedUntil();
    return until == null || !until.isAfter(visitor.now());
  }

  /// What no reader has had yet is nobody's to see.
  private static boolean hadAnAudience(EditionState state) {
    return switch (state) {
      case SENDING, STOPPED, SENT -> true;
      case COLLECTING, APPROVED, HELD, MISSED, SKIPPED -> false;
    };
  }

  private enum Direction {
    MORE("more"),
    LESS("less");

    private final String path;

    Direction(String path) {
      this.path = path;
    }

    String other() {
      return this == MORE ? LESS.path : MORE.path;
    }
  }
}
