package org.paperround.digest;

/// One edition revision rendered for one locale and look, cut into segments; immutable and shared
/// by all sender threads. Holds the message body (both parts, encoded) and the header lines that
/// are the same for everybody.
public final class Plan {
  /// The id of the stored plan, named by the ledger.
  public long id() {
    throw new UnsupportedOperationException();
  }
}
