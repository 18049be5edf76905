package org.paperround.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.digest.Candidates.Candidate;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.edition.Card;

/// Chooses one reader's cards (docs/concepts/choosing.md). Pure: no database, clock or template.
/// Order of rules:
///
/// 1. retracted, dropped and embargoed cards never;
/// 2. what the reader already received never, unless both the story and the article shown are newer
///    than what was received: then it is an update;
/// 3. a mute beats a score and a pin, not a must-read;
/// 4. fewer than the minimum left over: no digest, unless an editor pinned one of them;
/// 5. must-reads all, then pins, then the rest of the front page, then the tail, up to the maximum;
///    only must-reads exceed it;
/// 6. the tail ([Tail]): what the reader follows before the rest; the rest by score, or by the
///    reader's taste where clicks tell of one; at most [Tail#SECTION_CAP] of one section, of the
///    rest no owner's fourth while another owner has something to say, and nothing that tells the
///    same as another.
public final class Chooser {
  private Chooser() {}

  public static Choice choose(
      Candidates candidates, Reader reader, History history, Rules rules, Instant now) {
    Interests interests = Interests.of(reader);
    List<Candidate> front = new ArrayList<>();
    List<Candidate> others = new ArrayList<>(candidates.ordered().size());
    BitSet received = candidates.received(history);
    BitSet muted = candidates.about(interests.mutes());
    for (Candidate candidate : candidates.ordered()) {
      if (!received.get(candidate.number())
          && (candidate.card().mustRead() || !muted.get(candidate.number()))
          && !embargoed(candidate.card(), now)) {
        (candidate.front() ? front : others).add(candidate);
      }
    }
    int open = front.size() + others.size();
    boolean editorsWord = front.stream().anyMatch(Candidate::pinned);
    if (open == 0 || (open < rules.minStories() && !editorsWord)) {
      return new Choice.TooFew(open);
    }
    int most = Math.min(rules.maxStories(), reader.maxStories().orElse(rules.maxStories()));
    List<Candidate> shown = fitting(front, most);
    List<ChosenCard> chosen = new ArrayList<>();
    for (Candidate candidate : shown) {
      Reason reason = candidate.pinned() ? new Reason.EditorsChoice() : new Reason.FrontPage();
      chosen.add(chosen(candidate, reason, history));
    }
    Tail tail =
        new Tail(candidates, reader, rules.learning(), shown, most - shown.size())
            .fill(others, interests);
    for (Tail.Filled next : tail.filled()) {
      chosen.add(chosen(next.candidate(), next.reason(), history));
    }
    return new Choice.Chosen(chosen, tail.atRandom());
  }

  private static ChosenCard chosen(Candidate candidate, Reason reason, History history) {
    return new ChosenCard(
        candidate.card().ordinal(), reason, receivedBefore(candidate.card(), history));
  }

  static boolean embargoed(Card card, Instant now) {
    return card.embargoedUntil() != null && card.embargoedUntil().isAfter(now);
  }

  static boolean receivedBefore(Card card, History history) {
    Map<StoryId, Integer> stories = history.stories();
    Map<ArticleId, Integer> articles = history.articles();
    return stories.containsKey(card.story()) || articles.containsKey(card.article());
  }

  /// Of the front page, in its order, every must-read, then as many pins, then as many others as
  /// the maximum leaves room for.
  private static List<Candidate> fitting(List<Candidate> front, int most) {
    int mustReads = (int) front.stream().filter(next -> next.card().mustRead()).count();
    int pins = (int) front.stream().filter(Candidate::pinned).count() - mustReads;
    int roomForPins = Math.max(0, most - mustReads);
    int roomForOthers = Math.max(0, roomForPins - pins);
    List<Candidate> fitting = new ArrayList<>();
    for (Candidate candidate : front) {
      if (candidate.card().mustRead()) {
        fitting.add(candidate);
      } else if (candidate.pinned()) {
        if (roomForPins-- > 0) {
          fitting.add(candidate);
        }
      } else if (roomForOthers-- > 0) {
        fitting.add(candidate);
      }
    }
    return fitting;
  }

  /// The newsletter's limits, and how much is tried out to learn from it.
  public record Rules(int minStories, int maxStories, Learning learning) {
    /// Nothing is tried out.
    public Rules(int minStories, int maxStories) {
      this(minStories, maxStories, Learning.OFF);
    }
  }

  /// What may be tried out on readers who have a taste: one story each that few have seen, and a
  /// tail in random order for a share of the digests.
  public record Learning(boolean discoveries, double randomShare) {
    public static final Learning OFF = new Learning(false, 0);

    public Learning {
      if (!(randomShare >= 0 && randomShare <= 0.5)) {
        throw new IllegalArgumentException(
            "the share of digests in random order is " + randomShare + ", not in [0, 0.5]");
      }
    }
  }
}
