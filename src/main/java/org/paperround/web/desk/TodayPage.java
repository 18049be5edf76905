package org.paperround.web.desk;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;

/// Where the desk opens: what of every newsletter is on its way, what happens to it if nobody acts,
/// and what went before.
final class TodayPage {
  private static final int EDITIONS = 6;

  private final Newsletters newsletters;
  private final Editions editions;
  private final Deliveries deliveries;
  private final EditionModel model;
  private final DeskView view;
  private final EditionPresence presence;

  TodayPage(DeskPages.Parts parts, DeskView view, EditionModel model, EditionPresence presence) {
    this.newsletters = parts.newsletters();
    this.editions = parts.editions();
    this.deliveries = parts.deliveries();
    this.model = model;
    this.view = view;
    this.presence = presence;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk", Role.VIEWER, this::show);
  }

  private void show(Context ctx, DeskVisit visit) {
    List<Block> blocks =
        newsletters.all().stream()
            .filter(Newsletter::active)
            .map(newsletter -> block(newsletter, visit))
            .toList();
    String held = deliveries.held().map(hold -> hold.reason()).orElse("");
    view.show(ctx, visit, 200, "today", Map.of("live", true, "newsletters", blocks, "held", held));
  }

  private Block block(Newsletter newsletter, DeskVisit visit) {
    Map<Boolean, List<Edition>> byEnd =
        shown(newsletter).collect(Collectors.partitioningBy(edition -> edition.state().isOver()));
    List<Edition> open = byEnd.getOrDefault(false, List.of());
    Map<EditionId, String> present = presence.at(visit, open.stream().map(Edition::id).toList());
    return new Block(
        newsletter.name(),
        open.stream()
            .map(edition -> open(edition, present.getOrDefault(edition.id(), "")))
            .toList(),
        byEnd.getOrDefault(true, List.of()).stream().map(this::past).toList());
  }

  /// The latest editions, and the corrections that are on their way or as late as those.
  private Stream<Edition> shown(Newsletter newsletter) {
    List<Edition> recent = editions.recent(newsletter.id(), EDITIONS);
    Instant since = recent.isEmpty() ? Instant.EPOCH : recent.getLast().cutOff();
    Stream<Edition> letters =
        editions.letters(newsletter.id(), EDITIONS).stream()
            .filter(letter -> !letter.state().isOver() || !letter.cutOff().isBefore(since));
    return Stream.concat(recent.stream(), letters)
        .sorted(Comparator.comparing(Edition::cutOff).reversed());
  }

  private Open open(Edition edition, String present) {
    EditionWords words = model.words(edition);
    String progress = model.progress(edition);
    return new Open(
        past(edition),
        progress.isEmpty() ? words.countdown() : "",
        progress.isEmpty() ? model.audience(edition) : progress,
        words.fate(),
        present);
  }

  /// Who has it is not counted again with every look at the page.
  private Line past(Edition edition) {
    return new Line(
        edition.id().value(),
        title(edition),
        model.words(edition).state(),
        edition.state() == EditionState.SENT);
  }

  /// Its date; of a correction its subject too.
  private static String title(Edition edition) {
    String date = EditionModel.date(edition);
    return edition.isLetter()
        ? date + ", correction: " + String.join(" ", edition.words().subjects())
        : date;
  }

  /// A newsletter as the page shows it.
  record Block(String name, List<Open> open, List<Line> past) {}

  /// An edition to which something can happen. `present`: who else has it open.
  record Open(Line line, String countdown, String audience, String fate, String present) {}

  /// Any edition. `reported`: its account is closed.
  record Line(long id, String title, String state, boolean reported) {}
}
