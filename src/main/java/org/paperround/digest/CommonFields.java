package org.paperround.digest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.paperround.edition.Edition;
import org.paperround.mail.AlternativeBody;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.HeaderFields;
import org.paperround.mail.Mailbox;
import org.paperround.newsletter.Newsletter;

/// The header fields that are the same in all digests of a plan (mail-standards A8, B2, B7-B9, C2).
record CommonFields(String senderId) {
  /// `=_` never occurs in quoted-printable, so this never occurs in a body (RFC 2045 6.7).
  static final String BOUNDARY = "=_paperround-digest";

  private static final String MULTIPART = "multipart/alternative; boundary=\"" + BOUNDARY + "\"";

  /// The same fields of a mail that has nothing but its text.
  static byte[] ofText(byte[] fields) {
    return new String(fields, StandardCharsets.ISO_8859_1)
        .replace(
            field(new HeaderFields().raw("Content-Type", MULTIPART)),
            field(
                new HeaderFields()
                    .raw("Content-Type", AlternativeBody.PLAIN)
                    .raw("Content-Transfer-Encoding", "quoted-printable")))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String field(HeaderFields field) {
    return new String(field.bytes(), StandardCharsets.ISO_8859_1);
  }

  byte[] bytes(Edition edition, Newsletter newsletter, Locale locale) {
    EmailAddress sender = EmailAddress.of(newsletter.senderAddress());
    EmailAddress replies = EmailAddress.of(newsletter.replyTo());
    return new HeaderFields()
        .mailbox("From", new Mailbox(senderName(newsletter), sender))
        .mailbox("Reply-To", new Mailbox(newsletter.senderName(), replies))
        .raw("MIME-Version", "1.0")
        .raw("Content-Type", MULTIPART)
        .raw("Content-Language", locale.toLanguageTag())
        .phrase("List-Id", CleanText.line(newsletter.name(), 60), newsletter.listId())
        .raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        .raw("List-Help", "<mailto:" + replies + "?subject=help>")
        .raw("Feedback-ID", feedbackId(edition, newsletter))
        .raw("Precedence", "bulk")
        .raw("Auto-Submitted", "auto-generated")
        .raw("X-Auto-Response-Suppress", "OOF, AutoReply")
        .bytes();
  }

  private static String senderName(Newsletter newsletter) {
    String sender = CleanText.line(newsletter.senderName(), 60);
    String name = CleanText.line(newsletter.name(), 60);
    return sender.contains(name) ? sender : sender + ": " + name;
  }

  private String feedbackId(Edition edition, Newsletter newsletter) {
    String kind = newsletter.kind().name().toLowerCase(Locale.ROOT);
    return edition.id() + ":" + newsletter.slug() + ":" + kind + ":" + senderId;
  }
}
