package org.paperround.digest;

/// The marks by which templates say where a document is to be cut. A mark is a name between two
/// private-use characters, which pass through Thymeleaf and MJML unharmed, in text and in
/// attributes; [CleanText] keeps them out of everything that editors and feeds write.
final class Mark {
  static final char OPEN = '\uE000';
  static final char CLOSE = '\uE001';

  /// Where a value goes in a phrase of [Phrases].
  static final String VALUE = "\uE002";

  private Mark() {}

  static String of(String name) {
    return OPEN + name + CLOSE;
  }

  static String of(String name, int ordinal) {
    return of(name + ":" + ordinal);
  }

  /// The marks that stand once in a document.
  record Document(
      String end,
      String preheader,
      String greeting,
      String briefs,
      String briefsEnd,
      String close,
      String preferences,
      String unsubscribe,
      String view) {
    static final Document ALL =
        new Document(
            of("end"),
            of("preheader"),
            of("greeting"),
            of("begin-briefs"),
            of("begin-briefs-end"),
            of("begin-close"),
            of("preferences"),
            of("unsubscribe"),
            of("view"));
  }

  /// The marks of one card.
  record Card(
      String asLead,
      String asTop,
      String asStory,
      String asBrief,
      String end,
      String link,
      String reason,
      String number,
      String updateBegin,
      String updateEnd) {
    static Card of(int ordinal) {
      return new Card(
          Mark.of("begin-lead", ordinal),
          Mark.of("begin-top", ordinal),
          Mark.of("begin-story", ordinal),
          Mark.of("begin-brief", ordinal),
          Mark.of("end"),
          Mark.of("link", ordinal),
          Mark.of("reason", ordinal),
          Mark.of("number", ordinal),
          Mark.of("update-begin", ordinal),
          Mark.of("update-end", ordinal));
    }
  }
}
