package org.paperround.delivery;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.digest.Digests;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Mailbox;
import org.paperround.mail.Outbox;
import org.paperround.mail.ReadMail;
import org.paperround.mail.TransactionalMail;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Witness;
import org.paperround.platform.template.Messages;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;

/// Mails a past digest to its reader once more, because they asked for it. The ledger has one row
/// per reader and edition, so the copy is none of its deliveries: it leaves by the outbox, under a
/// subject that says what it is, and its links count no clicks. Thread-safe.
public final class DigestCopies {
  /// A digest has no other copy for so long.
  private static final Duration EVERY = Duration.ofDays(1);

  /// Tried once: who leaves later, and what is retracted later, must not find it waiting.
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private final Collaborators with;
  private final Outbox outbox;
  private final Messages messages;
  private final PastDigests past;
  private final ReaderLedger ledger;

  public DigestCopies(Collaborators with, Outbox outbox, Messages messages) {
    this.with = with;
    this.outbox = outbox;
    this.messages = messages;
    this.past = new PastDigests(with);
    this.ledger = new ReaderLedger(with);
  }

  /// Sends it if the reader had it and can be mailed now, nothing in it was taken back, sending is
  /// not held, and there was no other copy within a day. `witness` is told when it is on its way.
  public CopyOutcome send(SubscriberId reader, Edition edition, Witness<Edition> witness) {
    Optional<ReaderMail> had = ledger.mail(reader, edition, false);
    Optional<ReadMail> mail =
        past.copy(new DeliveryKey(reader, edition.id(), edition.date()))
            .map(Digests.AssembledDigest::message)
            .map(ReadMail::parse);
    if (had.filter(one -> one.state() == DeliveryState.SENT).isEmpty() || mail.isEmpty()) {
      return new CopyOutcome.NoSuchMail();
    }
    if (had.get().stories().stream().anyMatch(ReaderMail.Story::withdrawn)) {
      return new CopyOutcome.Withdrawn();
    }
    return with.database()
        .inTransaction(handle -> {
          CopyOutcome outcome = send(handle, reader, edition, mail.get());
          if (outcome instanceof CopyOutcome.OnItsWay) {
            witness.note(handle, edition);
          }
          return outcome;
        });
  }

  /// Under the edition's lock and the reader's, so that a retraction, a stop or a goodbye comes
  /// wholly before or after.
  private CopyOutcome send(Handle handle, SubscriberId reader, Edition edition, ReadMail mail) {
    Optional<Edition> locked = with.editions().lockForClaim(handle, edition.id());
    if (locked.filter(now -> now.revision() == edition.revision()).isEmpty()) {
      return new CopyOutcome.Changed();
    }
    EditionState state = locked.get().state();
    boolean held = handle.attach(HoldDao.class).present().isPresent();
    if (held || (state != EditionState.SENDING && state != EditionState.SENT)) {
      return new CopyOutcome.Held();
    }
    with.subscribers().hold(handle, List.of(reader));
    Instant now = with.clock().instant();
    Recipient recipient =
        with.subscribers().recipients(handle, edition.newsletter(), List.of(reader)).get(reader);
    Optional<LedgerReason> refusal = Eligibility.refusal(recipient, (DayOfWeek) null, now);
    if (recipient == null || refusal.isPresent()) {
      return new CopyOutcome.NotMailed(refusal.orElse(LedgerReason.ERASED));
    }
    CopyDao dao = handle.attach(CopyDao.class);
    long id = edition.id().value();
    if (dao.note(reader.value(), id, now, now.minus(EVERY)) == 0) {
      return new CopyOutcome.TooSoon(dao.last(reader.value(), id).orElse(now).plus(EVERY));
    }
    outbox.enqueue(handle, copy(edition, recipient, mail));
    return new CopyOutcome.OnItsWay();
  }

  private TransactionalMail copy(Edition edition, Recipient recipient, ReadMail mail) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    EmailAddress address = Objects.requireNonNull(recipient.address());
    return new TransactionalMail(
        "copy",
        recipient.subscriber().value(),
        new Mailbox(newsletter.senderName(), EmailAddress.of(newsletter.senderAddress())),
        new Mailbox(recipient.name(), address),
        new Mailbox(newsletter.senderName(), EmailAddress.of(newsletter.replyTo())),
        messages.text(recipient.locale(), "digest.copy", mail.header("subject")),
        mail.html(),
        mail.text(),
        recipient.locale(),
        LIFETIME,
        new TransactionalMail.MailingList(
            newsletter.name(), newsletter.listId(), mail.header("list-unsubscribe")));
  }
}
