package org.paperround.web.desk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.paperround.edition.Card;
import org.paperround.edition.ranking.Signal;

/// A story of an edition as the desk shows it. `place`: its position on the front page, 0: none.
/// `sent`: in how many mails it was, in words, or empty.
record CardView(
    long story,
    int place,
    String headline,
    String standfirst,
    String url,
    String section,
    String owner,
    String age,
    String score,
    List<Part> parts,
    String sent,
    String reports,
    boolean pinned,
    boolean mustRead,
    boolean dropped,
    boolean retracted,
    boolean breaking) {
  /// One part of the score, signed.
  record Part(String name, String value) {}

  static CardView of(Card card, EditionWords words, long mails) {
    Integer place = card.frontPosition();
    int others = card.content().alsoReportedBy().size();
    return new CardView(
        card.story().value(),
        place == null || !card.usable() ? 0 : place,
        card.content().headline(),
        card.content().standfirst(),
        card.content().url(),
        card.section(),
        card.owner(),
        words.age(card.content().publishedAt()),
        decimal("%.1f", card.score()),
        parts(card.signals()),
        mails == 0 ? "" : mails == 1 ? "in 1 mail" : "in " + EditionWords.count(mails) + " mails",
        others == 0 ? "" : others == 1 ? "1 more source" : others + " more sources",
        card.pinned(),
        card.mustRead(),
        card.dropped(),
        card.retractedAt() != null,
        card.content().breaking());
  }

  /// In the order in which the engine adds them.
  private static List<Part> parts(Map<String, Double> signals) {
    return Stream.of(Signal.values())
        .map(Signal::label)
        .filter(signals::containsKey)
        .map(label -> new Part(label, decimal("%+.2f", signals.getOrDefault(label, 0.0))))
        .toList();
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.UK, format, value);
  }
}
