package org.paperround.mail.smtp;

import java.util.HexFormat;
import org.paperround.mail.EmailAddress;

/// What is asked of a relay that offers DSN (RFC 3461 4): a report only of failure, with the
/// headers only, under an envelope id that names the mail to us and to nobody else: the local part
/// of its return address, which is signed. Addresses here are ASCII. Pure.
final class DsnParameters {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int LONGEST_ID = 100;

  private DsnParameters() {}

  static String ofMail(EmailAddress from) {
    String id = from.needsSmtpUtf8() ? "" : xtext(from.local());
    return id.isEmpty() || id.length() > LONGEST_ID ? " RET=HDRS" : " RET=HDRS ENVID=" + id;
  }

  static String ofRecipient(EmailAddress to) {
    return to.needsSmtpUtf8()
        ? " NOTIFY=FAILURE"
        : " NOTIFY=FAILURE ORCPT=rfc822;" + xtext(to.toString());
  }

  /// RFC 3461 4: what is not a plain visible character is written as `+` and two hex digits.
  private static String xtext(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+' || c == '=' || c <= ' ' || c >= 0x7F) {
        encoded.append('+').append(HEX.toHexDigits((byte) c));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }
}
