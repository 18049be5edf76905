package org.paperround.mail;

/// Builds a header section as bytes: folds at 78, encodes what is not ASCII (RFC 2047), refuses CR,
/// LF and control characters in values by removing them (mail-standards C1, C5). Fields come out in
/// the order they were added.
public final class HeaderFields {
  /// An unstructured value such as Subject.
  public HeaderFields text(String name, String value) {
    throw new UnsupportedOperationException();
  }

  /// A value that is already in its final ASCII form, such as a Message-ID or List-Unsubscribe;
  /// folded only at spaces.
  public HeaderFields raw(String name, String value) {
    throw new UnsupportedOperationException();
  }

  /// From, To, Reply-To.
  public HeaderFields mailbox(String name, Mailbox mailbox) {
    throw new UnsupportedOperationException();
  }

  /// Date in RFC 5322 3.3 form with a numeric offset (`+0000`).
  public HeaderFields date(java.time.Instant at) {
    throw new UnsupportedOperationException();
  }

  /// The fields, each ended by CRLF, without the empty line after them.
  public byte[] bytes() {
    throw new UnsupportedOperationException();
  }
}
