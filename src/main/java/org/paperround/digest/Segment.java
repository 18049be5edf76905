package org.paperround.digest;

import java.util.ArrayList;
import java.util.List;
import org.paperround.digest.Piece.Constant;
import org.paperround.digest.Piece.Slot;

/// A part of a mail that is shown or left out as a whole. Immutable.
final class Segment {
  static final Segment EMPTY = new Segment(List.of(), 0, 0);

  private final List<Piece> pieces;
  private final List<Piece> unchanged;
  private final int octets;
  private final int words;

  Segment(List<Piece> pieces, int octets, int words) {
    this.pieces = List.copyOf(pieces);
    this.unchanged = List.copyOf(unchanged(pieces));
    this.octets = octets;
    this.words = words;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /// Without what is there for updates alone, as almost every mail shows it.
  List<Piece> unchanged() {
    return unchanged;
  }

  /// The decoded size of its constants.
  int octets() {
    return octets;
  }

  /// How many words of its constants a reader reads.
  int words() {
    return words;
  }

  /// What stands beside each other then is one piece.
  private static List<Piece> unchanged(List<Piece> pieces) {
    List<Piece> left = new ArrayList<>();
    boolean skipping = false;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Fill(Slot slot, _) && slot == Slot.UPDATE_BEGIN) {
        skipping = true;
      } else if (piece instanceof Piece.Fill(Slot slot, _) && slot == Slot.UPDATE_END) {
        skipping = false;
      } else if (!skipping) {
        add(left, piece);
      }
    }
    return left;
  }

  private static void add(List<Piece> pieces, Piece next) {
    if (next instanceof Constant(byte[] second)
        && !pieces.isEmpty()
        && pieces.getLast() instanceof Constant(byte[] first)) {
      byte[] both = new byte[first.length + second.length];
      System.arraycopy(first, 0, both, 0, first.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      pieces.set(pieces.size() - 1, new Constant(both));
    } else {
      pieces.add(next);
    }
  }
}
