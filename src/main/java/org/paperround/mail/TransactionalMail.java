package org.paperround.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One mail that a reader's or editor's act causes: confirm, welcome, goodbye, sign-in. HTML and
/// text are complete; the outbox adds the envelope, headers (no List-Unsubscribe-Post:
/// mail-standards B10) and the signature. `lifetime`: after it the mail is pointless.
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
    Duration lifetime) {}
