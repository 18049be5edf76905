package org.paperround.digest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One edition revision rendered for one locale and look, cut into segments; immutable and shared
/// by all sender threads. Holds the message body (both parts, encoded) and the header lines that
/// are the same for everybody.
public final class Plan {
  private final long id;
  private final Content content;
  private final CommonValues values;

  Plan(long id, Content content) {
    this.id = id;
    this.content = content;
    this.values = new CommonValues(content);
  }

  /// The id of the stored plan, named by the ledger.
  public long id() {
    return id;
  }

  /// Those of a reader's cards that a mail of this plan has room for, in their order. The others
  /// are not in it, so that they are not recorded as received.
  public List<Choice.ChosenCard> fitting(List<Choice.ChosenCard> cards) {
    List<Layout.Placed> placed = Layout.of(content, cards).stories();
    if (placed.size() == cards.size()) {
      return cards;
    }
    Set<Choice.ChosenCard> fitting =
        placed.stream().map(Layout.Placed::card).collect(Collectors.toSet());
    return cards.stream().filter(fitting::contains).toList();
  }

  /// About how large the HTML part is with these cards, which fit; never too small.
  public int octets(List<Choice.ChosenCard> cards) {
    return Layout.of(content, cards).octets(content);
  }

  Content content() {
    return content;
  }

  CommonValues values() {
    return values;
  }

  /// What is stored. `fields`: the header fields that are the same for everybody, each ended by
  /// CRLF. `subjects` and `preheader`: the editor's words, else none. `sectionOrder`: the sections
  /// that come first.
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Content(
      long newsletter,
      List<String> subjects,
      @Nullable String preheader,
      byte[] fields,
      Phrases phrases,
      Map<Integer, PlanCard> cards,
      List<String> sectionOrder,
      PlanDocument text,
      PlanDocument html) {
    Content {
      subjects = List.copyOf(subjects);
      cards = Map.copyOf(cards);
      sectionOrder = List.copyOf(sectionOrder);
    }

    PlanCard card(int ordinal) {
      PlanCard card = cards.get(ordinal);
      if (card == null) {
        throw new IllegalArgumentException("the plan has no card " + ordinal);
      }
      return card;
    }
  }

  /// Roughly the bytes it keeps in memory.
  int weight() {
    int links = content.cards.values().stream().mapToInt(PlanCard::linkOctets).sum();
    return 4096 + weight(content.text) + weight(content.html) + 2 * links;
  }

  private static int weight(PlanDocument document) {
    int weight = weight(document.open()) + weight(document.close());
    for (PlanDocument.Forms forms : document.cards().values()) {
      for (Segment segment : List.of(forms.lead(), forms.top(), forms.story(), forms.brief())) {
        weight += weight(segment);
      }
    }
    return weight;
  }

  private static int weight(Segment segment) {
    return segment.octets() + 64 * segment.pieces().size();
  }
}
