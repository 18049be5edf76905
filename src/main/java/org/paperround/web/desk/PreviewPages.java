package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperround.delivery.EditionLint;
import org.paperround.delivery.SampleMails;
import org.paperround.delivery.TestMails;
import org.paperround.digest.lint.Finding;
import org.paperround.edition.Edition;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.ReadMail;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffMember;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// The mail itself, as a typical reader or a certain one would get it now, at an hour of the day,
/// and what may be wrong with it.
final class PreviewPages {
  private static final String POLICY = "Content-Security-Policy";
  private static final String NIGHT = "@media (prefers-color-scheme: dark)";

  private final DeskView view;
  private final EditionModel model;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final SampleMails samples;
  private final TestMails testMails;
  private final Staff staff;
  private final EditionLint lint;
  private final InstantSource clock;

  PreviewPages(DeskPages.Parts parts, DeskView view, EditionModel model) {
    this.view = view;
    this.model = model;
    this.newsletters = parts.newsletters();
    this.subscribers = parts.subscribers();
    this.samples = parts.samples();
    this.testMails = parts.testMails();
    this.staff = parts.staff();
    this.lint = parts.lint();
    this.clock = parts.clock();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}/preview", Role.VIEWER, this::preview);
    routes.post("/desk/editions/{id}/preview/send", Role.EDITOR, this::send);
    routes.get("/desk/editions/{id}/mail", Role.VIEWER, this::mail);
    routes.get("/desk/editions/{id}/check", Role.VIEWER, this::check);
  }

  private void preview(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    Form asked = Form.ofQuery(ctx);
    String said =
        asked
            .number("sent")
            .map(people ->
                people == 1
                    ? "It is on its way to you."
                    : "It is on its way to " + people + " members of staff.")
            .orElse("");
    show(ctx, visit, 200, edition, wanted(asked, visit, edition), said);
  }

  private void show(
      Context ctx, DeskVisit visit, int status, Edition edition, Wanted wanted, String said) {
    Optional<SampleMails.Sample> sample = sample(visit, edition, wanted);
    Optional<ReadMail> mail = sample.map(PreviewPages::read);
    Map<String, Object> values = new HashMap<>();
    values.put("edition", edition);
    values.put("title", model.title(edition));
    values.put("wanted", wanted);
    values.put("mail", "/desk/editions/" + edition.id() + "/mail?" + wanted.query());
    values.put("readers", readers(edition));
    values.put("subject", mail.map(found -> found.header("subject")).orElse(""));
    values.put("text", mail.map(ReadMail::text).orElse(""));
    values.put("hasHtml", mail.filter(found -> !found.html().isBlank()).isPresent());
    values.put("there", mail.isPresent());
    values.put("found", sample.map(lint::check).orElse(List.of()).stream().map(Line::of).toList());
    values.put("size", mail.map(ReadMail::htmlOctets).orElse(0));
    values.put("most", ReadMail.MOST_HTML_OCTETS);
    values.put("said", said);
    values.put("staff", staffAddresses().size());
    allowFrame(ctx);
    view.show(ctx, visit, status, "preview", values);
  }

  /// The mail that the page shows, to oneself or to all staff; one to a certain reader is for
  /// nobody else's mailbox.
  private void send(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    Form form = Form.read(ctx);
    Wanted wanted = wanted(form, visit, edition);
    boolean all = form.text("to").filter("staff"::equals).isPresent();
    Optional<SampleMails.Sample> sample = sample(visit, edition, wanted);
    if (all && !wanted.address().isEmpty()) {
      show(ctx, visit, 409, edition, wanted, "A certain reader's mail can be sent to you alone.");
    } else if (sample.isEmpty()) {
      show(ctx, visit, 409, edition, wanted, "There is no such mail to send.");
    } else {
      List<EmailAddress> to = all ? staffAddresses() : List.of(visit.member().address());
      Map<String, String> how = Map.of("as", wanted.said(), "to", all ? "staff" : "self");
      testMails.send(
          edition,
          sample.get(),
          to,
          (handle, sent) ->
              staff.audit(
                  handle, visit.name(), "sent a test mail", "edition " + sent.id(), Map.of(), how));
      ctx.redirect(
          "/desk/editions/"
              + edition.id()
              + "/preview?"
              + wanted.query()
              + "&sent="
              + (all ? Math.max(2, to.size()) : 1),
          HttpStatus.SEE_OTHER);
    }
  }

  private List<EmailAddress> staffAddresses() {
    return staff.members().stream().filter(StaffMember::active).map(StaffMember::address).toList();
  }

  /// What a certain reader gets says something of them.
  private void noteWhoLooked(DeskVisit visit, Edition edition, Wanted wanted) {
    staff.looked(
        visit.name(),
        "looked at a reader's mail",
        "edition " + edition.id(),
        Map.of("reader", wanted.said()));
  }

  /// The mail stands in a frame of its own.
  static void allowFrame(Context ctx) {
    ctx.header(POLICY, ctx.res().getHeader(POLICY) + "; frame-src 'self'");
  }

  /// The HTML part alone, for a frame of the page before; it can do nothing.
  private void mail(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    Wanted wanted = wanted(Form.ofQuery(ctx), visit, edition);
    String html =
        sample(visit, edition, wanted).map(PreviewPages::read).map(ReadMail::html).orElse("");
    frame(ctx, wanted.dark() ? html.replace(NIGHT, "@media all") : html, wanted.images());
  }

  /// Answers with a mail's HTML, for a frame of a page of ours, in which it can do nothing.
  static void frame(Context ctx, String html, boolean images) {
    String pictures = images ? "img-src http: https: data:;" : "img-src 'none';";
    ctx.header(
        POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; "
            + pictures
            + " frame-ancestors 'self'; sandbox");
    ctx.html(html);
  }

  /// What is found in the mails at once; asking for pages may take a minute, so the page comes back
  /// for that.
  private void check(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    boolean follow = Form.ofQuery(ctx).text("pages").isPresent();
    List<Line> found = lint.check(edition, follow).stream().map(Line::of).toList();
    view.show(
        ctx,
        visit,
        200,
        "check",
        Map.of(
            "edition",
            edition,
            "title",
            model.title(edition),
            "found",
            found,
            "followed",
            follow,
            "live",
            !follow,
            "follow",
            Query.address(ctx.path(), Map.of("pages", "follow"))));
  }

  private static ReadMail read(SampleMails.Sample sample) {
    return ReadMail.parse(sample.message());
  }

  /// The typical readers by name, and who each is.
  private Map<String, String> readers(Edition edition) {
    String own = newsletters.get(edition.newsletter()).locale().getLanguage();
    Map<String, String> readers = new LinkedHashMap<>();
    samples.names(edition).forEach(name -> readers.put(name, who(name, own)));
    return readers;
  }

  private static String who(String name, String own) {
    String language = name.substring(0, name.indexOf('/'));
    String kind = name.substring(language.length() + 1);
    return switch (kind) {
      case "new" ->
          language.equals(own)
              ? "a new reader"
              : "a new reader, in " + Locale.of(language).getDisplayLanguage(Locale.UK);
      case "follows" -> "who follows a few sections";
      case "topic" -> "who follows one topic";
      case "mutes" -> "who muted every section";
      case "text" -> "who wants text only";
      default -> name;
    };
  }

  private Optional<SampleMails.Sample> sample(DeskVisit visit, Edition edition, Wanted wanted) {
    Optional<SampleMails.Sample> sample =
        wanted.address().isEmpty()
            ? samples.typical(edition, wanted.reader(), wanted.at())
            : address(wanted.address())
                .flatMap(subscribers::byAddress)
                .flatMap(reader -> samples.asReader(edition, reader, wanted.at()));
    if (sample.isPresent() && !wanted.address().isEmpty()) {
      noteWhoLooked(visit, edition, wanted);
    }
    return sample;
  }

  private static Optional<EmailAddress> address(String text) {
    return switch (AddressCheck.check(text)) {
      case AddressCheck.Ok(EmailAddress address) -> Optional.of(address);
      case AddressCheck.Refused _ -> Optional.empty();
    };
  }

  /// A viewer sees typical readers' mails alone.
  private Wanted wanted(Form asked, DeskVisit visit, Edition edition) {
    ZoneId zone = newsletters.get(edition.newsletter()).zone();
    List<String> names = samples.names(edition);
    String reader = asked.text("reader").filter(names::contains).orElse(names.getFirst());
    String address = asked.text("address").filter(_ -> visit.allows(Role.EDITOR)).orElse("");
    String time = asked.text("time").orElse("");
    return new Wanted(
        reader,
        address,
        time,
        at(edition, zone, time),
        asked.text("width").filter("phone"::equals).isPresent(),
        asked.text("light").filter("dark"::equals).isPresent(),
        asked.text("images").filter("off"::equals).isEmpty());
  }

  /// At this time of the edition's day; when there is none, at its cut-off, or now if that is over.
  private Instant at(Edition edition, ZoneId zone, String time) {
    if (!time.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
      Instant now = clock.instant();
      return now.isBefore(edition.cutOff()) ? edition.cutOff() : now;
    }
    return edition.date().atTime(LocalTime.parse(time)).atZone(zone).toInstant();
  }

  /// Which mail is shown, and how. `address`: a reader's; empty: the typical `reader`'s.
  record Wanted(
      String reader,
      String address,
      String time,
      Instant at,
      boolean phone,
      boolean dark,
      boolean images) {
    /// As whom, for the audit log.
    String said() {
      return PreviewPages.address(address).map(EmailAddress::masked).orElse(reader);
    }

    /// That the frame shows the same.
    String query() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("address", address);
      fields.put("images", images ? "on" : "off");
      fields.put("light", dark ? "dark" : "light");
      fields.put("reader", reader);
      fields.put("time", time);
      fields.put("width", phone ? "phone" : "desktop");
      return Query.text(fields);
    }
  }

  /// A finding as the page shows it.
  record Line(boolean error, String rule, String place, String text) {
    static Line of(Finding finding) {
      return new Line(
          finding.severity() == Finding.Severity.ERROR,
          finding.rule().code(),
          finding.place(),
          finding.text());
    }
  }
}
