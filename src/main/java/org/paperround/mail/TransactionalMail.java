package org.paperround.mail;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One mail to one person, of no edition: confirm, welcome, goodbye, another address, still wanted,
/// sign-in, an alarm. HTML and text are complete (HTML empty: the mail is text alone); the outbox
/// adds the envelope, headers (List-Unsubscribe-Post only with `list`: mail-standards B10) and the
/// signature. `lifetime`: after it the mail is pointless. `list`: of a mail that nobody asked for;
/// null for one that a reader's own act causes.
public record TransactionalMail(
    String kind,
    @Nullable Long subscriberId,
    Mailbox from,
    Mailbox to,
    @Nullable Mailbox replyTo,
    String subject,
    String html,
    String text,
    Locale locale,
    Duration lifetime,
    @Nullable MailingList list) {
  public TransactionalMail {
    text = WrappedText.lines(text);
  }

  /// The values of List-Id, with a name for people, and of List-Unsubscribe.
  public record MailingList(String name, String id, String unsubscribe) {}

  /// One that its reader's, or an editor's, act causes.
  public TransactionalMail(
      String kind,
      @Nullable Long subscriberId,
      Mailbox from,
      Mailbox to,
      @Nullable Mailbox replyTo,
      String subject,
      String html,
      String text,
      Locale locale,
      Duration lifetime) {
    this(kind, subscriberId, from, to, replyTo, subject, html, text, locale, lifetime, null);
  }
}
