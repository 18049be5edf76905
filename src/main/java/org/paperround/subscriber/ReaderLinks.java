package org.paperround.subscriber;

import java.net.URI;
import java.util.Optional;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.crypto.TokenSigner;

/// The links a reader acts through: purpose-bound tokens that name a reader and a newsletter only,
/// so that they outlive every edition (design 5.6). Thread-safe.
///
/// Paths: `/u/TOKEN` unsubscribe, `/p/TOKEN` preferences, `/c/TOKEN` confirm.
public final class ReaderLinks {
  public ReaderLinks(TokenSigner signer, URI publicUrl, String unsubscribeMailDomain) {}

  public String unsubscribeUrl(SubscriberId subscriber, NewsletterId newsletter) {
    throw new UnsupportedOperationException();
  }

  /// `unsubscribe+TOKEN@domain` for the mailto form of List-Unsubscribe; the local part is at most
  /// 64 octets.
  public String unsubscribeMailAddress(SubscriberId subscriber, NewsletterId newsletter) {
    throw new UnsupportedOperationException();
  }

  public String preferencesUrl(SubscriberId subscriber, NewsletterId newsletter) {
    throw new UnsupportedOperationException();
  }

  public Optional<Named> unsubscribe(String token) {
    throw new UnsupportedOperationException();
  }

  public Optional<Named> preferences(String token) {
    throw new UnsupportedOperationException();
  }

  /// What such a token names.
  public record Named(SubscriberId subscriber, NewsletterId newsletter) {}
}
