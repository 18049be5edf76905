package org.paperround.digest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Candidates.Candidate;
import org.paperround.digest.taste.Offer;
import org.paperround.digest.taste.Slate;
import org.paperround.digest.taste.Taste;
import org.paperround.digest.taste.Thompson;
import org.paperround.edition.ranking.StoryStatistics.Counts;

/// The part of a digest that is chosen for its reader: what the reader follows, then the rest. For
/// one reader; pure, chance comes from the reader's and the edition's number.
final class Tail {
  static final int SECTION_CAP = 3;
  static final int OWNER_CAP = 3;

  /// What chance may put into a digest is among the best so many of what is open.
  static final int DRAWN_FROM = 40;

  /// A tail shorter than this has no room for what is not sure to please.
  private static final int LEAST_WITH_DISCOVERY = 3;

  /// A story that so many readers had is known well enough.
  static final long KNOWN = 500;

  private final Candidates candidates;
  private final Chooser.Learning learning;
  private final @Nullable Taste taste;
  private final Slate slate;
  private final Caps caps;
  private final SplittableRandom random;
  private final List<Filled> filled = new ArrayList<>();
  private final List<Choice.AtRandom> atRandom = new ArrayList<>();
  private final int before;
  private final int wanted;

  Tail(
      Candidates candidates,
      Reader reader,
      Chooser.Learning learning,
      List<Candidate> front,
      int room) {
    this.candidates = candidates;
    this.learning = learning;
    this.taste = reader.taste().orElse(null);
    this.slate = new Slate(candidates.offer());
    this.before = front.size();
    this.wanted = front.size() + room;
    front.forEach(candidate -> slate.add(candidate.number()));
    this.caps = new Caps(candidates.offer(), room);
    this.random = random(reader, candidates);
  }

  /// Mixed, because neighbouring seeds give streams that overlap.
  private static SplittableRandom random(Reader reader, Candidates candidates) {
    long ofReader = new SplittableRandom(reader.id().value()).nextLong();
    long ofEdition = new SplittableRandom(~candidates.pool().edition().value()).nextLong();
    return new SplittableRandom(ofReader ^ ofEdition);
  }

  record Filled(Candidate candidate, Reason reason) {}

  /// `open`: what the reader may get, without the front page, in the order of the score.
  Tail fill(List<Candidate> open, Interests interests) {
    List<Candidate> others = follow(open, interests);
    if (taste == null) {
      byScore(others);
    } else if (random.nextDouble() < learning.randomShare()) {
      atRandom(taste, others);
    } else {
      byTaste(taste, others);
    }
    return this;
  }

  List<Filled> filled() {
    return filled;
  }

  List<Choice.AtRandom> atRandom() {
    return atRandom;
  }

  /// Takes what the reader follows, the best first, grouped by section in the order of each
  /// section's best; returns the others.
  private List<Candidate> follow(List<Candidate> open, Interests interests) {
    if (interests.follows().isEmpty()) {
      return open;
    }
    List<Candidate> others = new ArrayList<>(open.size());
    List<Candidate> followed = new ArrayList<>();
    BitSet follows = candidates.about(interests.follows());
    for (Candidate candidate : open) {
      if (follows.get(candidate.number())) {
        followed.add(candidate);
      } else {
        others.add(candidate);
      }
    }
    if (taste != null) {
      followed.sort(
          (one, other) -> Double.compare(taste.worth(other.number()), taste.worth(one.number())));
    }
    Map<String, List<Filled>> bySection = new LinkedHashMap<>();
    for (Candidate next : followed) {
      if (admit(next, Integer.MAX_VALUE)) {
        bySection
            .computeIfAbsent(next.card().section(), _ -> new ArrayList<>())
            .add(new Filled(next, interests.follows(next).orElseThrow()));
      }
    }
    bySection.values().forEach(filled::addAll);
    return others;
  }

  private boolean admit(Candidate candidate, int ownerCap) {
    boolean admitted = admits(candidate, ownerCap) && !slate.tells(candidate.number());
    if (admitted) {
      take(candidate);
    }
    return admitted;
  }

  /// A section that a reader often reads may take half of the digest.
  private boolean admits(Candidate candidate, int ownerCap) {
    boolean often = taste != null && taste.often(candidate.number());
    return caps.admits(
        candidate.number(), often ? Math.max(SECTION_CAP, wanted / 2) : SECTION_CAP, ownerCap);
  }

  private void take(Candidate candidate) {
    caps.count(candidate.number());
    slate.add(candidate.number());
  }

  private void byScore(List<Candidate> others) {
    List<Candidate> admitted = admit(others);
    admitted.sort(Comparator.comparingInt(Candidate::number));
    admitted.forEach(next -> filled.add(new Filled(next, new Reason.TopStory())));
  }

  /// As many as there is room for, in the order in which they are admitted: an owner's surplus only
  /// where room is left.
  private List<Candidate> admit(List<Candidate> all) {
    List<Candidate> admitted = new ArrayList<>();
    BitSet numbers = new BitSet();
    for (int ownerCap : new int[] {OWNER_CAP, Integer.MAX_VALUE}) {
      for (Candidate next : all) {
        if (!numbers.get(next.number()) && admit(next, ownerCap)) {
          numbers.set(next.number());
          admitted.add(next);
        }
      }
    }
    return admitted;
  }

  private void byTaste(Taste known, List<Candidate> others) {
    @Nullable Candidate[] open = byNumber(others);
    boolean discovers = learning.discoveries() && caps.room >= LEAST_WITH_DISCOVERY;
    if (discovers) {
      byTaste(known, open, 1);
      discovery(known, open)
          .ifPresent(candidate -> {
            take(candidate);
            filled.add(new Filled(candidate, new Reason.Discovery()));
          });
    }
    byTaste(known, open, 0);
  }

  /// What is taken is no longer open.
  private void byTaste(Taste known, @Nullable Candidate[] open, int roomToLeave) {
    while (caps.room > roomToLeave) {
      int next = best(known, open, OWNER_CAP);
      next = next < 0 ? best(known, open, Integer.MAX_VALUE) : next;
      if (next < 0) {
        return;
      }
      Candidate candidate = Objects.requireNonNull(open[next]);
      open[next] = null;
      take(candidate);
      filled.add(new Filled(candidate, reason(known, candidate)));
    }
  }

  private @Nullable Candidate[] byNumber(List<Candidate> others) {
    @Nullable Candidate[] open = new Candidate[candidates.ordered().size()];
    others.forEach(candidate -> open[candidate.number()] = candidate);
    return open;
  }

  private int best(Taste known, @Nullable Candidate[] open, int ownerCap) {
    return slate.next(
        known,
        number -> {
          Candidate candidate = open[number];
          return candidate != null && admits(candidate, ownerCap);
        });
  }

  private static Reason reason(Taste known, Candidate candidate) {
    return known.often(candidate.number())
        ? new Reason.ReadsSection(candidate.card().section())
        : new Reason.TopStory();
  }

  /// One of the best that few have seen, by a draw of what each one's click rate may be.
  private Optional<Candidate> discovery(Taste known, @Nullable Candidate[] open) {
    Candidate luckiest = null;
    double most = 0;
    double least = worthOfTheLastDrawnFrom(known, open);
    for (Candidate candidate : open) {
      if (candidate != null
          && known.worth(candidate.number()) >= least
          && candidates.counts(candidate).exposures() < KNOWN
          && admits(candidate, Integer.MAX_VALUE)
          && !slate.tells(candidate.number())) {
        Counts counts = candidates.counts(candidate);
        double rate = Thompson.draw(counts.exposures(), counts.clicks(), random);
        if (rate > most) {
          luckiest = candidate;
          most = rate;
        }
      }
    }
    return Optional.ofNullable(luckiest);
  }

  /// Chance draws from what is worth as much as this to the reader.
  private static double worthOfTheLastDrawnFrom(Taste known, @Nullable Candidate[] open) {
    double[] worths = new double[open.length];
    int size = 0;
    for (Candidate candidate : open) {
      if (candidate != null) {
        worths[size++] = known.worth(candidate.number());
      }
    }
    Arrays.sort(worths, 0, size);
    return size <= DRAWN_FROM ? Double.NEGATIVE_INFINITY : worths[size - DRAWN_FROM];
  }

  /// As many of the most important as there is room for, drawn and ordered by chance, so that what
  /// is clicked tells what readers like rather than what was put first.
  private void atRandom(Taste known, List<Candidate> others) {
    List<Candidate> urn = new ArrayList<>(others.subList(0, Math.min(DRAWN_FROM, others.size())));
    shuffle(urn);
    List<Candidate> drawn = admit(urn);
    shuffle(drawn);
    int position = before + filled.size();
    for (Candidate candidate : drawn) {
      filled.add(new Filled(candidate, new Reason.TopStory()));
      List<Float> parts = new ArrayList<>();
      for (float part : known.parts(candidate.number())) {
        parts.add(part);
      }
      atRandom.add(
          new Choice.AtRandom(candidate.card().ordinal(), ++position, 1.0 / drawn.size(), parts));
    }
  }

  private void shuffle(List<Candidate> cards) {
    for (int i = cards.size() - 1; i > 0; i--) {
      Collections.swap(cards, i, random.nextInt(i + 1));
    }
  }

  /// Counts what the tail has taken.
  private static final class Caps {
    private final Offer offer;
    private final int[] sections;
    private final int[] owners;
    private int room;

    Caps(Offer offer, int room) {
      this.offer = offer;
      this.sections = new int[offer.sectionCount()];
      this.owners = new int[offer.ownerCount()];
      this.room = room;
    }

    boolean admits(int card, int sectionCap, int ownerCap) {
      return room > 0
          && sections[offer.section(card)] < sectionCap
          && owners[offer.owner(card)] < ownerCap;
    }

    void count(int card) {
      room--;
      sections[offer.section(card)]++;
      owners[offer.owner(card)]++;
    }
  }
}
