package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.paperround.delivery.CopyOutcome;
import org.paperround.delivery.DigestCopies;
import org.paperround.delivery.LedgerReason;
import org.paperround.delivery.ReaderLedger;
import org.paperround.delivery.ReaderMail;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.subscriber.Audience;
import org.paperround.subscriber.ReaderProfile;

/// A past digest to its reader once more, when they say that they lost it.
final class ResendPages {
  private final DeskView view;
  private final Audience audience;
  private final ReaderLedger ledger;
  private final DigestCopies copies;
  private final Editions editions;
  private final Newsletters newsletters;
  private final Staff staff;

  ResendPages(DeskPages.Parts parts, DeskView view) {
    this.view = view;
    this.audience = parts.audience();
    this.ledger = parts.readerLedger();
    this.copies = parts.copies();
    this.editions = parts.editions();
    this.newsletters = parts.newsletters();
    this.staff = parts.staff();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/readers/{id}/mails/{edition}/resend", Role.PUBLISHER, this::ask);
    routes.post("/desk/readers/{id}/mails/{edition}/resend", Role.PUBLISHER, this::send);
  }

  private void ask(Context ctx, DeskVisit visit) {
    show(ctx, visit, 200, "");
  }

  private void show(Context ctx, DeskVisit visit, int status, String problem) {
    ReaderProfile reader = ReaderPage.reader(ctx, audience);
    Edition edition = ReaderPage.edition(ctx, editions);
    ReaderMail mail = ledger.mail(reader.id(), edition, false).orElseThrow(NotFoundResponse::new);
    Map<String, Object> values = new HashMap<>();
    values.put("reader", reader);
    values.put("called", ReaderPage.called(reader));
    values.put("mail", ReaderMailView.of(mail, newsletters.get(edition.newsletter()).name()));
    values.put("problem", problem);
    view.show(ctx, visit, status, "reader-resend", values);
  }

  private void send(Context ctx, DeskVisit visit) {
    ReaderProfile reader = ReaderPage.reader(ctx, audience);
    Edition edition = ReaderPage.edition(ctx, editions);
    CopyOutcome outcome =
        copies.send(
            reader.id(),
            edition,
            (handle, sent) ->
                staff.audit(
                    handle,
                    visit.name(),
                    "mailed a digest once more",
                    ReaderPage.subject(reader),
                    Map.of(),
                    Map.of("edition", sent.id().value())));
    if (outcome instanceof CopyOutcome.OnItsWay) {
      ctx.redirect(
          ReaderPage.path(reader) + "/mails/" + edition.id() + "?copied=1", HttpStatus.SEE_OTHER);
    } else {
      show(ctx, visit, 409, why(outcome));
    }
  }

  private static String why(CopyOutcome outcome) {
    return switch (outcome) {
      case CopyOutcome.OnItsWay() -> "";
      case CopyOutcome.NoSuchMail() -> "There is no mail that they had and that can be made again.";
      case CopyOutcome.NotMailed(LedgerReason reason) -> notMailed(ReaderMailView.because(reason));
      case CopyOutcome.Withdrawn() -> "A story in it was taken back since, so it goes to nobody.";
      case CopyOutcome.Held() -> "The edition is stopped, or all sending is held.";
      case CopyOutcome.Changed() -> "The edition was changed at this moment. Try it once more.";
      case CopyOutcome.TooSoon(Instant again) ->
          "There was a copy already. Another can be sent from " + Times.shown(again) + " on.";
    };
  }

  private static String notMailed(String because) {
    return "They cannot be mailed: " + because + ".";
  }
}
