package org.paperround.web.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.delivery.BounceClass;
import org.paperround.delivery.EditionReport;
import org.paperround.edition.Card;
import org.paperround.edition.Pool;

/// What is known of an edition afterwards, as its page says it: no number from which a single
/// reader could be read, no share of a handful. Pure. `sums`: the front page and the tail as a
/// whole. `most`: the highest share, in which the bars are measured; 0: there is none.
record ReportView(
    String left,
    boolean leftPerStory,
    List<Story> stories,
    List<Sum> sums,
    double most,
    List<Line> returned,
    String complaints) {
  /// Fewer readers than these are not counted by story.
  private static final long FEWEST_LEFT = 5;

  /// Of fewer a share says nothing.
  private static final long FEWEST_OBSERVED = 20;

  private static final int NAMED = 3;
  private static final String TAIL = "tail";
  private static final String OUT = "out";

  record Line(String name, String mails) {}

  /// `place`: on the front page, or that it was in the tail, or is out.
  record Story(
      long story, String place, String headline, String section, Reach reach, String left) {}

  record Sum(String name, Reach reach) {}

  /// `shown`: to readers whose clicks are seen; `percent` negative: they are too few for a share.
  record Reach(String readers, String shown, String clicked, String share, double percent) {
    static Reach of(long readers, long observed, long clicked) {
      boolean tells = observed >= FEWEST_OBSERVED;
      double percent = tells ? 100.0 * clicked / observed : -1;
      return new Reach(
          EditionWords.count(readers),
          EditionWords.count(observed),
          EditionWords.count(clicked),
          tells ? EditionWords.percent(percent) : "too few",
          percent);
    }
  }

  static ReportView of(EditionReport report, Pool pool) {
    Map<Integer, Card> cards =
        pool.cards().stream().collect(Collectors.toMap(Card::ordinal, Function.identity()));
    List<Shown> shown =
        report.cards().stream()
            .flatMap(counts ->
                Optional.ofNullable(cards.get(counts.ordinal())).stream()
                    .map(card -> new Shown(counts, card)))
            .sorted(Shown.IN_ORDER)
            .toList();
    boolean leftPerStory = report.left() >= FEWEST_LEFT;
    List<Story> stories = shown.stream().map(Shown::story).toList();
    double most = stories.stream().mapToDouble(story -> story.reach().percent()).max().orElse(0);
    return new ReportView(
        left(report.left(), shown),
        leftPerStory,
        stories,
        sums(shown),
        Math.max(0, most),
        new TreeMap<>(report.returned())
            .entrySet().stream()
                .map(came -> new Line(words(came.getKey()), EditionWords.count(came.getValue())))
                .toList(),
        complaints(report.complaints()));
  }

  /// A card with what became of it.
  private record Shown(EditionReport.OfCard counts, Card card) {
    static final Comparator<Shown> IN_ORDER =
        Comparator.comparingInt(Shown::rank)
            .thenComparing(
                Comparator.comparingLong((Shown shown) -> shown.counts.readers()).reversed())
            .thenComparingInt(shown -> shown.counts.ordinal());

    int rank() {
      Integer position = card.frontPosition();
      if (!card.usable()) {
        return Integer.MAX_VALUE;
      }
      return position == null ? Integer.MAX_VALUE - 1 : position;
    }

    String place() {
      return switch (rank()) {
        case Integer.MAX_VALUE -> OUT;
        case Integer.MAX_VALUE - 1 -> TAIL;
        default -> Integer.toString(rank());
      };
    }

    Story story() {
      return new Story(
          card.story().value(),
          place(),
          card.content().headline(),
          card.section(),
          Reach.of(counts.readers(), counts.observed(), counts.clicked()),
          counts.left() < FEWEST_LEFT
              ? "fewer than " + FEWEST_LEFT
              : EditionWords.count(counts.left()));
    }
  }

  private static List<Sum> sums(List<Shown> shown) {
    Map<String, List<Shown>> bySlot =
        shown.stream()
            .filter(one -> !one.place().equals(OUT))
            .collect(
                Collectors.groupingBy(
                    one -> one.place().equals(TAIL) ? "The tail" : "The front page",
                    TreeMap::new,
                    Collectors.toList()));
    List<Sum> sums = new ArrayList<>();
    bySlot.forEach((name, ones) ->
        sums.add(
            new Sum(
                name,
                Reach.of(
                    ones.stream().mapToLong(one -> one.counts().readers()).sum(),
                    ones.stream().mapToLong(one -> one.counts().observed()).sum(),
                    ones.stream().mapToLong(one -> one.counts().clicked()).sum()))));
    return sums;
  }

  private static String left(long readers, List<Shown> shown) {
    if (readers == 0) {
      return "Nobody has left by a link of its mails.";
    }
    String sentence =
        EditionWords.readers(readers)
            + (readers == 1 ? " has" : " have")
            + " left by a link of its mails. ";
    List<String> had =
        shown.stream()
            .filter(one -> one.counts().left() >= FEWEST_LEFT)
            .sorted(Comparator.comparingLong((Shown one) -> one.counts().left()).reversed())
            .limit(NAMED)
            .map(one ->
                "\u201c"
                    + one.card().content().headline()
                    + "\u201d ("
                    + EditionWords.count(one.counts().left())
                    + ")")
            .toList();
    return had.isEmpty()
        ? sentence + "They are too few to say which stories they had."
        : sentence + "Most of them had " + String.join(", ", had) + ".";
  }

  private static String complaints(long readers) {
    return readers == 0
        ? "Nobody has called it spam."
        : EditionWords.readers(readers) + (readers == 1 ? " has" : " have") + " called it spam.";
  }

  static String words(BounceClass bounce) {
    return switch (bounce) {
      case HARD -> "no such mailbox";
      case DISABLED -> "mailbox disabled";
      case FULL -> "mailbox full";
      case SOFT -> "for a while";
      case BLOCK -> "blocked by the receiver";
      case CONFIG -> "our set-up refused";
      case MAIL -> "this mail refused";
    };
  }
}
