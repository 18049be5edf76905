package org.paperround.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Mailbox;
import org.paperround.mail.Outbox;
import org.paperround.mail.ReadMail;
import org.paperround.mail.TransactionalMail;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Witness;

/// Mails an edition as somebody would get it to those who make it, so that they see it in their own
/// mail programs. It leaves by the outbox, under a subject that says what it is; its links are
/// nobody's, and nothing of it is in the ledger. Thread-safe.
public final class TestMails {
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private final Collaborators with;
  private final Outbox outbox;

  public TestMails(Collaborators with, Outbox outbox) {
    this.with = with;
    this.outbox = outbox;
  }

  /// To each of them, within a second or so; pointless, and not tried any more, half an hour later.
  public void send(
      Edition edition, SampleMails.Sample sample, List<EmailAddress> to, Witness<Edition> witness) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    ReadMail mail = ReadMail.parse(sample.message());
    Mailbox from =
        new Mailbox(newsletter.senderName(), EmailAddress.of(newsletter.senderAddress()));
    Locale locale = Locale.of(sample.name().substring(0, sample.name().indexOf('/')));
    with.database()
        .useTransaction(handle -> {
          to.forEach(address ->
              outbox.enqueue(
                  handle,
                  new TransactionalMail(
                      "test",
                      null,
                      from,
                      new Mailbox("", address),
                      null,
                      "Test: " + mail.header("subject"),
                      mail.html(),
                      mail.text(),
                      locale,
                      LIFETIME)));
          witness.note(handle, edition);
        });
  }
}
