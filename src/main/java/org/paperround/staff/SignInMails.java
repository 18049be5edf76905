package org.paperround.staff;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.Mailbox;
import org.paperround.mail.Outbox;
import org.paperround.mail.TransactionalMail;
import org.paperround.platform.template.Templates;

/// The mail with a sign-in link, from `templates/mail/sign-in.*`. Thread-safe.
final class SignInMails {
  private static final String NAME = "Paperround";

  private final Outbox outbox;
  private final Templates templates;
  private final StaffConfig config;

  SignInMails(Outbox outbox, Templates templates, StaffConfig config) {
    this.outbox = outbox;
    this.templates = templates;
    this.config = config;
  }

  /// Made for an address that is nobody's too, so that it takes as long.
  TransactionalMail make(SignInRequest request, String token, Duration lifetime) {
    Locale locale = request.locale();
    Map<String, Object> values =
        Map.of(
            "name",
            NAME,
            "site",
            config.publicUrl().getHost(),
            "signInUrl",
            config.signInUrl() + "/" + token,
            "minutes",
            lifetime.toMinutes());
    return new TransactionalMail(
        "sign-in",
        null,
        new Mailbox(NAME, config.sender()),
        new Mailbox("", request.address()),
        null,
        templates.messages().text(locale, "mail.sign-in.subject", NAME),
        templates.html("mail/sign-in.html", locale, values),
        templates.text("mail/sign-in.txt", locale, values),
        locale,
        lifetime);
  }

  void enqueue(Handle handle, TransactionalMail mail) {
    outbox.enqueue(handle, mail);
  }
}
