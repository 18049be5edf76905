package org.paperround.digest;

/// A bit of a segment, in the order it is written. Every piece ends where a line of
/// quoted-printable ends, hard or soft, so that any may follow any.
sealed interface Piece {
  /// The same for everybody, already encoded.
  @SuppressWarnings("ArrayRecordComponent") // shared by all digests, never compared, never changed
  record Constant(byte[] encoded) implements Piece {}

  /// What differs between readers. `card`: the ordinal it belongs to, 0 for none.
  record Fill(Slot slot, int card) implements Piece {}

  /// What a slot is filled with. `UPDATE_BEGIN` and `UPDATE_END` are filled with nothing: what
  /// stands between them is left out unless the card is an update. So is what stands between
  /// `RELATED_BEGIN` and `RELATED_END` where the mail has the card of that number anyway.
  enum Slot {
    PREHEADER,
    GREETING,
    LINK,
    REASON,
    NUMBER,
    UPDATE_BEGIN,
    UPDATE_END,
    RELATED_BEGIN,
    RELATED_END,
    PREFERENCES,
    UNSUBSCRIBE,
    VIEW
  }
}
