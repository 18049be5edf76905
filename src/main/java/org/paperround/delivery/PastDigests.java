package org.paperround.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paperround.digest.Choice;
import org.paperround.digest.DigestLinks;
import org.paperround.digest.DigestRequest;
import org.paperround.digest.Digests;
import org.paperround.digest.Plan;
import org.paperround.digest.Reader;
import org.paperround.digest.Reason;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;

/// Renders past deliveries again, of what the ledger and the plans hold. Each is empty when nothing
/// was sent, or the reader is gone. Thread-safe.
final class PastDigests {
  /// Nobody's, in place of an address that is not kept.
  private static final EmailAddress LEFT = new EmailAddress("left", "address.invalid");

  private final Collaborators with;

  PastDigests(Collaborators with) {
    this.with = with;
  }

  /// The same bytes, but for the signature and tracking links.
  Optional<Digests.AssembledDigest> again(DigestLinks.DeliveryKey key) {
    return past(key).map(past -> with.digests().assemble(past.plan(), past.request()));
  }

  /// The HTML, for the browser of its reader.
  Optional<String> view(DigestLinks.DeliveryKey key) {
    return past(key).map(past -> with.digests().html(past.plan(), asMailed(past.request())));
  }

  /// The mail for others' eyes: its links are nobody's, and none tells us of a click.
  Optional<Digests.AssembledDigest> look(DigestLinks.DeliveryKey key) {
    return past(key).map(past -> with.digests().assemble(past.plan(), nobodys(past.request())));
  }

  /// The mail for its reader once more: its links are theirs, and none tells us of a click.
  Optional<Digests.AssembledDigest> copy(DigestLinks.DeliveryKey key) {
    return past(key).map(past -> with.digests().assemble(past.plan(), uncounted(past.request())));
  }

  private static DigestRequest uncounted(DigestRequest request) {
    return uncounted(request, request.subscriber(), request.address());
  }

  private static DigestRequest nobodys(DigestRequest request) {
    return uncounted(request, Reader.NOBODY.id(), SampleMails.ADDRESS);
  }

  private static DigestRequest uncounted(
      DigestRequest request, SubscriberId reader, EmailAddress address) {
    return new DigestRequest(
        request.edition(),
        reader,
        address,
        request.name(),
        request.zone(),
        false,
        request.textOnly(),
        request.cards(),
        request.subject(),
        request.at());
  }

  private DigestRequest asMailed(DigestRequest request) {
    return with.subscribers().movedAfter(request.subscriber(), request.at())
        ? request.to(LEFT)
        : request;
  }

  private Optional<Past> past(DigestLinks.DeliveryKey key) {
    Optional<DeliveriesDao.Sent> sent =
        with.database()
            .jdbi()
            .withExtension(
                DeliveriesDao.class,
                dao -> dao.sent(key.subscriber().value(), key.date(), key.edition().value()));
    Optional<Edition> edition = with.editions().find(key.edition());
    if (sent.isEmpty() || edition.isEmpty()) {
      return Optional.empty();
    }
    return recipient(edition.get(), key)
        .map(recipient ->
            new Past(
                with.digests().stored(sent.get().planId()),
                request(edition.get(), recipient, sent.get())));
  }

  private Optional<Recipient> recipient(Edition edition, DigestLinks.DeliveryKey key) {
    return Optional.ofNullable(
            with.database()
                .jdbi()
                .withHandle(handle ->
                    with.subscribers()
                        .recipients(handle, edition.newsletter(), List.of(key.subscriber())))
                .get(key.subscriber()))
        .filter(recipient -> recipient.address() != null);
  }

  private static DigestRequest request(
      Edition edition, Recipient recipient, DeliveriesDao.Sent sent) {
    EmailAddress address = java.util.Objects.requireNonNull(recipient.address());
    return new DigestRequest(
        edition,
        recipient.subscriber(),
        address,
        recipient.name(),
        recipient.zone(),
        recipient.trackingConsent(),
        recipient.textOnly(),
        cards(sent, recipient.trackingConsent()),
        sent.subject(),
        sent.claimedAt());
  }

  private static List<Choice.ChosenCard> cards(DeliveriesDao.Sent sent, boolean consents) {
    List<Integer> updates = sent.updates() == null ? List.of() : sent.updates();
    List<Choice.ChosenCard> cards = new ArrayList<>();
    for (int i = 0; i < sent.cards().size(); i++) {
      int ordinal = sent.cards().get(i);
      Reason reason = reason(sent.reasons().get(i), consents);
      cards.add(new Choice.ChosenCard(ordinal, reason, updates.contains(ordinal)));
    }
    return cards;
  }

  /// What a reader's clicks once said is not said any more when the consent is withdrawn.
  static Reason reason(String code, boolean consents) {
    Reason stored = Reason.parse(code);
    return stored instanceof Reason.ReadsSection && !consents ? new Reason.TopStory() : stored;
  }

  private record Past(Plan plan, DigestRequest request) {}
}
