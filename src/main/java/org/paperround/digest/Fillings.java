package org.paperround.digest;

import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Layout.Placed;
import org.paperround.digest.Piece.Slot;
import org.paperround.edition.CardContent;
import org.paperround.mail.WrappedText;

/// One reader's values for the slots of a plan. What is signed or put together for the reader is
/// made once, though both parts show it, some of it twice. For one mail and one thread.
final class Fillings {
  private static final int SUBJECT = 150;
  private static final int PREHEADER = 160;
  private static final String SENTENCE_ENDS = ".!?…”\"’";

  private final Plan.Content content;
  private final Layout layout;
  private final CommonValues common;
  private final MailLinks links;
  private final String greeting;
  private final String subject;
  private final Map<Slot, EncodedValue> own = new EnumMap<>(Slot.class);
  private final @Nullable EncodedValue[] targets;

  Fillings(Plan plan, Layout layout, DigestRequest request, MailLinks links) {
    this.content = plan.content();
    this.layout = layout;
    this.common = plan.values();
    this.links = links;
    ZonedDateTime local = request.at().atZone(request.zone());
    int minutes = CardContent.timeToRead(layout.words());
    this.greeting =
        content
            .phrases()
            .greeting(
                CleanText.isolated(CleanText.breakable(CleanText.line(request.name(), 80))),
                local.getHour(),
                layout.stories().size(),
                minutes);
    this.subject =
        CleanText.line(
            content.subjects().isEmpty() ? headline(0) : content.subjects().get(request.subject()),
            SUBJECT);
    this.targets = new @Nullable EncodedValue[layout.stories().size()];
  }

  /// Of the story at this place of the layout.
  EncodedValue value(Slot slot, int place) {
    return switch (slot) {
      case LINK -> target(place);
      case REASON -> common.reason(layout.stories().get(place).card().reason());
      case NUMBER -> common.number(place + 1);
      case UPDATE_BEGIN,
          UPDATE_END,
          RELATED_BEGIN,
          RELATED_END,
          PREHEADER,
          GREETING,
          PREFERENCES,
          UNSUBSCRIBE,
          VIEW ->
          value(slot);
    };
  }

  EncodedValue value(Slot slot) {
    return own.computeIfAbsent(slot, this::encoded);
  }

  private EncodedValue encoded(Slot slot) {
    return switch (slot) {
      case PREHEADER -> EncodedValue.of(preheader());
      // A long name makes it more than one line of the text part, and needs no other breaks there.
      case GREETING ->
          EncodedValue.of(WrappedText.wrap(greeting.replace("\u200B", ""), ""), greeting);
      case PREFERENCES -> EncodedValue.of(links.preferences());
      case UNSUBSCRIBE -> EncodedValue.of(links.unsubscribe());
      case VIEW -> EncodedValue.of(links.view());
      case UPDATE_BEGIN, UPDATE_END, RELATED_BEGIN, RELATED_END -> EncodedValue.of("");
      case LINK, REASON, NUMBER ->
          throw new IllegalStateException("the template has " + slot + " outside a story");
    };
  }

  private EncodedValue target(int place) {
    EncodedValue known = targets[place];
    if (known == null) {
      PlanCard card = layout.stories().get(place).content();
      known = links.tracked() ? EncodedValue.of(links.click(card)) : common.target(card);
      targets[place] = known;
    }
    return known;
  }

  /// What the list of mails shows: the editor's words for this reader, else the lead's headline.
  String subject() {
    return subject;
  }

  private String headline(int story) {
    return layout.stories().get(story).content().headline();
  }

  /// The editor's words, else the headlines that the subject does not have.
  private String preheader() {
    if (content.preheader() != null) {
      return CleanText.line(content.preheader(), PREHEADER);
    }
    List<Placed> stories = layout.stories();
    if (stories.size() < 2) {
      return stories.getFirst().content().standfirst();
    }
    int told = told();
    StringBuilder sentences = new StringBuilder();
    for (int story = told == 0 ? 1 : 0, left = 2; left > 0 && story < stories.size(); story++) {
      if (story == told) {
        continue;
      }
      left--;
      String headline = headline(story);
      sentences.append(sentences.isEmpty() ? "" : " ").append(CleanText.isolated(headline));
      if (!SENTENCE_ENDS.contains(headline.substring(Math.max(0, headline.length() - 1)))) {
        sentences.append('.');
      }
    }
    return CleanText.line(sentences.toString(), PREHEADER);
  }

  /// Which story the subject speaks of; words that are no headline are taken to be of the lead.
  private int told() {
    for (int story = 1; !content.subjects().isEmpty() && story < layout.stories().size(); story++) {
      if (CleanText.line(headline(story), SUBJECT).equals(subject)) {
        return story;
      }
    }
    return 0;
  }
}
