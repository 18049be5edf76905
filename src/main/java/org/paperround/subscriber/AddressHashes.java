package org.paperround.subscriber;

import org.paperround.mail.EmailAddress;
import org.paperround.platform.crypto.TokenSigner;

/// The keyed hash by which a suppressed address is recognised without being kept.
final class AddressHashes {
  private final TokenSigner signer;

  AddressHashes(TokenSigner signer) {
    this.signer = signer;
  }

  byte[] of(EmailAddress address) {
    return signer.hash("address", address.key());
  }
}
