package org.paperround.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
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
/// 6. the tail: what the reader follows before the rest, by score, at most [#SECTION_CAP] of one
///    section; of the rest no owner's fourth while another owner has something to say.
public final class Chooser {
  static final int SECTION_CAP = 3;
  static final int OWNER_CAP = 3;

  private Chooser() {}

  public static Choice choose(
      Candidates candidates, Reader reader, History history, Rules rules, Instant now) {
    Interests interests = Interests.of(reader);
    List<Candidates.Candidate> open = new ArrayList<>();
    for (Candidates.Candidate candidate : candidates.ordered()) {
      if (mayShow(candidate, interests, history, now)) {
        open.add(candidate);
      }
    }
    boolean editorsWord = open.stream().anyMatch(Candidates.Candidate::pinned);
    if (open.isEmpty() || (open.size() < rules.minStories() && !editorsWord)) {
      return new Choice.TooFew(open.size());
    }
    int most = Math.min(rules.maxStories(), reader.maxStories().orElse(rules.maxStories()));
    List<Candidates.Candidate> front = front(open, most);
    List<ChosenCard> chosen = new ArrayList<>();
    for (Candidates.Candidate candidate : front) {
      Reason reason = candidate.pinned() ? new Reason.EditorsChoice() : new Reason.FrontPage();
      chosen.add(chosen(candidate, reason, history));
    }
    for (Followed next : tail(open, interests, most - front.size())) {
      chosen.add(chosen(next.candidate(), next.reason(), history));
    }
    return new Choice.Chosen(chosen);
  }

  private static ChosenCard chosen(Candidates.Candidate candidate, Reason reason, History history) {
    return new ChosenCard(
        candidate.card().ordinal(), reason, receivedBefore(candidate.card(), history));
  }

  private static boolean mayShow(
      Candidates.Candidate candidate, Interests interests, History history, Instant now) {
    Card card = candidate.card();
    if (card.embargoedUntil() != null && card.embargoedUntil().isAfter(now)) {
      return false;
    }
    if (!newer(card, history)) {
      return false;
    }
    return candidate.card().mustRead() || !interests.mutes(candidate);
  }

  /// True when the reader has not had this, or only in an earlier revision. The article counts too:
  /// a story that grew by other outlets' articles but still shows the same text is no news.
  private static boolean newer(Card card, History history) {
    Integer story = history.stories().get(card.story());
    Integer article = history.articles().get(card.article());
    return (story == null || card.storyRevision() > story)
        && (article == null || card.articleRevision() > article);
  }

  private static boolean receivedBefore(Card card, History history) {
    Map<StoryId, Integer> stories = history.stories();
    Map<ArticleId, Integer> articles = history.articles();
    return stories.containsKey(card.story()) || articles.containsKey(card.article());
  }

  /// What everybody gets, in the front page's order: every must-read, then as many pins, then as
  /// many others as the maximum leaves room for.
  private static List<Candidates.Candidate> front(List<Candidates.Candidate> open, int most) {
    int mustReads = (int) open.stream().filter(next -> next.card().mustRead()).count();
    int pins = (int) open.stream().filter(Candidates.Candidate::pinned).count() - mustReads;
    int roomForPins = Math.max(0, most - mustReads);
    int roomForOthers = Math.max(0, roomForPins - pins);
    List<Candidates.Candidate> front = new ArrayList<>();
    for (Candidates.Candidate candidate : open) {
      if (!candidate.front()) {
        continue;
      }
      if (candidate.card().mustRead()) {
        front.add(candidate);
      } else if (candidate.pinned()) {
        if (roomForPins-- > 0) {
          front.add(candidate);
        }
      } else if (roomForOthers-- > 0) {
        front.add(candidate);
      }
    }
    return front;
  }

  /// Followed cards, grouped by section in the order of each section's best, then the others by
  /// score.
  private static List<Followed> tail(
      List<Candidates.Candidate> open, Interests interests, int room) {
    List<Followed> others = new ArrayList<>();
    Map<String, List<Followed>> bySection = new LinkedHashMap<>();
    Caps caps = new Caps(room);
    for (Candidates.Candidate candidate : open) {
      if (candidate.front()) {
        continue;
      }
      Optional<Reason> reason = interests.follows(candidate);
      if (reason.isEmpty()) {
        others.add(new Followed(candidate, new Reason.TopStory()));
      } else if (caps.admits(candidate.card(), Integer.MAX_VALUE)) {
        bySection
            .computeIfAbsent(candidate.card().section(), _ -> new ArrayList<>())
            .add(new Followed(candidate, reason.get()));
      }
    }
    List<Followed> tail = new ArrayList<>();
    bySection.values().forEach(tail::addAll);
    tail.addAll(others(others, caps));
    return tail;
  }

  /// By score, with an owner's surplus only where room is left; the order is the score's either
  /// way.
  private static List<Followed> others(List<Followed> others, Caps caps) {
    Set<Followed> admitted = new HashSet<>();
    for (int ownerCap : new int[] {OWNER_CAP, Integer.MAX_VALUE}) {
      for (Followed next : others) {
        if (!admitted.contains(next) && caps.admits(next.candidate().card(), ownerCap)) {
          admitted.add(next);
        }
      }
    }
    return others.stream().filter(admitted::contains).toList();
  }

  /// The newsletter's limits.
  public record Rules(int minStories, int maxStories) {}

  private record Followed(Candidates.Candidate candidate, Reason reason) {}

  /// Counts what the tail has taken.
  private static final class Caps {
    private final Map<String, Integer> sections = new HashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();
    private int room;

    Caps(int room) {
      this.room = room;
    }

    boolean admits(Card card, int ownerCap) {
      boolean admitted =
          room > 0
              && sections.getOrDefault(card.section(), 0) < SECTION_CAP
              && owners.getOrDefault(card.owner(), 0) < ownerCap;
      if (admitted) {
        room--;
        sections.merge(card.section(), 1, Integer::sum);
        owners.merge(card.owner(), 1, Integer::sum);
      }
      return admitted;
    }
  }
}
