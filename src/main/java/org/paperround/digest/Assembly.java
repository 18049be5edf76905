package org.paperround.digest;

import java.io.ByteArrayOutputStream;
import org.paperround.digest.Layout.Placed;
import org.paperround.digest.PlanDocument.Form;
import org.paperround.mail.QuotedPrintable;

/// Writes one part of one reader's mail: copies segments and fills slots. Nothing is rendered or
/// encoded here but the reader's own values. Used by one thread for one mail.
final class Assembly {
  /// What [QuotedPrintable#encodeInline] begins with; our pieces end their lines themselves.
  private static final int SOFT_BREAK = 3;

  private final Layout layout;
  private final Fillings fillings;
  private final ByteArrayOutputStream out;
  private boolean html;

  Assembly(Layout layout, Fillings fillings, ByteArrayOutputStream out) {
    this.layout = layout;
    this.fillings = fillings;
    this.out = out;
  }

  void text(PlanDocument document) {
    html = false;
    write(document);
  }

  void html(PlanDocument document) {
    html = true;
    write(document);
  }

  private void write(PlanDocument document) {
    write(document.open());
    String section = "";
    boolean briefs = false;
    for (int place = 0; place < layout.stories().size(); place++) {
      Placed placed = layout.stories().get(place);
      if (placed.form() == Form.STORY && !placed.section().equals(section)) {
        section = placed.section();
        write(document.headings().getOrDefault(section, Segment.EMPTY));
      }
      if (placed.form() == Form.BRIEF && !briefs) {
        briefs = true;
        write(document.briefs());
      }
      write((html ? placed.html() : placed.text()).in(placed.form()), place);
    }
    if (briefs) {
      write(document.briefsEnd());
    }
    write(document.close());
  }

  private void write(Segment segment) {
    for (Piece piece : segment.pieces()) {
      switch (piece) {
        case Piece.Constant(byte[] encoded) -> out.write(encoded, 0, encoded.length);
        case Piece.Fill(Piece.Slot slot, _) -> fill(fillings.value(slot));
      }
    }
  }

  private void write(Segment segment, int place) {
    boolean update = layout.stories().get(place).card().update();
    boolean skipping = false;
    for (Piece piece : update ? segment.pieces() : segment.unchanged()) {
      switch (piece) {
        case Piece.Constant(byte[] encoded) -> {
          if (!skipping) {
            out.write(encoded, 0, encoded.length);
          }
        }
        case Piece.Fill(Piece.Slot slot, int card) -> {
          switch (slot) {
            case RELATED_BEGIN -> skipping = layout.has(card);
            case RELATED_END, UPDATE_BEGIN, UPDATE_END -> skipping = false;
            case PREHEADER, GREETING, LINK, REASON, NUMBER, PREFERENCES, UNSUBSCRIBE, VIEW ->
                fill(fillings.value(slot, place));
          }
        }
      }
    }
  }

  private void fill(EncodedValue value) {
    byte[] encoded = html ? value.html() : value.text();
    out.write(encoded, SOFT_BREAK, encoded.length - SOFT_BREAK);
  }
}
