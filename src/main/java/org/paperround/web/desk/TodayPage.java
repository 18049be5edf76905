package org.paperround.web.desk;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;

/// Where the desk opens: the newsletters with their latest editions.
final class TodayPage {
  private static final int EDITIONS = 5;

  private final Newsletters newsletters;
  private final Editions editions;
  private final DeskView view;

  TodayPage(Newsletters newsletters, Editions editions, DeskView view) {
    this.newsletters = newsletters;
    this.editions = editions;
    this.view = view;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk", Role.VIEWER, this::show);
  }

  private void show(Context ctx, DeskVisit visit) {
    List<Block> blocks =
        newsletters.all().stream().filter(Newsletter::active).map(this::block).toList();
    view.show(ctx, visit, 200, "today", Map.of("newsletters", blocks));
  }

  private Block block(Newsletter newsletter) {
    return new Block(
        newsletter.name(),
        editions.recent(newsletter.id(), EDITIONS).stream().map(TodayPage::line).toList());
  }

  private static Line line(Edition edition) {
    return new Line(
        edition.id().value(),
        edition.date().toString(),
        edition.state().name().toLowerCase(Locale.ROOT),
        Times.shown(edition.cutOff()));
  }

  /// A newsletter as the page shows it.
  record Block(String name, List<Line> editions) {}

  /// An edition as the page shows it.
  record Line(long id, String date, String state, String cutOff) {}
}
