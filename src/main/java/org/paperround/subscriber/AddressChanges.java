package org.paperround.subscriber;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Wakeups;

/// A reader takes everything to another address: asked for through a link in a mail to the old one,
/// confirmed through a mail to the new one. Works in the caller's transaction.
final class AddressChanges {
  private static final int MAILS_PER_DAY = 3;

  private final AddressHashes hashes;
  private final ReaderMails mails;

  AddressChanges(AddressHashes hashes, ReaderMails mails) {
    this.hashes = hashes;
    this.mails = mails;
  }

  /// Mails the new address, unless it must not be mailed or too much was asked for. Whoever asks
  /// does not learn which: what may be shown is the same.
  void request(
      Handle handle,
      SubscriberId id,
      Newsletter newsletter,
      EmailAddress wanted,
      Provenance provenance) {
    Optional<SubscriberRow> locked = reader(handle, id);
    if (locked.isEmpty()
        || shutOut(handle.attach(SuppressionDao.class).reasonOf(id.value()))
        || shutOut(handle, wanted)
        || ConsentLog.requestsInTheLastDay(handle, id, provenance.at()) >= MAILS_PER_DAY) {
      return;
    }
    AddressChangeDao changes = handle.attach(AddressChangeDao.class);
    int number =
        changes.ask(id.value(), wanted.toString(), wanted.key(), wanted.domain(), provenance.at());
    write(handle, locked.get(), ConsentLog.Event.REQUESTED, provenance);
    ReaderLinks.Request link =
        new ReaderLinks.Request(
            new ReaderLinks.Named(id, newsletter.id()), number, provenance.at());
    mails.confirmAddress(handle, newsletter, locked.get(), wanted, link);
  }

  /// What the link would do, without doing it: the masked new address, and the reader's language.
  Optional<PendingAddress> pending(Handle handle, ReaderLinks.Request request, Instant now) {
    return wanted(handle, request, now)
        .flatMap(row ->
            handle
                .attach(SubscriberDao.class)
                .find(request.named().subscriber().value())
                .filter(reader -> !reader.erased())
                .map(reader ->
                    new PendingAddress(
                        SubscriberRow.address(row.address()).masked(), reader.language())));
  }

  AddressChange confirm(
      Handle handle, ReaderLinks.Request request, Newsletter newsletter, Provenance provenance) {
    SubscriberId id = request.named().subscriber();
    Optional<SubscriberRow> reader = reader(handle, id);
    Optional<AddressChangeDao.Row> wanted = wanted(handle, request, provenance.at());
    if (reader.isEmpty() || wanted.isEmpty()) {
      return new AddressChange.Expired();
    }
    EmailAddress address = SubscriberRow.address(wanted.get().address());
    Optional<String> before = handle.attach(SuppressionDao.class).reasonOf(id.value());
    handle.attach(AddressChangeDao.class).forget(id.value());
    if (shutOut(before) || shutOut(handle, address) || !move(handle, id, address)) {
      return new AddressChange.Refused(reader.get().language());
    }
    write(handle, reader.get(), ConsentLog.Event.CHANGED, provenance);
    if (handle.attach(SuppressionDao.class).lift(id.value()) > 0) {
      write(handle, reader.get(), ConsentLog.Event.UNSUPPRESSED, provenance);
    }
    if (before.isEmpty()) {
      mails.addressChanged(handle, newsletter, reader.get(), address);
    }
    Wakeups.announce(handle, Subscribers.TOPIC);
    return new AddressChange.Changed(
        id, request.named().newsletter(), address.masked(), reader.get().language());
  }

  /// False when somebody else has it. The same address written otherwise is still the reader's own.
  private boolean move(Handle handle, SubscriberId id, EmailAddress address) {
    return handle
            .attach(SubscriberDao.class)
            .move(
                id.value(), address.toString(), address.key(), hashes.of(address), address.domain())
        > 0;
  }

  private static Optional<SubscriberRow> reader(Handle handle, SubscriberId id) {
    return handle.attach(SubscriberDao.class).lock(id.value()).filter(row -> !row.erased());
  }

  private static Optional<AddressChangeDao.Row> wanted(
      Handle handle, ReaderLinks.Request request, Instant now) {
    return handle
        .attach(AddressChangeDao.class)
        .find(request.named().subscriber().value(), request.number())
        .filter(_ -> !request.issuedAt().plus(Opening.LIFETIME).isBefore(now));
  }

  /// Who complained, or whom the operator shut out, is not written to.
  private boolean shutOut(Handle handle, EmailAddress address) {
    return shutOut(handle.attach(SuppressionDao.class).reason(hashes.of(address)));
  }

  private static boolean shutOut(Optional<String> reason) {
    return reason.map(code -> code.equals("complaint") || code.equals("operator")).orElse(false);
  }

  /// Names no address: the record is kept for ever.
  private static void write(
      Handle handle, SubscriberRow reader, ConsentLog.Event event, Provenance provenance) {
    String detail = event == ConsentLog.Event.UNSUPPRESSED ? "" : "address";
    ConsentLog.write(
        handle,
        new ConsentLog.Entry(reader.subscriberId(), null, event, detail, null, reader.locale()),
        provenance);
  }
}
