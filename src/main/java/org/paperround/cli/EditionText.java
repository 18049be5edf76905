package org.paperround.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.edition.Card;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.Letter;
import org.paperround.edition.Pool;
import org.paperround.edition.ranking.Signal;
import org.paperround.newsletter.Newsletter;

/// An edition in words.
final class EditionText {
  private EditionText() {}

  static String edition(Edition edition, Newsletter newsletter) {
    return String.join(
        "\n",
        "Edition " + edition.id() + ": " + newsletter.name() + " of " + edition.date(),
        "  state     " + lower(edition.state()) + ", revision " + edition.revision(),
        "  planned   " + edition.plannedAt(),
        "  cut-off   " + edition.cutOff(),
        "  expires   " + edition.expiresAt(),
        "  subject   " + subjects(edition.words().subjects()),
        "  preheader " + words(edition.words().preheader()),
        "  intro     " + intro(edition) + letter(edition));
  }

  private static String intro(Edition edition) {
    List<String> paragraphs = edition.words().introParagraphs();
    return paragraphs.isEmpty() ? words(null) : String.join("\n            ", paragraphs);
  }

  private static String letter(Edition edition) {
    Letter letter = edition.letter();
    return letter == null
        ? ""
        : "\n  corrects  story "
            + letter.story()
            + " of edition "
            + letter.corrects()
            + letter.paragraphs().stream()
                .map(paragraph -> "\n\n" + paragraph)
                .collect(Collectors.joining("", "", "\n"));
  }

  /// The last line of what an editor did.
  static String line(Edition edition) {
    return "edition id="
        + edition.id()
        + " state="
        + lower(edition.state())
        + " revision="
        + edition.revision();
  }

  static String pool(Pool pool) {
    List<Card> tail =
        pool.cards().stream()
            .filter(card -> card.usable() && card.frontPosition() == null)
            .sorted(Comparator.comparingDouble(Card::score).reversed())
            .toList();
    List<Card> off = pool.cards().stream().filter(card -> !card.usable()).toList();
    return Stream.of(
            section("Front page", pool.frontPage()), section("Tail", tail), section("Off", off))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  static String diary(List<DiaryEntry> diary) {
    return diary.stream()
        .map(entry ->
            String.format(
                Locale.ROOT,
                "  %3d  %s  %s: %s%s%s%s",
                entry.revision(),
                entry.at(),
                entry.actor(),
                entry.action(),
                entry.story() == null ? "" : " story " + entry.story(),
                given(entry.subjects()),
                entry.note() == null ? "" : ", " + entry.note()))
        .collect(Collectors.joining("\n", "Diary\n", ""));
  }

  private static String given(@org.jspecify.annotations.Nullable List<String> subjects) {
    if (subjects == null) {
      return "";
    }
    return subjects.isEmpty()
        ? " of the lead story"
        : subjects.stream().map(subject -> " \"" + subject + "\"").collect(Collectors.joining());
  }

  /// Position, score and its parts, headline.
  static String card(Card card) {
    return String.format(
        Locale.ROOT,
        "  %2s  %+6.2f  %s  [%s, %s; story %s%s]%n              %s",
        card.frontPosition() == null ? "-" : card.frontPosition(),
        card.score(),
        card.content().headline(),
        card.section(),
        card.owner(),
        card.story(),
        marks(card),
        signals(card.signals()));
  }

  private static String section(String title, List<Card> cards) {
    return cards.isEmpty()
        ? ""
        : title + "\n" + cards.stream().map(EditionText::card).collect(Collectors.joining("\n"));
  }

  private static String marks(Card card) {
    return (card.pinned() ? ", pinned" : "")
        + (card.mustRead() ? ", must-read" : "")
        + (card.retractedAt() != null ? ", retracted" : card.dropped() ? ", dropped" : "")
        + (card.content().breaking() ? ", breaking" : "");
  }

  /// In the order in which the engine adds them.
  private static String signals(Map<String, Double> signals) {
    return Stream.of(Signal.values())
        .map(Signal::label)
        .filter(signals::containsKey)
        .map(label ->
            String.format(Locale.ROOT, "%s %+.2f", label, signals.getOrDefault(label, 0.0)))
        .collect(Collectors.joining("  "));
  }

  private static String subjects(List<String> subjects) {
    return subjects.isEmpty() ? words(null) : String.join("\n            ", subjects);
  }

  private static String words(@org.jspecify.annotations.Nullable String words) {
    return words == null ? "(the lead story's)" : words;
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
