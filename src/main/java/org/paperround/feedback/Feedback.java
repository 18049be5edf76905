package org.paperround.feedback;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.BounceOutcome;
import org.paperround.delivery.Bounces;
import org.paperround.digest.DigestLinks;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.digest.Digests;
import org.paperround.edition.Editions;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.alarm.Alarms;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.subscriber.UnsubscribeCause;
import org.paperround.subscriber.UnsubscribeOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the mail that comes back and does what it says: the unsubscribes of the mailto form of
/// List-Unsubscribe (RFC 2369 3.2), bounces (RFC 3464) and complaints (RFC 5965). Never answers a
/// mail (RFC 3834 2), and believes only what names a mail of ours by a signature (mail-standards
/// G6). What it does not know it leaves where it is. Reading a mail twice does no harm.
public final class Feedback {
  private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);
  private static final String ALARM = "feedback-unavailable";
  private static final String UNKNOWN = "unknown";
  private static final String FORGED = "forged";
  private static final String REPEATED = "repeated";

  /// A person may want to look at these.
  private static final Set<String> LEFT = Set.of(UNKNOWN, FORGED);

  private static final int BATCH = 100;

  private final FeedbackConfig config;
  private final Parts parts;
  private final Recognition recognition;

  /// What feedback works with, handed in by app. Each is thread-safe.
  public record Parts(
      ReaderLinks readerLinks,
      DigestLinks digestLinks,
      Digests digests,
      Editions editions,
      Subscribers subscribers,
      Bounces bounces,
      InstantSource clock,
      Alarms alarms,
      MeterRegistry meters) {}

  public Feedback(FeedbackConfig config, Parts parts) {
    this.config = config;
    this.parts = parts;
    this.recognition = new Recognition(parts);
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
      parts.alarms().resolve(ALARM);
      return unseen.size() == BATCH;
    } catch (MessagingException e) {
      LOG.warn("The mailbox for returned mail cannot be read; next try in {}", config.poll(), e);
      parts
          .alarms()
          .raise(
              ALARM,
              "The mailbox for returned mail cannot be read; unsubscribes by mail, bounces and"
                  + " complaints wait in it: "
                  + e.getMessage());
      return false;
    }
  }

  /// Acts first, then marks the mail: a fault in between means that it is read again. One mail that
  /// cannot be fetched does not keep the others waiting, a box that was closed does.
  private void read(ReturnBox box, Message message) throws MessagingException {
    try {
      putAside(box, message, kind(box, message));
    } catch (FolderClosedException | StoreClosedException e) {
      throw e;
    } catch (MessagingException e) {
      if (message.isExpunged()) {
        LOG.debug("A returned mail was taken away meanwhile", e);
        return;
      }
      LOG.warn("A returned mail cannot be had; it stays in the mailbox, as seen", e);
      putAside(box, message, UNKNOWN);
    }
  }

  private String kind(ReturnBox box, Message message) throws MessagingException {
    List<String> tokens = UnsubscribeMail.tokens(ReturnBox.recipients(message));
    if (!tokens.isEmpty()) {
      return unsubscribed(tokens);
    }
    Optional<ReturnedMail> mail = understood(box.beginning(message));
    return mail.isEmpty() ? UNKNOWN : returned(mail.get());
  }

  /// Empty for a mail that is so made that reading it fails: it would fail at every poll, and keep
  /// what came after it from being read.
  static Optional<ReturnedMail> understood(byte[] mail) {
    try {
      return Optional.of(ReturnedMail.read(mail));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("A returned mail cannot be read; it stays in the mailbox, as seen", e);
      return Optional.empty();
    }
  }

  private void putAside(ReturnBox box, Message message, String kind) throws MessagingException {
    parts.meters().counter("paperround.feedback.mails", "kind", kind).increment();
    if (LEFT.contains(kind)) {
      box.leave(message);
    } else {
      box.putAway(message);
    }
  }

  /// Returns what it was, as the metric calls it; so do the others.
  private String unsubscribed(List<String> tokens) {
    List<ReaderLinks.Named> named =
        tokens.stream().flatMap(token -> parts.readerLinks().unsubscribe(token).stream()).toList();
    named.forEach(one -> unsubscribe(one, UnsubscribeCause.MAILTO, "mailto"));
    return named.isEmpty() ? FORGED : "unsubscribe";
  }

  private UnsubscribeOutcome unsubscribe(
      ReaderLinks.Named named, UnsubscribeCause cause, String method) {
    return parts
        .subscribers()
        .unsubscribe(
            named.subscriber(),
            named.newsletter(),
            cause,
            new Provenance(method, parts.clock().instant(), null, null));
  }

  private String returned(ReturnedMail mail) {
    return switch (mail.says()) {
      case Returned.Nothing(String why) -> why;
      case Returned.Bounce bounce -> about(mail, known -> bounced(known, bounce));
      case Returned.Complaint(String type) -> about(mail, known -> complained(known, type));
      case Returned.OptOut _ -> about(mail, this::optedOut);
    };
  }

  private String about(ReturnedMail mail, Function<Recognition.Known, String> act) {
    return recognition
        .of(mail.clues())
        .map(act)
        .orElseGet(() -> mail.clues().nothing() ? UNKNOWN : FORGED);
  }

  private String bounced(Recognition.Known known, Returned.Bounce bounce) {
    DeliveryKey delivery = known.delivery();
    if (delivery == null) {
      return UNKNOWN;
    }
    BounceOutcome outcome =
        recognition.passedOn(known.reader(), bounce.recipients())
            ? parts.bounces().passedOn(delivery, bounce.reply(), bounce.by())
            : parts.bounces().returned(delivery, bounce.reply(), bounce.by());
    return outcome.known() ? REPEATED : outcome.kind().word();
  }

  /// Whoever was passed a digest has its unsubscribe link: a report that shows no more than that
  /// ends what the link ends, which the reader can take back, and not for good what they get.
  private String complained(Recognition.Known known, String type) {
    DeliveryKey delivery = known.delivery();
    if (delivery == null) {
      return optedOut(known);
    }
    if (parts.subscribers().movedAfter(known.reader(), parts.bounces().sentAt(delivery))) {
      return complainedBeforeTheMove(known);
    }
    long edition = delivery.edition().value();
    String evidence = "feedback report: " + type + ", edition " + edition;
    boolean fresh =
        parts
            .subscribers()
            .complained(
                known.reader(), known.newsletter(), edition, evidence, parts.clock().instant());
    if (fresh) {
      LOG.info("Reader {} complained and gets nothing more: {}", known.reader(), evidence);
    }
    return fresh ? "complaint" : REPEATED;
  }

  /// It came from the mailbox that the reader has left: the new address is not to be shut out for
  /// it.
  private String complainedBeforeTheMove(Recognition.Known known) {
    @Nullable NewsletterId newsletter = known.newsletter();
    if (newsletter == null) {
      return UNKNOWN;
    }
    UnsubscribeOutcome outcome =
        unsubscribe(
            new ReaderLinks.Named(known.reader(), newsletter),
            UnsubscribeCause.COMPLAINT,
            "engine");
    LOG.info(
        "Of reader {} was complained at the address before: newsletter {} is over",
        known.reader(),
        newsletter);
    return outcome == UnsubscribeOutcome.ENDED ? "complaint" : REPEATED;
  }

  private String optedOut(Recognition.Known known) {
    @Nullable NewsletterId newsletter = known.newsletter();
    if (newsletter == null) {
      return UNKNOWN;
    }
    unsubscribe(
        new ReaderLinks.Named(known.reader(), newsletter), UnsubscribeCause.MAILTO, "mailto");
    LOG.info("Reader {} opted out of newsletter {} at their provider", known.reader(), newsletter);
    return "opt-out";
  }
}
