package org.paperround.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Wakeups;

/// A reader takes everything to another address: asked for through a link in a mail to the old one,
/// confirmed through a mail to the new one. Works in the caller's transaction.
final class AddressChanges {
  /// Names no address: the record is kept for ever.
  private static final String ADDRESS = "address";

  /// How often a reader may have strangers asked in a day, one after the other.
  private static final int REQUESTS_PER_DAY = 3;

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
    Optional<SubscriberRow> locked = handle.attach(SubscriberDao.class).lockPresent(id.value());
    byte[] hash = hashes.of(wanted);
    if (locked.isEmpty()
        || handle.attach(SuppressionDao.class).forbids(id.value())
        || handle.attach(SuppressionDao.class).forbids(hash)
        || asksTooOften(handle, id, provenance.at())
        || !ConfirmationLimit.allows(handle, hash, provenance.at())) {
      return;
    }
    AddressChangeDao changes = handle.attach(AddressChangeDao.class);
    int number =
        changes.ask(id.value(), wanted.toString(), wanted.key(), wanted.domain(), provenance.at());
    ConsentLog.write(handle, locked.get(), null, ConsentLog.Event.REQUESTED, ADDRESS, provenance);
    ReaderLinks.Request link =
        new ReaderLinks.Request(
            new ReaderLinks.Named(id, newsletter.id()), number, provenance.at());
    mails.confirmAddress(handle, newsletter, locked.get(), wanted, link);
  }

  private static boolean asksTooOften(Handle handle, SubscriberId id, Instant now) {
    Instant since = now.minus(Duration.ofDays(1));
    return handle.attach(ConsentDao.class).requestsSince(id.value(), since) >= REQUESTS_PER_DAY;
  }

  /// What the link would do, without doing it: the masked new address, and the reader's language.
  Optional<PendingAddress> pending(Handle handle, ReaderLinks.Request request, Instant now) {
    return wanted(handle, request, now)
        .flatMap(address ->
            handle
                .attach(SubscriberDao.class)
                .find(request.named().subscriber().value())
                .filter(reader -> !reader.erased())
                .map(reader ->
                    new PendingAddress(
                        SubscriberRow.address(address).masked(), reader.language())));
  }

  AddressChange confirm(
      Handle handle, ReaderLinks.Request request, Newsletter newsletter, Provenance provenance) {
    SubscriberId id = request.named().subscriber();
    Optional<SubscriberRow> reader = handle.attach(SubscriberDao.class).lockPresent(id.value());
    Optional<String> wanted = wanted(handle, request, provenance.at());
    if (reader.isEmpty() || wanted.isEmpty()) {
      return new AddressChange.Expired();
    }
    EmailAddress address = SubscriberRow.address(wanted.get());
    SuppressionDao suppressions = handle.attach(SuppressionDao.class);
    boolean forbidden =
        suppressions.forbids(id.value()) || suppressions.forbids(hashes.of(address));
    boolean reachable = suppressions.reasonOf(id.value()).isEmpty();
    handle.attach(AddressChangeDao.class).forget(id.value());
    if (forbidden || !free(handle, id, address, provenance)) {
      return new AddressChange.Refused(reader.get().language());
    }
    // What receivers said of the old address may name the reader, and no erasure finds it later.
    handle.attach(RightsDao.class).blankEvidence(id.value());
    move(handle, id, address);
    ConsentLog.write(handle, reader.get(), null, ConsentLog.Event.CHANGED, ADDRESS, provenance);
    if (suppressions.lift(id.value()) > 0) {
      ConsentLog.write(handle, reader.get(), null, ConsentLog.Event.UNSUPPRESSED, "", provenance);
    }
    if (reachable) {
      mails.addressChanged(handle, newsletter, reader.get(), address);
    }
    Wakeups.announce(handle, Subscribers.TOPIC);
    return new AddressChange.Changed(address.masked(), reader.get().language(), request.named());
  }

  /// The same address written otherwise is still the reader's own. One who has it and gets nothing
  /// (who left, or never confirmed) gives it up: whoever confirms the move reads that mailbox.
  private static boolean free(
      Handle handle, SubscriberId id, EmailAddress address, Provenance provenance) {
    SubscriberDao subscribers = handle.attach(SubscriberDao.class);
    Optional<SubscriberRow> other =
        subscribers.lockByKey(address.key()).filter(holder -> holder.id() != id.value());
    if (other.isEmpty()) {
      return true;
    }
    if (handle.attach(SubscriptionDao.class).anyConfirmed(other.get().id())) {
      return false;
    }
    Leaving.endAll(handle, other.get(), UnsubscribeCause.ERASURE, provenance);
    ConsentLog.write(handle, other.get(), null, ConsentLog.Event.ERASED, "", provenance);
    subscribers.giveUpAddress(other.get().id());
    return true;
  }

  private void move(Handle handle, SubscriberId id, EmailAddress address) {
    handle
        .attach(SubscriberDao.class)
        .move(id.value(), address.toString(), address.key(), hashes.of(address), address.domain());
    handle.attach(SubscriptionDao.class).outdateLinks(id.value());
  }

  private static Optional<String> wanted(Handle handle, ReaderLinks.Request request, Instant now) {
    return handle
        .attach(AddressChangeDao.class)
        .find(request.named().subscriber().value(), request.number())
        .filter(_ -> !request.issuedAt().plus(Opening.LIFETIME).isBefore(now));
  }
}
