package org.paperround.digest;

import java.io.ByteArrayOutputStream;
import org.paperround.digest.Layout.Placed;
import org.paperround.digest.PlanDocument.Form;
import org.paperround.mail.QuotedPrintable;
import org.paperround.mail.WrappedText;

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
    for (Placed placed : layout.stories()) {
      if (placed.form() == Form.STORY && !placed.section().equals(section)) {
        section = placed.section();
        write(document.headings().getOrDefault(section, Segment.EMPTY));
      }
      if (placed.form() == Form.BRIEF && !briefs) {
        briefs = true;
        write(document.briefs());
      }
      write(document.forms(placed.card().ordinal()).in(placed.form()), placed);
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
        case Piece.Fill(Piece.Slot slot, _) -> fill(value(slot));
      }
    }
  }

  /// A long name makes the greeting more than one line of the text part.
  private String value(Piece.Slot slot) {
    String value = fillings.value(slot);
    return slot == Piece.Slot.GREETING && !html ? WrappedText.wrap(value, "") : value;
  }

  private void write(Segment segment, Placed placed) {
    boolean skipping = false;
    for (Piece piece : segment.pieces()) {
      switch (piece) {
        case Piece.Constant(byte[] encoded) -> {
          if (!skipping) {
            out.write(encoded, 0, encoded.length);
          }
        }
        case Piece.Fill(Piece.Slot slot, int card) -> {
          switch (slot) {
            case UPDATE_BEGIN -> skipping = !placed.card().update();
            case RELATED_BEGIN -> skipping = layout.has(card);
            case UPDATE_END, RELATED_END -> skipping = false;
            case PREHEADER, GREETING, LINK, REASON, NUMBER, PREFERENCES, UNSUBSCRIBE, VIEW ->
                fill(fillings.value(slot, placed));
          }
        }
      }
    }
  }

  private void fill(String value) {
    byte[] encoded = QuotedPrintable.encodeInline(html ? escaped(value) : value);
    out.write(encoded, SOFT_BREAK, encoded.length - SOFT_BREAK);
  }

  /// Safe in text and in double-quoted attributes.
  private static String escaped(String value) {
    StringBuilder escaped = null;
    for (int i = 0; i < value.length(); i++) {
      String entity =
          switch (value.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> "";
          };
      if (!entity.isEmpty() && escaped == null) {
        escaped = new StringBuilder(value.length() + 16).append(value, 0, i);
      }
      if (escaped != null) {
        escaped.append(entity.isEmpty() ? String.valueOf(value.charAt(i)) : entity);
      }
    }
    return escaped == null ? value : escaped.toString();
  }
}
