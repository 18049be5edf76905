package org.paperround.digest;

import java.util.Locale;
import org.paperround.edition.Edition;
import org.paperround.edition.Pool;
import org.paperround.mail.Envelope;
import org.paperround.newsletter.Newsletter;

/// Makes digests: the facade of this package. Thread-safe.
public final class Digests {
  /// The plan of this edition revision in this language: kept in memory, else read from the store,
  /// else rendered and stored, so that every node uses the same bytes.
  public Plan plan(Edition edition, Pool pool, Newsletter newsletter, Locale locale) {
    throw new UnsupportedOperationException();
  }

  /// The plan that a past delivery used.
  public Plan stored(long planId) {
    throw new UnsupportedOperationException();
  }

  /// One reader's finished mail: complete bytes, DKIM-signed where a key is configured, and its
  /// envelope. The Message-ID derives from (subscriber, edition), so a resend carries the same.
  public AssembledDigest assemble(Plan plan, DigestRequest request) {
    throw new UnsupportedOperationException();
  }

  /// The HTML of the same digest, for the browser view.
  public String html(Plan plan, DigestRequest request) {
    throw new UnsupportedOperationException();
  }

  /// Finished bytes, handed over once; never compared, so an array will do.
  @SuppressWarnings("ArrayRecordComponent")
  public record AssembledDigest(Envelope envelope, byte[] message) {}
}
