package org.paperround.digest;

import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import org.paperround.edition.EditionId;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.subscriber.SubscriberId;

/// Links that name one delivery: `/r/TOKEN` click (delivery and card number; the target is stored,
/// never in the URL), `/o/TOKEN` open pixel, `/v/TOKEN` view in browser; and the VERP envelope
/// address. Purposes differ, so none can stand in for another (design 5.6). Thread-safe.
public final class DigestLinks {
  public DigestLinks(TokenSigner signer, URI publicUrl, String bounceDomain) {}

  public String clickUrl(DeliveryKey delivery, int cardOrdinal) {
    throw new UnsupportedOperationException();
  }

  public String viewUrl(DeliveryKey delivery) {
    throw new UnsupportedOperationException();
  }

  /// `b+TOKEN@bounce-domain`, local part at most 64 octets (mail-standards F8).
  public String envelopeFrom(DeliveryKey delivery) {
    throw new UnsupportedOperationException();
  }

  public Optional<Click> click(String token) {
    throw new UnsupportedOperationException();
  }

  public Optional<DeliveryKey> view(String token) {
    throw new UnsupportedOperationException();
  }

  public Optional<DeliveryKey> bounce(String token) {
    throw new UnsupportedOperationException();
  }

  /// The ledger's key.
  public record DeliveryKey(SubscriberId subscriber, EditionId edition, LocalDate date) {}

  public record Click(DeliveryKey delivery, int cardOrdinal) {}
}
