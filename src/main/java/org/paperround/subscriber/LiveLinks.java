package org.paperround.subscriber;

import java.util.Optional;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.database.Database;

/// Links to a reader's own pages, which work as long as the reader has the address that got them.
/// Thread-safe.
final class LiveLinks {
  private final Database database;
  private final ReaderLinks links;
  private final AddressHashes hashes;

  LiveLinks(Database database, ReaderLinks links, AddressHashes hashes) {
    this.database = database;
    this.links = links;
    this.hashes = hashes;
  }

  Optional<ReaderLinks.Named> preferences(String token) {
    return links.preferences(token).filter(this::live).map(ReaderLinks.Mailed::named);
  }

  Optional<ReaderLinks.Named> keep(String token) {
    return links.keep(token).filter(this::live).map(ReaderLinks.Mailed::named);
  }

  /// At the address they have now; empty when they are gone.
  Optional<String> preferencesUrl(ReaderLinks.Named named) {
    return address(named.subscriber())
        .map(address -> links.preferencesUrl(named.subscriber(), named.newsletter(), address));
  }

  /// A reader who is gone has no page; what is said of that is not ours.
  private boolean live(ReaderLinks.Mailed mailed) {
    return address(mailed.named().subscriber())
        .map(address -> mailed.to(hashes.of(address)))
        .orElse(true);
  }

  private Optional<EmailAddress> address(SubscriberId id) {
    return database
        .jdbi()
        .withExtension(SubscriberDao.class, dao -> dao.find(id.value()))
        .filter(reader -> !reader.erased())
        .map(SubscriberRow::emailAddress);
  }
}
