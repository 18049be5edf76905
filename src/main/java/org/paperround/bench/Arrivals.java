package org.paperround.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers every recipient that a [MailSink] accepted a mail for, and how often: written down
/// before the sink answers, in a process that nobody kills. Thread-safe.
final class Arrivals implements MailSink.Taking {
  private final Map<String, Integer> messageIds = new HashMap<>();
  private final Flow flow = new Flow();
  private long mails;
  private long strangers;

  @Override
  public void take(List<String> recipients, byte[] message) {
    // A hash is enough to tell two apart, and a run has many.
    int id = MailSink.messageId(message).hashCode();
    synchronized (this) {
      for (String recipient : recipients) {
        Integer before = messageIds.putIfAbsent(recipient, id);
        strangers += before != null && before != id ? 1 : 0;
        mails++;
      }
      flow.arrived(System.nanoTime());
    }
  }

  /// How many different recipients.
  synchronized long readers() {
    return messageIds.size();
  }

  /// How many mails beyond one for each.
  synchronized long copies() {
    return mails - messageIds.size();
  }

  /// How many copies had another Message-ID than the first mail to their recipient.
  synchronized long strangers() {
    return strangers;
  }

  synchronized Flow flow() {
    return flow.copy();
  }
}
