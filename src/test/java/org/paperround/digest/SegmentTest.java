package org.paperround.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.paperround.digest.Piece.Slot;

class SegmentTest {
  @Test
  void whatIsForUpdatesAloneIsNotInTheOthersAndWhatStandsBesideEachOtherIsOnePiece() {
    Segment segment =
        segment(
            text("a"),
            slot(Slot.LINK),
            text("b"),
            slot(Slot.UPDATE_BEGIN),
            text("Update "),
            slot(Slot.NUMBER),
            slot(Slot.UPDATE_END),
            text("c"),
            text("d"),
            slot(Slot.RELATED_BEGIN),
            text("e"),
            slot(Slot.RELATED_END));

    assertThat(said(segment.unchanged())).isEqualTo("a|LINK|bcd|RELATED_BEGIN|e|RELATED_END");
    assertThat(said(segment.pieces())).contains("UPDATE_BEGIN|Update |NUMBER|UPDATE_END");
  }

  @Test
  void whatBeginsOrEndsWithAnUpdateLosesNothingElse() {
    assertThat(
            said(
                segment(
                        slot(Slot.UPDATE_BEGIN),
                        text("x"),
                        slot(Slot.UPDATE_END),
                        text("a"),
                        slot(Slot.UPDATE_BEGIN),
                        slot(Slot.UPDATE_END))
                    .unchanged()))
        .isEqualTo("a");
    assertThat(Segment.EMPTY.unchanged()).isEmpty();
  }

  private static Segment segment(Piece... pieces) {
    return new Segment(List.of(pieces), 0, 0);
  }

  private static Piece text(String text) {
    return new Piece.Constant(text.getBytes(US_ASCII));
  }

  private static Piece slot(Slot slot) {
    return new Piece.Fill(slot, 0);
  }

  private static String said(List<Piece> pieces) {
    return pieces.stream()
        .map(piece ->
            switch (piece) {
              case Piece.Constant(byte[] encoded) -> new String(encoded, US_ASCII);
              case Piece.Fill(Slot slot, _) -> slot.name();
            })
        .collect(Collectors.joining("|"));
  }
}
