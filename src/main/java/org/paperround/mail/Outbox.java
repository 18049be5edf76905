package org.paperround.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;

/// The transactional outbox: a mail is committed with its cause and handed to the relay soon after,
/// by whichever node's [OutboxSender] finds it. At least once; the Message-ID derives from the row,
/// so a second copy is recognisable. Thread-safe.
public final class Outbox {
  /// Announced when a mail was committed.
  public static final String TOPIC = "outbox";

  private final Database database;
  private final InstantSource clock;
  private final String mailDomain;
  private final String senderId;

  /// `mailDomain`: the domain of Message-IDs; envelope senders are below `bounce.` of it.
  /// `senderId`: the last part of Feedback-ID, whose first is the kind of mail (mail-standards A8).
  public Outbox(Database database, InstantSource clock, String mailDomain, String senderId) {
    this.database = database;
    this.clock = clock;
    this.mailDomain = mailDomain;
    this.senderId = senderId;
  }

  /// Stores the mail in the caller's transaction.
  public void enqueue(Handle handle, TransactionalMail mail) {
    Instant now = clock.instant();
    OutboxDao dao = handle.attach(OutboxDao.class);
    long id = dao.nextId();
    dao.insert(
        new OutboxDao.NewMail(
            id,
            mail.kind(),
            mail.subscriberId(),
            mail.to().address().toString(),
            compose(id, mail, now),
            now,
            now.plus(mail.lifetime())));
    Wakeups.announce(handle, TOPIC);
  }

  /// Which mails of a subscriber there are and were, in the caller's transaction: part of an
  /// export.
  public List<Map<String, Object>> held(Handle handle, long subscriberId) {
    return handle.attach(OutboxDao.class).held(subscriberId);
  }

  /// Removes every trace of a subscriber's mails, sent or not, in the caller's transaction: part of
  /// an erasure. Returns how many there were.
  public int forget(Handle handle, long subscriberId) {
    return handle.attach(OutboxDao.class).forget(subscriberId);
  }

  /// Removes the mails that wait for this address, whoever caused them, in the caller's
  /// transaction. Returns how many there were.
  public int withdraw(Handle handle, EmailAddress address) {
    return handle.attach(OutboxDao.class).withdraw(address.toString());
  }

  /// Deletes what is left of mails that were sent or given up before then, some thousands at a
  /// time; returns how many. Idempotent, safe on several nodes at once.
  public long forgetBefore(Instant before) {
    return database.deletePiecemeal(OutboxDao.class, (dao, most) -> dao.deleteBefore(before, most));
  }

  /// How many mails wait.
  public long waiting() {
    return database.jdbi().withExtension(OutboxDao.class, OutboxDao::waiting);
  }

  Database database() {
    return database;
  }

  InstantSource clock() {
    return clock;
  }

  /// The sender of the envelope: bounces come back to it and name the mail.
  EmailAddress envelopeFrom(long id) {
    return new EmailAddress("out+" + id, "bounce." + mailDomain);
  }

  private byte[] compose(long id, TransactionalMail mail, Instant now) {
    HeaderFields fields = new HeaderFields().mailbox("From", mail.from()).mailbox("To", mail.to());
    if (mail.replyTo() != null) {
      fields.mailbox("Reply-To", mail.replyTo());
    }
    fields
        .text("Subject", mail.subject())
        .date(now)
        .raw("Message-ID", "<out." + id + "@" + mailDomain + ">")
        .raw("Feedback-ID", mail.kind() + ":outbox:mail:" + senderId)
        .raw("Auto-Submitted", "auto-generated")
        .raw("X-Auto-Response-Suppress", "OOF, AutoReply")
        .raw("Content-Language", mail.locale().toLanguageTag());
    TransactionalMail.MailingList list = mail.list();
    if (list != null) {
      fields
          .phrase("List-Id", list.name(), list.id())
          .raw("List-Unsubscribe", list.unsubscribe())
          .raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    boolean plain = mail.html().isEmpty();
    byte[] header =
        (plain ? AlternativeBody.describePlain(fields) : AlternativeBody.describe(fields)).bytes();
    byte[] body =
        plain
            ? QuotedPrintable.encode(mail.text())
            : AlternativeBody.compose(mail.text(), mail.html());
    return Message.join(header, "\r\n".getBytes(StandardCharsets.US_ASCII), body);
  }
}
