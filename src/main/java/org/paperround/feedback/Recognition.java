package org.paperround.feedback;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.DigestLinks;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.digest.Digests;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.Subscribers;

/// Finds out which mail of ours came back. Only what we signed is believed: the return address
/// before all, then the unsubscribe link, then the Message-ID together with the address it was sent
/// to. Thread-safe.
final class Recognition {
  private final ReaderLinks readerLinks;
  private final DigestLinks digestLinks;
  private final Digests digests;
  private final Editions editions;
  private final Subscribers subscribers;

  Recognition(Feedback.Parts parts) {
    this.readerLinks = parts.readerLinks();
    this.digestLinks = parts.digestLinks();
    this.digests = parts.digests();
    this.editions = parts.editions();
    this.subscribers = parts.subscribers();
  }

  /// What is known of it; `delivery` null: not of which edition; `newsletter` null: the edition is
  /// long gone.
  record Known(
      SubscriberId reader, @Nullable DeliveryKey delivery, @Nullable NewsletterId newsletter) {}

  /// Empty when nothing in it is ours.
  Optional<Known> of(Clues clues) {
    return clues.bounces().stream()
        .flatMap(token -> digestLinks.bounce(token).stream())
        .findFirst()
        .map(this::known)
        .or(() -> byUnsubscribe(clues))
        .or(() -> byMessageId(clues));
  }

  private Known known(DeliveryKey key) {
    return new Known(
        key.subscriber(), key, editions.find(key.edition()).map(Edition::newsletter).orElse(null));
  }

  private Optional<Known> byUnsubscribe(Clues clues) {
    return clues.unsubscribes().stream()
        .flatMap(token -> readerLinks.unsubscribe(token).stream())
        .findFirst()
        .map(named ->
            new Known(
                named.subscriber(),
                delivery(clues, named.subscriber()).orElse(null),
                named.newsletter()));
  }

  private Optional<Known> byMessageId(Clues clues) {
    return clues.messageIds().isEmpty()
        ? Optional.empty()
        : clues.recipients().stream()
            .flatMap(address -> reader(address).stream())
            .flatMap(reader -> delivery(clues, reader).stream())
            .findFirst()
            .map(this::known);
  }

  private Optional<SubscriberId> reader(String address) {
    return switch (AddressCheck.check(address)) {
      case AddressCheck.Ok(EmailAddress good) -> subscribers.byAddress(good);
      case AddressCheck.Refused _ -> Optional.empty();
    };
  }

  /// Whether addresses are named, and none is the reader's present one: the mailbox passes its mail
  /// on, to one that does not take it.
  boolean passedOn(SubscriberId reader, List<String> addresses) {
    return !addresses.isEmpty()
        && addresses.stream()
            .noneMatch(address -> reader(address).filter(reader::equals).isPresent());
  }

  private Optional<DeliveryKey> delivery(Clues clues, SubscriberId reader) {
    return clues.messageIds().stream().flatMap(id -> delivery(id, reader).stream()).findFirst();
  }

  private Optional<DeliveryKey> delivery(String messageId, SubscriberId reader) {
    return digests
        .editionOf(messageId, reader)
        .flatMap(editions::find)
        .map(edition -> new DeliveryKey(reader, edition.id(), edition.date()));
  }
}
