package org.paperround.digest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.paperround.mail.QuotedPrintable;

/// Cuts a rendered document at its [Mark]s into a [PlanDocument]. What stands before the first
/// segment is `open`; what stands between segments must be blank: text that a template put there
/// would be in no mail. Headings are marked by their number among `sections`, because a section may
/// be called anything.
final class DocumentCutter {
  private static final byte[] SOFT_BREAK = "=\r\n".getBytes(StandardCharsets.US_ASCII);

  private final UnaryOperator<String> tidy;
  private final String ending;
  private final Map<String, Segment> segments = new HashMap<>();
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();

  private DocumentCutter(UnaryOperator<String> tidy, String ending) {
    this.tidy = tidy;
    this.ending = ending;
  }

  /// HTML: white space that only the template's layout made is removed.
  static PlanDocument html(String document, List<String> sections) {
    return new DocumentCutter(
            text -> text.replaceAll("[ \\t]*\\n\\s*", "\n").replaceAll(" {2,}", " "), "\n")
        .cut(document, sections);
  }

  /// Text: paragraphs are set apart by one blank line.
  static PlanDocument text(String document, List<String> sections) {
    return new DocumentCutter(text -> text.replaceAll("\\n{3,}", "\n\n"), "\n\n")
        .cut(document, sections);
  }

  private PlanDocument cut(String document, List<String> sections) {
    for (String region : regions(document)) {
      int end = region.indexOf(Mark.CLOSE);
      String name = region.startsWith("begin-") ? region.substring("begin-".length(), end) : "open";
      if (segments.putIfAbsent(name, segment(region.substring(end + 1))) != null) {
        throw new IllegalStateException("the template has the segment " + name + " twice");
      }
    }
    Map<Integer, PlanDocument.Forms> cards = new HashMap<>();
    Map<String, Segment> headings = new HashMap<>();
    for (String name : segments.keySet()) {
      String of = name.substring(name.indexOf(':') + 1);
      if (name.startsWith("lead:")) {
        cards.put(Integer.valueOf(of), forms(of));
      } else if (name.startsWith("heading:")) {
        headings.put(sections.get(Integer.parseInt(of)), required(name));
      }
    }
    return new PlanDocument(
        required("open"),
        cards,
        headings,
        required("briefs"),
        required("briefs-end"),
        required("close"));
  }

  private PlanDocument.Forms forms(String ordinal) {
    return new PlanDocument.Forms(
        required("lead:" + ordinal),
        required("top:" + ordinal),
        required("story:" + ordinal),
        required("brief:" + ordinal));
  }

  private Segment required(String name) {
    Segment segment = segments.get(name);
    if (segment == null) {
      throw new IllegalStateException("the template has no segment " + name);
    }
    return segment;
  }

  /// Each begins with its mark's name and [Mark#CLOSE]; the first, which has no mark, with the
  /// latter alone.
  private static List<String> regions(String document) {
    String begin = Mark.OPEN + "begin-";
    List<String> regions = new ArrayList<>();
    int at = document.indexOf(begin);
    regions.add(Mark.CLOSE + document.substring(0, at < 0 ? document.length() : at));
    while (at >= 0) {
      int next = document.indexOf(begin, at + 1);
      String region = document.substring(at + 1, next < 0 ? document.length() : next);
      int end = region.indexOf(Mark.of("end"));
      if (end < 0 && next >= 0) {
        throw new IllegalStateException("the template does not end a segment: " + region);
      }
      if (end >= 0 && !region.substring(end + Mark.of("end").length()).isBlank()) {
        throw new IllegalStateException("the template has text between segments: " + region);
      }
      regions.add(end < 0 ? region : region.substring(0, end));
      at = next;
    }
    return regions;
  }

  private Segment segment(String region) {
    if (region.isBlank()) {
      return Segment.EMPTY;
    }
    pieces.clear();
    plain.setLength(0);
    String text = tidy.apply(region.strip()) + ending;
    int at = 0;
    for (int open = text.indexOf(Mark.OPEN); open >= 0; open = text.indexOf(Mark.OPEN, at)) {
      constant(text.substring(at, open));
      int close = text.indexOf(Mark.CLOSE, open);
      fill(text.substring(open + 1, close));
      at = close + 1;
    }
    constant(text.substring(at));
    int octets = plain.toString().getBytes(StandardCharsets.UTF_8).length;
    return new Segment(pieces, octets, words(plain.toString()));
  }

  private void constant(String text) {
    if (text.isEmpty()) {
      return;
    }
    plain.append(text);
    byte[] encoded = QuotedPrintable.encode(text);
    if (!text.endsWith("\n")) {
      encoded = Arrays.copyOf(encoded, encoded.length + SOFT_BREAK.length);
      System.arraycopy(
          SOFT_BREAK, 0, encoded, encoded.length - SOFT_BREAK.length, SOFT_BREAK.length);
    }
    pieces.add(new Piece.Constant(encoded));
  }

  private void fill(String mark) {
    int colon = mark.indexOf(':');
    String name = colon < 0 ? mark : mark.substring(0, colon);
    Piece.Slot slot = Piece.Slot.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    int card = colon < 0 ? 0 : Integer.parseInt(mark.substring(colon + 1));
    pieces.add(new Piece.Fill(slot, card));
  }

  /// Roughly what a reader reads: runs of letters and digits outside tags.
  private static int words(String text) {
    String visible = text.replaceAll("(?s)<(style|head)\\b.*?</\\1>|<[^>]*>", " ").strip();
    return visible.isEmpty() ? 0 : visible.split("\\s+").length;
  }
}
