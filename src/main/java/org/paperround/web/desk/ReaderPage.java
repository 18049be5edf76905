package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.ReaderLedger;
import org.paperround.delivery.ReaderMail;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.mail.ReadMail;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.subscriber.Audience;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderProfile;
import org.paperround.subscriber.ReaderState;
import org.paperround.subscriber.Receipt;
import org.paperround.subscriber.Rights;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// One reader: where they stand, what they agreed to, and every mail they had or did not have. Each
/// look goes to the audit log, under the reader's number.
final class ReaderPage {
  private static final int MAILS = 20;
  private static final int CONSENTS = 50;

  private final DeskView view;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final Audience audience;
  private final Rights rights;
  private final ReaderLedger ledger;
  private final Editions editions;
  private final Staff staff;
  private final InstantSource clock;

  ReaderPage(DeskPages.Parts parts, DeskView view) {
    this.view = view;
    this.newsletters = parts.newsletters();
    this.subscribers = parts.subscribers();
    this.audience = parts.audience();
    this.rights = parts.rights();
    this.ledger = parts.readerLedger();
    this.editions = parts.editions();
    this.staff = parts.staff();
    this.clock = parts.clock();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/readers/{id}", Role.PUBLISHER, this::show);
    routes.get("/desk/readers/{id}/mails/{edition}", Role.PUBLISHER, this::mail);
    routes.get("/desk/readers/{id}/mails/{edition}/html", Role.PUBLISHER, this::html);
  }

  /// Whom the path names.
  ///
  /// @throws NotFoundResponse when there is nobody of this number
  static ReaderProfile reader(Context ctx, Audience audience) {
    return Form.id(ctx, "id")
        .flatMap(id -> audience.reader(new SubscriberId(id)))
        .orElseThrow(NotFoundResponse::new);
  }

  /// The edition that the path names beside its reader.
  ///
  /// @throws NotFoundResponse when there is none
  static Edition edition(Context ctx, Editions editions) {
    return Form.id(ctx, "edition")
        .flatMap(id -> editions.find(new EditionId(id)))
        .orElseThrow(NotFoundResponse::new);
  }

  static String path(ReaderProfile reader) {
    return "/desk/readers/" + reader.id().value();
  }

  /// How the audit log calls a reader: it must not hold their address.
  static String subject(ReaderProfile reader) {
    return "reader " + reader.id().value();
  }

  /// How pages call a reader.
  static String called(ReaderProfile reader) {
    return reader.address() == null ? "Reader " + reader.id().value() : reader.address().toString();
  }

  private void show(Context ctx, DeskVisit visit) {
    ReaderProfile reader = reader(ctx, audience);
    Form asked = Form.ofQuery(ctx);
    Edition before =
        asked.number("before").flatMap(id -> editions.find(new EditionId(id))).orElse(null);
    int skipped = asked.number("skip").filter(many -> many < 1_000_000).orElse(0L).intValue();
    staff.looked(visit.name(), "looked at a reader", subject(reader), Map.of());
    Map<String, Object> values = new HashMap<>();
    values.put("reader", reader);
    values.put("called", called(reader));
    values.put("known", Times.shown(reader.knownSince()));
    values.put("erased", reader.erasedAt() == null ? "" : Times.shown(reader.erasedAt()));
    values.put("suppressed", suppressed(reader));
    values.put("evidence", reader.suppressed() == null ? "" : reader.suppressed().evidence());
    values.put("said", said(asked));
    subscriptions(values, reader);
    consents(values, reader, skipped);
    mails(values, reader, before);
    values.put("mayErase", visit.allows(Role.ADMIN));
    view.show(ctx, visit, 200, "reader", values);
  }

  private static String said(Form asked) {
    return asked.has("suppressed") ? "Nothing is mailed to this address any more." : "";
  }

  private static String suppressed(ReaderProfile reader) {
    ReaderProfile.Suppressed why = reader.suppressed();
    return why == null
        ? ""
        : "Nothing is mailed to this address: "
            + ReaderWords.suppression(why.reason())
            + ", "
            + Times.shown(why.since())
            + ".";
  }

  private void subscriptions(Map<String, Object> values, ReaderProfile reader) {
    List<Subscription> lines =
        reader.subscriptions().stream().map(held -> line(reader, held)).toList();
    values.put("subscriptions", lines);
    Optional<Preferences> any =
        reader.subscriptions().stream()
            .flatMap(held -> subscribers.preferences(reader.id(), held.newsletter()).stream())
            .findFirst();
    values.put("follows", any.map(chosen -> ReaderWords.follows(chosen.follows())).orElse(""));
    values.put("mutes", any.map(chosen -> ReaderWords.mutes(chosen.mutes())).orElse(""));
  }

  private Subscription line(ReaderProfile reader, ReaderProfile.Held held) {
    Newsletter newsletter = newsletters.get(held.newsletter());
    boolean alerts = newsletter.kind() == Newsletter.Kind.ALERT;
    String rhythm =
        held.state() == ReaderState.ENDED
            ? ""
            : subscribers
                .preferences(reader.id(), held.newsletter())
                .map(chosen -> ReaderWords.rhythm(chosen, alerts, clock.instant()))
                .orElse("");
    return new Subscription(newsletter.name(), ReaderWords.standing(held), rhythm);
  }

  private void consents(Map<String, Object> values, ReaderProfile reader, int skipped) {
    List<Receipt> found = rights.receipts(reader.id(), skipped, CONSENTS + 1);
    values.put("consents", found.stream().limit(CONSENTS).map(Consent::of).toList());
    values.put(
        "earlier", found.size() > CONSENTS ? "?skip=" + (skipped + CONSENTS) + "#consent" : "");
    values.put("skipped", skipped);
  }

  private void mails(Map<String, Object> values, ReaderProfile reader, @Nullable Edition before) {
    List<ReaderMail> found = ledger.mails(reader.id(), before, MAILS + 1, reader.trackingConsent());
    List<ReaderMailView> shown = found.stream().limit(MAILS).map(this::view).toList();
    values.put("mails", shown);
    values.put(
        "older", found.size() > MAILS ? "?before=" + shown.getLast().edition() + "#mails" : "");
    values.put("newest", before == null);
  }

  private ReaderMailView view(ReaderMail mail) {
    String newsletter = newsletters.get(mail.edition().newsletter()).name();
    return ReaderMailView.of(
        mail, mail.edition().isLetter() ? "Correction in " + newsletter : newsletter);
  }

  private void mail(Context ctx, DeskVisit visit) {
    ReaderProfile reader = reader(ctx, audience);
    Edition edition = edition(ctx, editions);
    ReaderMail mail =
        ledger
            .mail(reader.id(), edition, reader.trackingConsent())
            .orElseThrow(NotFoundResponse::new);
    note(visit, reader, edition);
    Optional<ReadMail> again = ledger.look(reader.id(), edition);
    Map<String, Object> values = new HashMap<>();
    values.put("reader", reader);
    values.put("called", called(reader));
    values.put("mail", view(mail));
    values.put("found", again.isPresent());
    values.put("copying", Form.ofQuery(ctx).has("copied"));
    values.put("subject", again.map(found -> found.header("subject")).orElse(""));
    values.put("text", again.map(ReadMail::text).orElse(""));
    values.put("hasHtml", again.filter(found -> !found.html().isBlank()).isPresent());
    PreviewPages.allowFrame(ctx);
    view.show(ctx, visit, 200, "reader-mail", values);
  }

  /// The HTML part alone, for the frame of the page before, in which nothing of it works.
  private void html(Context ctx, DeskVisit visit) {
    ReaderProfile reader = reader(ctx, audience);
    Edition edition = edition(ctx, editions);
    note(visit, reader, edition);
    PreviewPages.frame(ctx, ledger.look(reader.id(), edition).map(ReadMail::html).orElse(""), true);
  }

  private void note(DeskVisit visit, ReaderProfile reader, Edition edition) {
    staff.looked(
        visit.name(),
        "looked at a reader's mail",
        subject(reader),
        Map.of("edition", edition.id().value()));
  }

  /// How a reader stands with one newsletter; `rhythm`: what they chose, empty where they left.
  record Subscription(String newsletter, String standing, String rhythm) {}

  /// A consent record; `how` empty where `what` says it; `wording`: the sentence that was shown,
  /// `source` the page it was on.
  record Consent(
      String at,
      String what,
      String how,
      @Nullable String wording,
      @Nullable String source,
      @Nullable String network) {
    static Consent of(Receipt receipt) {
      String what = ReaderWords.consent(receipt);
      String how = ReaderWords.method(receipt.method());
      return new Consent(
          Times.shown(receipt.at()),
          what,
          what.contains(how) ? "" : how,
          receipt.wording(),
          receipt.sourceUrl(),
          receipt.networkPrefix());
    }
  }
}
