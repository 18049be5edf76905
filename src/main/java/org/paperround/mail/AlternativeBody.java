package org.paperround.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The body of a multipart/alternative message (RFC 2046 5.1.4): plain text first, HTML last, both
/// UTF-8 in quoted-printable (mail-standards C6). The same parts always give the same bytes. Pure.
public final class AlternativeBody {
  /// Cannot occur in the parts: quoted-printable never writes `=_`.
  public static final String BOUNDARY = "=_paperround";

  public static final String PLAIN = "text/plain; charset=utf-8";

  public static final String HTML = "text/html; charset=utf-8";

  private AlternativeBody() {}

  /// The fields that say what the body is.
  public static HeaderFields describe(HeaderFields fields) {
    return fields
        .raw("MIME-Version", "1.0")
        .raw("Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + "\"");
  }

  /// The fields of a message that is plain text alone.
  static HeaderFields describePlain(HeaderFields fields) {
    return fields
        .raw("MIME-Version", "1.0")
        .raw("Content-Type", PLAIN)
        .raw("Content-Transfer-Encoding", "quoted-printable");
  }

  public static byte[] compose(String text, String html) {
    ByteArrayOutputStream body =
        new ByteArrayOutputStream(text.length() + html.length() + html.length() / 8 + 400);
    body.writeBytes(opening(PLAIN));
    body.writeBytes(QuotedPrintable.encode(text));
    body.writeBytes(opening(HTML));
    body.writeBytes(QuotedPrintable.encode(html));
    body.writeBytes(closing());
    return body.toByteArray();
  }

  /// What stands before the encoded content of a part; the line break that ends the part before it
  /// included.
  public static byte[] opening(String type) {
    return ascii(
        "\r\n--"
            + BOUNDARY
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
  }

  /// What stands after the last part.
  public static byte[] closing() {
    return ascii("\r\n--" + BOUNDARY + "--\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
