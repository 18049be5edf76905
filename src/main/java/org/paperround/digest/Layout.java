package org.paperround.digest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.digest.PlanDocument.Form;
import org.paperround.digest.PlanDocument.Forms;
import org.paperround.mail.ReadMail;

/// Which form each of a reader's cards takes, in the order shown: the lead, the rest of the front
/// page, what the reader follows under its section's heading, the others in brief. The same for
/// both parts of the mail.
record Layout(List<Placed> stories) {
  /// Above it, cards become briefs: well below what is cut off ([ReadMail#MOST_HTML_OCTETS]).
  static final int AIM_OCTETS = 80_000;

  /// What a reader's values may add beside a card's links: reason, number.
  private static final int PER_CARD = 400;

  /// Greeting, preheader, the footer's links.
  private static final int PER_MAIL = 3_000;

  /// Of a tracked link; a direct one may be longer.
  private static final int TRACKED_LINK = 200;

  Layout {
    stories = List.copyOf(stories);
  }

  /// `content`, `text`, `html`: the card in the plan.
  record Placed(ChosenCard card, PlanCard content, Forms text, Forms html, Form form) {
    String section() {
      return content.section();
    }

    Placed brief() {
      return new Placed(card, content, text, html, Form.BRIEF);
    }
  }

  static Layout of(Plan.Content plan, List<ChosenCard> cards) {
    List<Placed> fitting = new ArrayList<>();
    for (ChosenCard card : cards) {
      Form form = fitting.isEmpty() ? Form.LEAD : form(card.reason());
      int ordinal = card.ordinal();
      fitting.add(
          new Placed(
              card,
              plan.card(ordinal),
              plan.text().forms(ordinal),
              plan.html().forms(ordinal),
              form));
    }
    shorten(plan, fitting);
    return new Layout(ordered(fitting, plan.sectionOrder()));
  }

  /// About how large the HTML part is.
  int octets(Plan.Content plan) {
    return octets(plan, stories);
  }

  boolean has(int ordinal) {
    return stories.stream().anyMatch(placed -> placed.card().ordinal() == ordinal);
  }

  /// How many words of the stories a reader reads.
  int words() {
    int words = 0;
    for (Placed placed : stories) {
      words += placed.text().in(placed.form()).words();
    }
    return words;
  }

  /// What is there for this reader alone says so; a brief has no room for a reason.
  private static Form form(Reason reason) {
    return switch (reason) {
      case Reason.FrontPage(), Reason.EditorsChoice(), Reason.Breaking() -> Form.TOP;
      case Reason.FollowsSection(_),
          Reason.FollowsTopic(_),
          Reason.ReadsSection(_),
          Reason.Discovery() ->
          Form.STORY;
      case Reason.TopStory() -> Form.BRIEF;
    };
  }

  /// The last ones become briefs until it fits; if briefs alone are too many, the last are left
  /// out.
  private static void shorten(Plan.Content plan, List<Placed> stories) {
    int octets = octets(plan, stories);
    for (int i = stories.size() - 1; i > 0 && octets > AIM_OCTETS; i--) {
      stories.set(i, stories.get(i).brief());
      octets = octets(plan, stories);
    }
    while (stories.size() > 1 && octets(plan, stories) >= ReadMail.MOST_HTML_OCTETS) {
      stories.removeLast();
    }
  }

  private static int octets(Plan.Content plan, List<Placed> stories) {
    PlanDocument html = plan.html();
    int octets = PER_MAIL + html.open().octets() + html.close().octets() + html.briefs().octets();
    for (Placed placed : stories) {
      octets += PER_CARD + placed.html().in(placed.form()).octets();
      octets += links(placed.form()) * Math.max(TRACKED_LINK, placed.content().linkOctets());
      if (placed.form() == Form.STORY) {
        octets += html.headings().getOrDefault(placed.section(), Segment.EMPTY).octets();
      }
    }
    return octets;
  }

  /// Of picture and headline, or of the headline alone.
  private static int links(Form form) {
    return switch (form) {
      case LEAD, TOP -> 2;
      case STORY, BRIEF -> 1;
    };
  }

  /// Sections that the order does not name follow those that it does, as they come.
  private static List<Placed> ordered(List<Placed> stories, List<String> order) {
    List<Placed> ordered = new ArrayList<>();
    Map<String, List<Placed>> sections = new LinkedHashMap<>();
    order.forEach(section -> sections.put(section, new ArrayList<>()));
    List<Placed> briefs = new ArrayList<>();
    for (Placed placed : stories) {
      switch (placed.form()) {
        case LEAD, TOP -> ordered.add(placed);
        case STORY ->
            sections.computeIfAbsent(placed.section(), _ -> new ArrayList<>()).add(placed);
        case BRIEF -> briefs.add(placed);
      }
    }
    sections.values().forEach(ordered::addAll);
    ordered.addAll(briefs);
    return ordered;
  }
}
