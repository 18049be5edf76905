package org.paperround.digest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A plan's content as bytes for the table `plan`: a version, then a table of distinct constants
/// (cards share most of their markup), then everything else in a fixed order, compressed. What was
/// stored by any released version must stay readable for as long as mails are (25 months): a change
/// of form raises the version and keeps the old reader.
final class PlanCodec {
  private static final int VERSION = 3;

  /// Had no order of sections.
  private static final int UNORDERED = 1;

  /// Had no names of topics.
  private static final int UNNAMED = 2;

  private PlanCodec() {}

  static byte[] encode(Plan.Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeByte(VERSION);
      new Encoder(out).content(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Plan.Content decode(byte[] bytes) {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes), 8192))) {
      int version = in.readUnsignedByte();
      if (version != VERSION && version != UNNAMED && version != UNORDERED) {
        throw new IllegalStateException(
            "the plan was stored in form " + version + ", which this version cannot read");
      }
      return new Decoder(in).content(version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Encoder {
    private final DataOutputStream out;
    private final Map<String, Integer> constants = new HashMap<>();

    Encoder(DataOutputStream out) {
      this.out = out;
    }

    void content(Plan.Content content) throws IOException {
      out.writeLong(content.newsletter());
      // Each is one line.
      text(String.join("\n", content.subjects()));
      text(content.preheader() == null ? "" : content.preheader());
      bytes(content.fields());
      phrases(content.phrases());
      out.writeInt(content.cards().size());
      for (PlanCard card : new TreeMap<>(content.cards()).values()) {
        out.writeInt(card.ordinal());
        text(card.section());
        text(card.headline());
        text(card.standfirst());
        text(card.target());
      }
      document(content.text());
      document(content.html());
      texts(content.sectionOrder());
      texts(content.phrases().topics());
    }

    private void phrases(Phrases phrases) throws IOException {
      texts(phrases.greetings());
      texts(phrases.greetingsByName());
      texts(phrases.stories());
      texts(phrases.minutes());
      text(phrases.summary());
      texts(phrases.reasons());
      texts(phrases.sections());
    }

    private void document(PlanDocument document) throws IOException {
      segment(document.open());
      out.writeInt(document.cards().size());
      for (Map.Entry<Integer, PlanDocument.Forms> card :
          new TreeMap<>(document.cards()).entrySet()) {
        out.writeInt(card.getKey());
        segment(card.getValue().lead());
        segment(card.getValue().top());
        segment(card.getValue().story());
        segment(card.getValue().brief());
      }
      out.writeInt(document.headings().size());
      for (Map.Entry<String, Segment> heading : new TreeMap<>(document.headings()).entrySet()) {
        text(heading.getKey());
        segment(heading.getValue());
      }
      segment(document.briefs());
      segment(document.briefsEnd());
      segment(document.close());
    }

    private void segment(Segment segment) throws IOException {
      out.writeInt(segment.octets());
      out.writeInt(segment.words());
      out.writeInt(segment.pieces().size());
      for (Piece piece : segment.pieces()) {
        switch (piece) {
          case Piece.Constant(byte[] encoded) -> constant(encoded);
          case Piece.Fill(Piece.Slot slot, int card) -> {
            out.writeInt(-1);
            out.writeUTF(slot.name());
            out.writeInt(card);
          }
        }
      }
    }

    /// The number of a constant met before, or a new number followed by it.
    private void constant(byte[] encoded) throws IOException {
      String key = new String(encoded, StandardCharsets.ISO_8859_1);
      Integer known = constants.putIfAbsent(key, constants.size());
      out.writeInt(known == null ? constants.size() - 1 : known);
      if (known == null) {
        bytes(encoded);
      }
    }

    private void texts(Map<String, String> texts) throws IOException {
      out.writeInt(texts.size());
      for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
        text(entry.getKey());
        text(entry.getValue());
      }
    }

    private void texts(List<String> texts) throws IOException {
      out.writeInt(texts.size());
      for (String text : texts) {
        text(text);
      }
    }

    private void text(String text) throws IOException {
      bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) throws IOException {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static final class Decoder {
    private final DataInputStream in;
    private final List<Piece.Constant> constants = new ArrayList<>();

    Decoder(DataInputStream in) {
      this.in = in;
    }

    Plan.Content content(int version) throws IOException {
      long newsletter = in.readLong();
      List<String> subjects = text().lines().toList();
      String preheader = text();
      byte[] fields = bytes();
      Phrases phrases = phrases();
      Map<Integer, PlanCard> cards = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        PlanCard card = new PlanCard(in.readInt(), text(), text(), text(), text());
        cards.put(card.ordinal(), card);
      }
      PlanDocument text = document();
      PlanDocument html = document();
      List<String> sectionOrder = version == UNORDERED ? List.of() : list();
      Map<String, String> topics = version == VERSION ? map() : Map.of();
      return new Plan.Content(
          newsletter,
          subjects,
          preheader.isEmpty() ? null : preheader,
          fields,
          phrases.naming(topics),
          cards,
          sectionOrder,
          text,
          html);
    }

    private Phrases phrases() throws IOException {
      return new Phrases(list(), list(), list(), list(), text(), map(), map(), Map.of());
    }

    private PlanDocument document() throws IOException {
      Segment open = segment();
      Map<Integer, PlanDocument.Forms> cards = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        cards.put(in.readInt(), new PlanDocument.Forms(segment(), segment(), segment(), segment()));
      }
      Map<String, Segment> headings = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        headings.put(text(), segment());
      }
      return new PlanDocument(open, cards, headings, segment(), segment(), segment());
    }

    private Segment segment() throws IOException {
      int octets = in.readInt();
      int words = in.readInt();
      int size = in.readInt();
      List<Piece> pieces = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        pieces.add(piece());
      }
      return new Segment(pieces, octets, words);
    }

    private Piece piece() throws IOException {
      int number = in.readInt();
      if (number < 0) {
        return new Piece.Fill(Piece.Slot.valueOf(in.readUTF()), in.readInt());
      }
      if (number == constants.size()) {
        constants.add(new Piece.Constant(bytes()));
      }
      return constants.get(number);
    }

    private Map<String, String> map() throws IOException {
      Map<String, String> texts = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        texts.put(text(), text());
      }
      return texts;
    }

    private List<String> list() throws IOException {
      List<String> texts = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        texts.add(text());
      }
      return texts;
    }

    private String text() throws IOException {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() throws IOException {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return bytes;
    }
  }
}
