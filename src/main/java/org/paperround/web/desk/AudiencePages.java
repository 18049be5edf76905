package org.paperround.web.desk;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.subscriber.Audience;
import org.paperround.subscriber.FoundReader;
import org.paperround.subscriber.ReaderState;
import org.paperround.web.request.Form;

/// How many readers there are, and a search for one of them. Who searched, and how, is kept in the
/// audit log, but never what was typed: it may be the address of somebody who is no reader.
final class AudiencePages {
  private final DeskView view;
  private final Newsletters newsletters;
  private final Audience audience;
  private final Staff staff;

  AudiencePages(DeskPages.Parts parts, DeskView view) {
    this.view = view;
    this.newsletters = parts.newsletters();
    this.audience = parts.audience();
    this.staff = parts.staff();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/readers", Role.PUBLISHER, this::show);
  }

  private void show(Context ctx, DeskVisit visit) {
    Form asked = Form.ofQuery(ctx);
    String typed = asked.text("q").orElse("");
    String state = asked.text("state").orElse("");
    ReaderState wanted = state(state);
    Map<String, Object> values = new HashMap<>();
    values.put("typed", typed);
    values.put("state", wanted == null ? "" : state);
    values.put("states", Stream.of(ReaderState.values()).map(AudiencePages::choice).toList());
    values.put("error", "");
    values.put("searched", false);
    values.put("first", asked.text("after").isEmpty());
    int status = 200;
    if (!typed.isEmpty()) {
      Optional<Audience.Found> found =
          audience.search(new Audience.Search(typed, wanted, asked.text("after").orElse("")));
      found.ifPresent(some -> {
        note(visit, wanted, some);
        values.put("searched", true);
        values.put("found", some.readers().stream().map(this::line).toList());
        values.put("next", next(typed, state, some));
      });
      if (found.isEmpty()) {
        status = 422;
        values.put(
            "error",
            "Type at least "
                + Audience.FEWEST_CHARACTERS
                + " characters of the address, or the reader's number.");
      }
    }
    if (values.get("searched").equals(false)) {
      counts(values);
    }
    view.show(ctx, visit, status, "readers", values);
  }

  private void note(DeskVisit visit, @Nullable ReaderState state, Audience.Found found) {
    Map<String, Object> how = new HashMap<>();
    how.put("by", FieldGroup.word(found.by()));
    how.put("found", found.readers().size());
    if (state != null) {
      how.put("state", FieldGroup.word(state));
    }
    if (found.readers().size() == 1) {
      how.put("reader", found.readers().getFirst().id().value());
    }
    staff.looked(visit.name(), "looked for readers", "readers", how);
  }

  private static String next(String typed, String state, Audience.Found found) {
    return found.next().isEmpty()
        ? ""
        : "/desk/readers?q="
            + Query.encoded(typed)
            + "&state="
            + Query.encoded(state)
            + "&after="
            + Query.encoded(found.next());
  }

  private void counts(Map<String, Object> values) {
    Audience.Counts counts = audience.counts();
    Map<NewsletterId, Map<ReaderState, Long>> byNewsletter =
        counts.readers().stream()
            .collect(
                Collectors.groupingBy(
                    Audience.InState::newsletter,
                    Collectors.toMap(Audience.InState::state, Audience.InState::readers)));
    List<Row> rows =
        newsletters.all().stream()
            .map(one -> Row.of(one.name(), byNewsletter.getOrDefault(one.id(), Map.of())))
            .toList();
    List<Suppressed> suppressed =
        counts.suppressed().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(one ->
                new Suppressed(
                    ReaderWords.suppression(one.getKey()), EditionWords.count(one.getValue())))
            .toList();
    values.put("counts", rows);
    values.put("suppressed", suppressed);
    values.put("counted", Times.shown(counts.at()));
  }

  private Line line(FoundReader reader) {
    Map<NewsletterId, String> names =
        newsletters.all().stream().collect(Collectors.toMap(Newsletter::id, Newsletter::name));
    Map<ReaderState, String> standings =
        reader.subscriptions().stream()
            .collect(
                Collectors.groupingBy(
                    FoundReader.Standing::state,
                    Collectors.mapping(
                        one -> names.getOrDefault(one.newsletter(), "another"),
                        Collectors.joining(", "))));
    return new Line(
        reader.id().value(),
        reader.address() == null ? "erased" : reader.address(),
        reader.name(),
        Stream.of(ReaderState.values())
            .filter(standings::containsKey)
            .map(state -> ReaderWords.standing(state) + " " + standings.get(state))
            .collect(Collectors.joining("; ")),
        reader.suppression() == null ? "" : ReaderWords.suppression(reader.suppression()));
  }

  private static Choice choice(ReaderState state) {
    return new Choice(
        FieldGroup.word(state),
        switch (state) {
          case CONFIRMED -> "get a newsletter";
          case PENDING -> "have not confirmed";
          case ENDED -> "have left one";
          case SUPPRESSED -> "are suppressed";
        });
  }

  private static @Nullable ReaderState state(String word) {
    return Stream.of(ReaderState.values())
        .collect(Collectors.toMap(FieldGroup::word, Function.identity()))
        .get(word);
  }

  /// A state that a search can be narrowed to.
  record Choice(String word, String name) {}

  /// A reader who was found; `suppressed`: why, empty for who is not.
  record Line(long id, String address, String name, String standing, String suppressed) {}

  /// A newsletter's readers by state.
  record Row(String name, String confirmed, String pending, String ended) {
    static Row of(String name, Map<ReaderState, Long> readers) {
      return new Row(
          name,
          EditionWords.count(readers.getOrDefault(ReaderState.CONFIRMED, 0L)),
          EditionWords.count(readers.getOrDefault(ReaderState.PENDING, 0L)),
          EditionWords.count(readers.getOrDefault(ReaderState.ENDED, 0L)));
    }
  }

  /// Suppressed addresses, by the reason.
  record Suppressed(String reason, String addresses) {}
}
