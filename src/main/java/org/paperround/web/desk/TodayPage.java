package org.paperround.web.desk;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.Edition;
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

  TodayPage(DeskPages.Parts parts, DeskView view, EditionModel model) {
    this.newsletters = parts.newsletters();
    this.editions = parts.editions();
    this.deliveries = parts.deliveries();
    this.model = model;
    this.view = view;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk", Role.VIEWER, this::show);
  }

  private void show(Context ctx, DeskVisit visit) {
    List<Block> blocks =
        newsletters.all().stream().filter(Newsletter::active).map(this::block).toList();
    String held = deliveries.held().map(hold -> hold.reason()).orElse("");
    view.show(ctx, visit, 200, "today", Map.of("newsletters", blocks, "held", held));
  }

  private Block block(Newsletter newsletter) {
    List<Edition> recent = editions.recent(newsletter.id(), EDITIONS);
    List<Line> open = recent.stream().filter(TodayPage::isOpen).map(this::line).toList();
    List<Line> past = recent.stream().filter(one -> !isOpen(one)).map(this::line).toList();
    return new Block(newsletter.name(), open, past);
  }

  private static boolean isOpen(Edition edition) {
    return Stream.of(EditionState.SENT, EditionState.MISSED, EditionState.SKIPPED)
        .noneMatch(state -> state == edition.state());
  }

  /// What went before is not counted again with every look at the page.
  private Line line(Edition edition) {
    EditionWords words = model.words(edition);
    boolean open = isOpen(edition);
    String progress = open ? model.progress(edition) : "";
    return new Line(
        edition.id().value(),
        EditionModel.date(edition),
        words.state(),
        open && progress.isEmpty() ? words.countdown() : "",
        progress.isEmpty() ? model.audience(edition) : progress,
        open ? words.fate() : "");
  }

  /// A newsletter as the page shows it.
  record Block(String name, List<Line> open, List<Line> past) {}

  /// An edition as the page shows it.
  record Line(long id, String date, String state, String countdown, String audience, String fate) {}
}
