package org.paperround.article;

/// What came of asking for an article's image in a size for mails.
public sealed interface ShownImage {
  /// In that size or smaller, of the same proportions. Handed over once; never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Shrunk(byte[] bytes, String type) implements ShownImage {}

  /// It is there, but no image that we can read: clients may be able to.
  record Unread() implements ShownImage {}

  /// It cannot be had, or is larger than an image may be.
  record Refused(String why) implements ShownImage {}
}
