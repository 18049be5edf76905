package org.paperround.digest;

import java.util.List;

/// A part of a mail that is shown or left out as a whole. `octets` is the decoded size of its
/// constants, `words` how many words of them a reader reads.
record Segment(List<Piece> pieces, int octets, int words) {
  static final Segment EMPTY = new Segment(List.of(), 0, 0);

  Segment {
    pieces = List.copyOf(pieces);
  }
}
