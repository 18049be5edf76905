package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.text.TypedText;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.subscriber.Audience;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.ReaderProfile;
import org.paperround.subscriber.Rights;
import org.paperround.web.request.Form;

/// What staff do for one reader: each is asked first, and goes to the audit log with its reason,
/// under the reader's number. The log is never changed, so no reason may hold an address.
final class ReaderActs {
  static final int LONGEST_REASON = 200;

  private final DeskView view;
  private final Audience audience;
  private final Rights rights;
  private final Staff staff;
  private final InstantSource clock;

  ReaderActs(DeskPages.Parts parts, DeskView view) {
    this.view = view;
    this.audience = parts.audience();
    this.rights = parts.rights();
    this.staff = parts.staff();
    this.clock = parts.clock();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/readers/{id}/suppress", Role.PUBLISHER, ask(Act.SUPPRESS));
    routes.post("/desk/readers/{id}/suppress", Role.PUBLISHER, this::suppress);
    routes.get("/desk/readers/{id}/export", Role.PUBLISHER, ask(Act.EXPORT));
    routes.post("/desk/readers/{id}/export", Role.PUBLISHER, this::export);
    routes.get("/desk/readers/{id}/erase", Role.ADMIN, ask(Act.ERASE));
    routes.post("/desk/readers/{id}/erase", Role.ADMIN, this::erase);
  }

  /// What can be done; `reason`: why is asked; `address`: it has to be typed again.
  enum Act {
    SUPPRESS(
        "suppress",
        "Suppress the address",
        """
        Nothing but answers to what they do themselves is mailed to this address from now \
        on, whatever they subscribe to. Mails that wait are not sent.
        The desk cannot take it back, and neither can the reader: use it for an address that \
        must not be mailed. A reader who only wants to stop unsubscribes by the link of any \
        mail.\
        """,
        true,
        false),
    EXPORT(
        "export",
        "Download all that is held",
        """
        Everything that is held of this reader, as JSON: the address, what they chose and \
        agreed to, each mail and click.
        Be sure that it is the reader who asked, and send it to this address and no other.\
        """,
        false,
        false),
    ERASE(
        "erase",
        "Erase the reader",
        """
        Ends every subscription and removes the person: address, name, choices, what their \
        consents say, clicks, and what was in their mails. Nobody can bring it back.
        What stays is a number with dates and outcomes, and a keyed hash by which the \
        address is not mailed again before it is signed up anew. Export first if they want \
        their data.\
        """,
        true,
        true);

    private final String path;
    private final String button;
    private final String promise;
    private final boolean reason;
    private final boolean address;

    Act(String path, String button, String promise, boolean reason, boolean address) {
      this.path = path;
      this.button = button;
      this.promise = promise;
      this.reason = reason;
      this.address = address;
    }
  }

  /// What was typed, kept when it is refused, and what is wrong with it, by field; `act`: with the
  /// whole.
  record Typed(String reason, String address, Map<String, String> faults) {
    static final Typed NOTHING = new Typed("", "", Map.of());

    static Typed of(Form form) {
      return new Typed(form.text("reason").orElse(""), form.text("address").orElse(""), Map.of());
    }

    Typed wrong(Map<String, String> found) {
      return new Typed(reason, address, found);
    }
  }

  private DeskHandler ask(Act act) {
    return (ctx, visit) -> show(ctx, visit, 200, act, Typed.NOTHING);
  }

  private void show(Context ctx, DeskVisit visit, int status, Act act, Typed typed) {
    ReaderProfile reader = present(ctx);
    Map<String, Object> values = new HashMap<>();
    values.put("reader", reader);
    values.put("called", ReaderPage.called(reader));
    values.put("act", act.path);
    values.put("button", act.button);
    values.put("sentences", act.promise.lines().toList());
    values.put("asksReason", act.reason);
    values.put("asksAddress", act.address);
    values.put("longest", LONGEST_REASON);
    values.put("typed", typed);
    values.put("faults", !typed.faults().isEmpty());
    for (String field : List.of("reason", "address", "act")) {
      values.put(field + "Fault", typed.faults().getOrDefault(field, ""));
    }
    view.show(ctx, visit, status, "reader-act", values);
  }

  /// Of nobody who is gone anything can be done.
  private ReaderProfile present(Context ctx) {
    ReaderProfile reader = ReaderPage.reader(ctx, audience);
    if (reader.address() == null) {
      throw new NotFoundResponse();
    }
    return reader;
  }

  private void suppress(Context ctx, DeskVisit visit) {
    ReaderProfile reader = present(ctx);
    Typed typed = Typed.of(Form.read(ctx));
    Map<String, String> faults = faults(Act.SUPPRESS, typed, reader);
    if (!faults.isEmpty()) {
      show(ctx, visit, 422, Act.SUPPRESS, typed.wrong(faults));
    } else if (!suppressed(visit, reader, typed.reason())) {
      String why = "Nothing was changed: the address is suppressed by a person's word already.";
      show(ctx, visit, 409, Act.SUPPRESS, typed.wrong(Map.of("act", why)));
    } else {
      ctx.redirect(ReaderPage.path(reader) + "?suppressed=1", HttpStatus.SEE_OTHER);
    }
  }

  private boolean suppressed(DeskVisit visit, ReaderProfile reader, String reason) {
    return audience.suppress(
        reader.id(),
        reason,
        clock.instant(),
        (handle, before) ->
            staff.audit(
                handle,
                visit.name(),
                "suppressed a reader",
                ReaderPage.subject(before),
                before(before),
                Map.of("suppressed", "operator", "reason", reason)));
  }

  private static Map<String, String> before(ReaderProfile reader) {
    ReaderProfile.Suppressed suppressed = reader.suppressed();
    return Map.of("suppressed", suppressed == null ? "no" : suppressed.reason().code());
  }

  private void export(Context ctx, DeskVisit visit) {
    ReaderProfile reader = present(ctx);
    String held = rights.exportJson(reader.id()).orElseThrow(NotFoundResponse::new);
    staff.looked(visit.name(), "exported a reader", ReaderPage.subject(reader), Map.of());
    ctx.header(
        "Content-Disposition", "attachment; filename=\"reader-" + reader.id().value() + ".json\"");
    ctx.contentType("application/json").result(held);
  }

  private void erase(Context ctx, DeskVisit visit) {
    ReaderProfile reader = present(ctx);
    Typed typed = Typed.of(Form.read(ctx));
    Map<String, String> faults = faults(Act.ERASE, typed, reader);
    if (!faults.isEmpty()) {
      show(ctx, visit, 422, Act.ERASE, typed.wrong(faults));
      return;
    }
    rights.erase(
        reader.id(),
        new Provenance("operator", clock.instant(), null, null),
        (handle, _) ->
            staff.audit(
                handle,
                visit.name(),
                "erased a reader",
                ReaderPage.subject(reader),
                Map.of(),
                Map.of("reason", typed.reason())));
    ctx.redirect(ReaderPage.path(reader), HttpStatus.SEE_OTHER);
  }

  private static Map<String, String> faults(Act act, Typed typed, ReaderProfile reader) {
    Map<String, String> faults = new HashMap<>();
    if (!TypedText.shows(typed.reason())) {
      faults.put("reason", "Say why: whoever reads the audit log must understand it.");
    } else if (!TypedText.isLine(typed.reason(), LONGEST_REASON)) {
      faults.put("reason", "Use one line of at most " + LONGEST_REASON + " characters.");
    } else if (typed.reason().contains("@")) {
      faults.put("reason", "Leave addresses out: the reason is kept for ever in the audit log.");
    }
    if (act.address && !isTheirs(typed.address(), reader)) {
      faults.put("address", "That is not this reader's address.");
    }
    return faults;
  }

  private static boolean isTheirs(String typed, ReaderProfile reader) {
    Optional<EmailAddress> theirs = Optional.ofNullable(reader.address());
    return switch (AddressCheck.check(typed)) {
      case AddressCheck.Ok(EmailAddress address) ->
          theirs.filter(known -> known.key().equals(address.key())).isPresent();
      case AddressCheck.Refused _ -> false;
    };
  }
}
