package org.paperround.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.digest.Digests.AssembledDigest;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SubscriberId;

/// Compares mails as they came with mails as the ledger says they were, byte by byte but for the
/// signature, which has the time in it.
final class MailCheck implements MailSink.Taking {
  private final Map<String, byte[]> came = new ConcurrentHashMap<>();

  /// `same`: so many came as they should; `sample` is one of them.
  @SuppressWarnings("ArrayRecordComponent") // one, never compared
  record Checked(int same, long meanBytes, byte[] sample) {}

  @Override
  public void take(List<String> recipients, byte[] message) {
    recipients.forEach(to -> came.put(to, message));
  }

  /// The engine sends to this as its relay.
  Checked check(MeasuredEngine engine, Newsletter newsletter) {
    Edition edition = Sending.send(engine, newsletter).edition();
    int same = 0;
    for (Map.Entry<String, byte[]> mail : came.entrySet()) {
      SubscriberId reader =
          engine.subscribers().byAddress(EmailAddress.of(mail.getKey())).orElseThrow();
      byte[] stored =
          engine
              .deliveries()
              .again(new DeliveryKey(reader, edition.id(), edition.date()))
              .map(AssembledDigest::message)
              .orElse(new byte[0]);
      same += Arrays.equals(unsigned(stored), unsigned(mail.getValue())) ? 1 : 0;
    }
    long bytes = came.values().stream().mapToLong(mail -> mail.length).sum();
    return new Checked(same, bytes / came.size(), came.values().iterator().next());
  }

  private static byte[] unsigned(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1)
        .replaceFirst("(?m)^DKIM-Signature:.*\r\n(?:[ \t].*\r\n)*", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
