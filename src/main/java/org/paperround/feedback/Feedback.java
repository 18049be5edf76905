package org.paperround.feedback;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.time.InstantSource;
import java.util.List;
import org.paperround.platform.alarm.Alarms;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.subscriber.UnsubscribeCause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the mail that comes back and does what it says: so far, the unsubscribes of the mailto
/// form of List-Unsubscribe (RFC 2369 3.2). Never answers a mail (RFC 3834 2). What it does not
/// know it leaves where it is. Reading a mail twice does no harm.
public final class Feedback {
  private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);
  private static final String ALARM = "feedback-unavailable";
  private static final int BATCH = 100;

  private final FeedbackConfig config;
  private final ReaderLinks links;
  private final Subscribers subscribers;
  private final InstantSource clock;
  private final Alarms alarms;
  private final MeterRegistry meters;

  public Feedback(
      FeedbackConfig config,
      ReaderLinks links,
      Subscribers subscribers,
      InstantSource clock,
      Alarms alarms,
      MeterRegistry meters) {
    this.config = config;
    this.links = links;
    this.subscribers = subscribers;
    this.clock = clock;
    this.alarms = alarms;
    this.meters = meters;
  }

  /// Reads what is new, at most a batch; true when there may be more. A mailbox that cannot be had
  /// is an alarm, and tried again at the next poll.
  public boolean poll() {
    if (!config.isOn()) {
      return false;
    }
    try (ReturnBox box = ReturnBox.open(config)) {
      List<Message> unseen = box.unseen(BATCH);
      for (Message message : unseen) {
        read(box, message);
      }
      alarms.resolve(ALARM);
      return unseen.size() == BATCH;
    } catch (MessagingException e) {
      LOG.warn("The mailbox for returned mail cannot be read; next try in {}", config.poll(), e);
      alarms.raise(
          ALARM,
          "The mailbox for returned mail cannot be read; unsubscribes by mail wait in it: "
              + e.getMessage());
      return false;
    }
  }

  /// Acts first, then marks the mail: a fault in between means that it is read again.
  private void read(ReturnBox box, Message message) throws MessagingException {
    List<String> tokens = UnsubscribeMail.tokens(ReturnBox.recipients(message));
    List<ReaderLinks.Named> named =
        tokens.stream().flatMap(token -> links.unsubscribe(token).stream()).toList();
    named.forEach(this::unsubscribe);
    if (named.isEmpty()) {
      count(tokens.isEmpty() ? "unknown" : "forged");
      box.leave(message);
    } else {
      count("unsubscribe");
      box.putAway(message);
    }
  }

  private void unsubscribe(ReaderLinks.Named named) {
    subscribers.unsubscribe(
        named.subscriber(),
        named.newsletter(),
        UnsubscribeCause.MAILTO,
        new Provenance("mailto", clock.instant(), null, null));
  }

  private void count(String kind) {
    meters.counter("paperround.feedback.mails", "kind", kind).increment();
  }
}
