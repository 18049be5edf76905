package org.paperround.mail;

/// Signs finished messages (RFC 6376, rsa-sha256, relaxed/relaxed). Thread-safe.
public final class DkimSigner {
  /// The DKIM-Signature field, ended by CRLF, to be put in front of `header`. `header` is a whole
  /// header section without the empty line, `body` what follows the empty line; both use CRLF. `t=`
  /// is `at`.
  public byte[] sign(byte[] header, byte[] body, java.time.Instant at) {
    throw new UnsupportedOperationException();
  }
}
