package org.paperround.digest;

import java.util.Map;

/// One part of the mail, HTML or text, cut into segments: `open` (everything up to the first
/// story), each card in its forms, each section's heading, the frame around the briefs, and `close`
/// (the end and the footer).
record PlanDocument(
    Segment open,
    Map<Integer, Forms> cards,
    Map<String, Segment> headings,
    Segment briefs,
    Segment briefsEnd,
    Segment close) {
  PlanDocument {
    cards = Map.copyOf(cards);
    headings = Map.copyOf(headings);
  }

  /// One card in every form it may take.
  record Forms(Segment lead, Segment top, Segment story, Segment brief) {
    Segment in(Form form) {
      return switch (form) {
        case LEAD -> lead;
        case TOP -> top;
        case STORY -> story;
        case BRIEF -> brief;
      };
    }
  }

  enum Form {
    LEAD,
    TOP,
    STORY,
    BRIEF
  }

  Forms forms(int ordinal) {
    Forms forms = cards.get(ordinal);
    if (forms == null) {
      throw new IllegalArgumentException("the plan has no card " + ordinal);
    }
    return forms;
  }
}
