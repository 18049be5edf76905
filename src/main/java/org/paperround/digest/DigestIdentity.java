package org.paperround.digest;

import org.paperround.mail.DkimSigner;
import org.paperround.platform.crypto.TokenSigner;

/// Under which names digests leave. `mailDomain` ends every Message-ID; `senderId` is the last part
/// of Feedback-ID, constant, 5 to 15 characters (mail-standards A8); `dkim` signs, or not where the
/// relay does.
public record DigestIdentity(
    String mailDomain, String senderId, TokenSigner tokens, DkimSigner dkim) {
  public DigestIdentity {
    if (!isSenderId(senderId)) {
      throw new IllegalArgumentException(
          "mail.sender-id must be 5 to 15 letters, digits, hyphens or underscores");
    }
  }

  public static boolean isSenderId(String text) {
    return text.matches("[A-Za-z0-9_-]{5,15}");
  }
}
