package org.paperround.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.mail.AlternativeBody;
import org.paperround.mail.HeaderFields;
import org.paperround.mail.Mailbox;

/// Puts one digest together as RFC 5322 bytes: the reader's fields, the plan's fields, both parts
/// or the text alone, and the signature in front. Thread-safe.
final class DigestMessage {
  private static final byte[] TEXT_PART = part(AlternativeBody.PLAIN, "");
  private static final byte[] HTML_PART = part(AlternativeBody.HTML, "\r\n");
  private static final byte[] END = ascii("\r\n--" + CommonFields.BOUNDARY + "--\r\n");
  private static final byte[] EMPTY_LINE = ascii("\r\n");
  private static final int ONE_WORD = 60;

  private final DigestIdentity identity;

  DigestMessage(DigestIdentity identity) {
    this.identity = identity;
  }

  /// `message` is emptied first.
  void write(
      Plan plan,
      DigestRequest request,
      Layout layout,
      Fillings fillings,
      String unsubscribe,
      MailBuffer message) {
    byte[] header = header(plan.content(), request, fillings.subject(), unsubscribe);
    message.reset();
    message.writeBytes(header);
    message.writeBytes(EMPTY_LINE);
    int body = message.size();
    Assembly assembly = new Assembly(layout, fillings, message);
    if (request.textOnly()) {
      assembly.text(plan.content().text());
      message.writeBytes(EMPTY_LINE);
    } else {
      message.writeBytes(TEXT_PART);
      assembly.text(plan.content().text());
      message.writeBytes(HTML_PART);
      assembly.html(plan.content().html());
      message.writeBytes(END);
    }
    message.putInFront(
        identity.dkim().sign(header, message.octets(), body, message.size() - body, request.at()));
  }

  private byte[] header(
      Plan.Content plan, DigestRequest request, String subject, String unsubscribe) {
    byte[] own =
        new HeaderFields()
            .mailbox("To", new Mailbox(displayName(request.name()), request.address()))
            .text("Subject", subject)
            .date(request.at())
            .raw("Message-ID", identity.messageId(request.subscriber(), request.edition().id()))
            .raw("List-Unsubscribe", unsubscribe)
            .bytes();
    byte[] common = request.textOnly() ? CommonFields.ofText(plan.fields()) : plan.fields();
    return ByteBuffer.allocate(own.length + common.length).put(own).put(common).array();
  }

  /// As long as one encoded word can hold (RFC 2047 2): some readers show a space that is not there
  /// between two.
  private static String displayName(String name) {
    String shown = CleanText.line(name, ONE_WORD);
    while (encodedSize(shown) > ONE_WORD) {
      shown = CleanText.line(shown, shown.length() - 1);
    }
    return shown;
  }

  /// In the shorter of the two encodings.
  private static int encodedSize(String text) {
    int base64 = 0;
    int quoted = 0;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      base64++;
      quoted += octet == ' ' || Character.isLetterOrDigit(octet) ? 1 : 3;
    }
    return Math.min((base64 + 2) / 3 * 4, quoted);
  }

  static DeliveryKey key(DigestRequest request) {
    return new DeliveryKey(request.subscriber(), request.edition().id(), request.edition().date());
  }

  private static byte[] part(String type, String before) {
    return ascii(
        before
            + "--"
            + CommonFields.BOUNDARY
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
