package org.paperround.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperround.edition.EditionId;
import org.paperround.mail.DkimSigner;
import org.paperround.platform.crypto.Base32;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.subscriber.SubscriberId;

/// Under which names digests leave. `mailDomain` ends every Message-ID; `senderId` is the last part
/// of Feedback-ID, constant, 5 to 15 characters (mail-standards A8); `dkim` signs, or not where the
/// relay does.
public record DigestIdentity(
    String mailDomain, String senderId, TokenSigner tokens, DkimSigner dkim) {
  private static final Pattern MESSAGE_ID = Pattern.compile("<d\\.(\\d{1,18})\\..*");

  public DigestIdentity {
    if (!isSenderId(senderId)) {
      throw new IllegalArgumentException(
          "mail.sender-id must be 5 to 15 letters, digits, hyphens or underscores");
    }
  }

  /// From what is sent to whom alone, so that a second copy carries the same (mail-standards C3);
  /// nobody else can make it.
  String messageId(SubscriberId subscriber, EditionId edition) {
    byte[] hash = tokens.hash("digest-message-id", subscriber + ":" + edition);
    String reader = Base32.encode(Arrays.copyOf(hash, 10));
    return "<d." + edition + "." + reader + "@" + mailDomain + ">";
  }

  /// Of which edition a Message-ID says that the digest to this reader is; empty unless we made it:
  /// nobody can make one up for somebody else.
  Optional<EditionId> editionOf(String messageId, SubscriberId subscriber) {
    Matcher named = MESSAGE_ID.matcher(messageId);
    if (!named.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(named.group(1));
    return Optional.of(number)
        .filter(known -> known > 0)
        .map(EditionId::new)
        .filter(edition ->
            MessageDigest.isEqual(
                messageId(subscriber, edition).getBytes(StandardCharsets.UTF_8),
                messageId.getBytes(StandardCharsets.UTF_8)));
  }

  public static boolean isSenderId(String text) {
    return text.matches("[A-Za-z0-9_-]{5,15}");
  }
}
