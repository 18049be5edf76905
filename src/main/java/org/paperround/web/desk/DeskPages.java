package org.paperround.web.desk;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import org.paperround.article.Articles;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.DigestCopies;
import org.paperround.delivery.DryRuns;
import org.paperround.delivery.EditionLint;
import org.paperround.delivery.ReaderLedger;
import org.paperround.delivery.SampleMails;
import org.paperround.delivery.ShownStories;
import org.paperround.delivery.TestMails;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.template.Templates;
import org.paperround.staff.Presence;
import org.paperround.staff.Staff;
import org.paperround.subscriber.Audience;
import org.paperround.subscriber.Rights;
import org.paperround.subscriber.Subscribers;

/// The desk over HTTP: the facade of this package. GET shows, POST acts; every page takes a role.
/// Thread-safe once registered.
public final class DeskPages {
  private final DeskConfig config;
  private final Parts parts;
  private final DeskView view;
  private List<DeskRoute> routes = List.of();

  public DeskPages(DeskConfig config, Parts parts) {
    this.config = config;
    this.parts = parts;
    this.view = new DeskView(parts.templates());
  }

  public void register(RoutesConfig javalin) {
    DeskCookies cookies = new DeskCookies(config.secureCookies());
    DeskDoor door = new DeskDoor(parts.staff(), cookies, view);
    DeskRoutes registry = new DeskRoutes(javalin, door);
    view.register(javalin);
    new OpenIdPages(config, parts, view, cookies, door).register(registry);
    new SignInPages(config, parts, view, cookies, door).register(registry);
    new SessionPages(parts.staff(), view, cookies).register(registry);
    new StaffPages(parts.staff(), view).register(registry);
    new AuditPage(parts.staff(), view).register(registry);
    EditionModel model = new EditionModel(parts);
    EditionPresence presence = new EditionPresence(parts.presence());
    new TodayPage(parts, view, model, presence).register(registry);
    new EditionPages(parts, view, model, presence).register(registry);
    new StoryPage(parts, view, model).register(registry);
    new StoryGroupPages(parts, view, model).register(registry);
    new NewsletterPages(parts, view).register(registry);
    new SourcePages(parts, view).register(registry);
    new AudiencePages(parts, view).register(registry);
    new ReaderPage(parts, view).register(registry);
    new ReaderActs(parts, view).register(registry);
    new ResendPages(parts, view).register(registry);
    new AlertPages(parts, view, model).register(registry);
    new PreviewPages(parts, view, model).register(registry);
    new DryRunPages(parts, view, model).register(registry);
    new ReportPage(parts, view, model).register(registry);
    new CorrectionPages(parts, view, model).register(registry);
    new LiveEdition(parts.editions(), model, presence).register(registry);
    routes = registry.all();
  }

  /// Whether requests for this path are the desk's to answer.
  public static boolean holds(String path) {
    return DeskRoutes.isBelow(path);
  }

  /// Answers a request that ended in a fault; works without the database.
  public void showFault(Context ctx, int status, Exception fault) {
    new FaultPage(view).show(ctx, status, fault);
  }

  /// What was registered, in order: for a test that tries them all.
  public List<DeskRoute> routes() {
    return routes;
  }

  /// What the desk is made of.
  public record Parts(
      InstantSource clock,
      Templates templates,
      Staff staff,
      Presence presence,
      Articles articles,
      Newsletters newsletters,
      Subscribers subscribers,
      Audience audience,
      Rights rights,
      ReaderLedger readerLedger,
      DigestCopies copies,
      Editions editions,
      ShownStories shown,
      Deliveries deliveries,
      DryRuns dryRuns,
      SampleMails samples,
      TestMails testMails,
      EditionLint lint,
      ThemeChoice themes) {}
}
