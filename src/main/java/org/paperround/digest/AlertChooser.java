package org.paperround.digest;

import java.time.Instant;
import java.util.Optional;
import org.paperround.digest.Candidates.Candidate;
import org.paperround.edition.Card;

/// Decides for one reader on the one story of an alert, by the rules of [Chooser]: what the reader
/// received never, unless it is an update; a mute beats everything but a must-read. Pure.
public final class AlertChooser {
  private AlertChooser() {}

  /// `onlyFollowed`: the reader wants alerts of nothing but what they follow.
  public static AlertChoice choose(
      Candidates candidates, Reader reader, History history, boolean onlyFollowed, Instant now) {
    Optional<Candidate> found =
        candidates.ordered().stream()
            .filter(one -> !Chooser.embargoed(one.card(), now))
            .findFirst();
    if (found.isEmpty()) {
      return new AlertChoice.Gone();
    }
    Candidate story = found.get();
    Card card = story.card();
    Interests interests = Interests.of(reader);
    if (candidates.received(history).get(story.number())) {
      return new AlertChoice.Received();
    }
    boolean muted = candidates.about(interests.mutes()).get(story.number());
    boolean followed = candidates.about(interests.follows()).get(story.number());
    if (!card.mustRead() && (muted || (onlyFollowed && !followed))) {
      return new AlertChoice.Unwanted();
    }
    return new AlertChoice.Chosen(
        new Choice.ChosenCard(
            card.ordinal(), new Reason.Breaking(), Chooser.receivedBefore(card, history)));
  }
}
