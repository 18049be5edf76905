package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperround.delivery.SampleMails;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.mail.ReadMail;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;
import org.paperround.web.request.Form;

/// A newsletter's latest edition as a new reader would get it at its cut-off, also with changes
/// that nobody has saved.
final class NewsletterMail {
  /// So far back an edition with stories is looked for: the latest may only have been opened.
  private static final int EDITIONS = 5;

  private static final String NONE =
      "<p style=\"font-family: sans-serif\">A new reader gets no mail of its latest edition"
          + " so.</p>";

  private final Newsletters newsletters;
  private final Editions editions;
  private final SampleMails samples;
  private final ThemeChoice themes;

  NewsletterMail(DeskPages.Parts parts) {
    this.newsletters = parts.newsletters();
    this.editions = parts.editions();
    this.samples = parts.samples();
    this.themes = parts.themes();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/newsletters/{slug}/mail", Role.VIEWER, this::mail);
  }

  /// Where the mail is with these changes; empty where there is no edition to show.
  Optional<String> address(Newsletter newsletter, List<FieldChange> changes) {
    String path = "/desk/newsletters/" + newsletter.slug() + "/mail";
    return edition(newsletter).map(_ -> Query.address(path, FieldChange.after(changes)));
  }

  private Optional<Edition> edition(Newsletter newsletter) {
    return editions.recent(newsletter.id(), EDITIONS).stream()
        .filter(edition -> editions.pool(edition.id()).cards().stream().anyMatch(Card::usable))
        .findFirst();
  }

  private void mail(Context ctx, DeskVisit visit) {
    Newsletter saved = newsletters.bySlug(ctx.pathParam("slug")).orElseThrow(NotFoundResponse::new);
    Form asked = Form.ofQuery(ctx);
    Map<String, String> texts = NewsletterTexts.of(saved);
    FieldGroup.typed(asked, texts.keySet())
        .forEach((name, value) -> {
          if (asked.has(name)) {
            texts.put(name, value);
          }
        });
    NewsletterReading.Read read = NewsletterReading.of(texts, saved);
    Newsletter newsletter = read.newsletter();
    String html =
        edition(saved)
            .filter(_ -> read.faults().isEmpty() && isSound(newsletter, saved))
            .flatMap(edition -> samples.inNewsletter(edition, newsletter, at(edition, newsletter)))
            .map(sample -> ReadMail.parse(sample.message()).html())
            .orElse(NONE);
    PreviewPages.frame(ctx, html, true);
  }

  /// A theme is looked at whole where it is another one: that takes a while.
  private boolean isSound(Newsletter newsletter, Newsletter saved) {
    return newsletter.look().equals(saved.look()) || themes.problems(newsletter.look()).isEmpty();
  }

  /// At its hour of the edition's day; an alert has none.
  private static Instant at(Edition edition, Newsletter newsletter) {
    return switch (newsletter.kind()) {
      case DIGEST ->
          edition.date().atTime(newsletter.sendTime()).atZone(newsletter.zone()).toInstant();
      case ALERT -> edition.cutOff();
    };
  }
}
