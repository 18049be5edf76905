package org.paperround.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One mail to one person, of no edition: confirm, welcome, another address, still wanted, an
/// alarm. HTML and text are complete; the outbox adds the envelope, headers (List-Unsubscribe-Post
/// only beside `listUnsubscribe`: mail-standards B10) and the signature. `lifetime`: after it the
/// mail is pointless. `listUnsubscribe`: the header's value, for a mail that nobody asked for; null
/// for one that a reader's own act causes.
public record TransactionalMail(
    String kind,
    @Nullable Long subscriberId,
    Mailbox from,
    Mailbox to,
    @Nullable Mailbox replyTo,
    String subject,
    String html,
    String text,
    java.util.Locale locale,
    Duration lifetime,
    @Nullable String listUnsubscribe) {
  public TransactionalMail {
    text = WrappedText.lines(text);
  }

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
      java.util.Locale locale,
      Duration lifetime) {
    this(kind, subscriberId, from, to, replyTo, subject, html, text, locale, lifetime, null);
  }
}
