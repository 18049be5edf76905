package org.paperround.digest;

import java.util.ArrayList;
import java.util.List;
import org.paperround.digest.Piece.Constant;
import org.paperround.digest.Piece.Slot;

/// A part of a mail that is shown or left out as a whole. `octets` is the decoded size of its
/// constants, `words` how many words of them a reader reads. `unchanged`: the pieces without what
/// is there for updates alone, as almost every mail shows them.
record Segment(List<Piece> pieces, int octets, int words, List<Piece> unchanged) {
  static final Segment EMPTY = new Segment(List.of(), 0, 0);

  Segment {
    pieces = List.copyOf(pieces);
    unchanged = List.copyOf(unchanged);
  }

  Segment(List<Piece> pieces, int octets, int words) {
    this(pieces, octets, words, unchanged(pieces));
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
