package org.paperround.feedback;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.paperround.mail.RelayReply;

/// Reads a mail that came back (mail-standards G1, G4, G5): a report of a bounce (RFC 3464), a
/// report of a complaint (RFC 5965), Microsoft's complaints, which are the mail itself as an
/// attachment, and bounces that are nothing but text. Precision first: what is not known to be one
/// of these says nothing. Pure.
record ReturnedMail(Returned says, Clues clues) {
  private static final Set<String> COMPLAINTS = Set.of("abuse", "fraud", "virus");
  private static final Set<String> OPT_OUTS = Set.of("opt-out", "opt-out-list");
  private static final String MICROSOFT_FIELD = "X-HmXmrOriginalRecipient";
  private static final Pattern MICROSOFT =
      Pattern.compile("(?i)\\b(staff|jmrp?)@(hotmail|outlook|live)\\.com\\b");

  static ReturnedMail read(byte[] mail) {
    Optional<MailParts> parts = MailParts.read(mail);
    if (parts.isEmpty()) {
      return new ReturnedMail(
          new Returned.Nothing("unknown"), new Clues(List.of(), List.of(), List.of(), List.of()));
    }
    return read(parts.get());
  }

  private static ReturnedMail read(MailParts parts) {
    StatusReport status =
        StatusReport.parse(
            parts.text("message/delivery-status", "message/global-delivery-status").orElse(""));
    Fields feedback = Fields.parse(parts.text("message/feedback-report").orElse("").stripLeading());
    TextBounce text = TextBounce.of(parts);
    Clues clues = Clues.of(parts, status, feedback, text.copy());
    return new ReturnedMail(says(parts, status, feedback, text), clues);
  }

  private static Returned says(
      MailParts parts, StatusReport status, Fields feedback, TextBounce text) {
    if (parts.text("message/feedback-report").isPresent()) {
      return feedback(feedback.first("Feedback-Type").toLowerCase(Locale.ROOT));
    }
    if (parts.text("message/delivery-status", "message/global-delivery-status").isPresent()) {
      Optional<RelayReply> failure = status.failure();
      return failure.isPresent()
          ? new Returned.Bounce(failure.get(), status.remote().orElse(null), status.addresses())
          : new Returned.Nothing("no-failure");
    }
    if (parts.text("message/disposition-notification").isPresent()) {
      return new Returned.Nothing("automatic");
    }
    if (isOfMicrosoft(parts)) {
      return new Returned.Complaint("abuse");
    }
    Optional<RelayReply> failure = text.failure();
    if (failure.isPresent()) {
      return new Returned.Bounce(failure.get(), null, List.of());
    }
    return new Returned.Nothing(isAutomatic(parts.fields()) ? "automatic" : "unknown");
  }

  private static Returned feedback(String type) {
    if (COMPLAINTS.contains(type)) {
      return new Returned.Complaint(type);
    }
    if (OPT_OUTS.contains(type)) {
      return new Returned.OptOut();
    }
    return new Returned.Nothing("no-complaint");
  }

  private static boolean isOfMicrosoft(MailParts parts) {
    return !parts.returned().isEmpty()
        && (parts.returned().stream().anyMatch(fields -> fields.has(MICROSOFT_FIELD))
            || parts.fields().all("From").stream()
                .anyMatch(from -> MICROSOFT.matcher(from).find()));
  }

  /// An answer that no person wrote (RFC 3834 5), or a warning that a mail is late.
  private static boolean isAutomatic(Fields fields) {
    String submitted = fields.first("Auto-Submitted").toLowerCase(Locale.ROOT);
    return submitted.startsWith("auto-")
        || fields.has("X-Autoreply")
        || fields.has("X-Autorespond")
        || TextBounce.isDaemon(fields);
  }
}
