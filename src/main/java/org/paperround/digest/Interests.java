package org.paperround.digest;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.paperround.subscriber.Interest;

/// One reader's follows and mutes, compared without regard to case.
record Interests(Set<String> follows, Set<String> mutes) {
  static Interests of(Reader reader) {
    return new Interests(folded(reader.follows()), folded(reader.mutes()));
  }

  /// Why the reader would look for this card; the topic, being the narrower wish, before the
  /// section.
  Optional<Reason> follows(Candidates.Candidate candidate) {
    List<String> topics = candidate.topics();
    for (int i = 0; i < topics.size(); i++) {
      if (follows.contains(topics.get(i))) {
        return Optional.of(new Reason.FollowsTopic(candidate.card().topics().get(i)));
      }
    }
    return follows.contains(candidate.section())
        ? Optional.of(new Reason.FollowsSection(candidate.card().section()))
        : Optional.empty();
  }

  private static Set<String> folded(Set<Interest> interests) {
    if (interests.isEmpty()) {
      return Set.of();
    }
    Set<String> folded = new HashSet<>();
    for (Interest interest : interests) {
      folded.add(Candidates.Candidate.folded(interest.kind(), interest.name()));
    }
    return folded;
  }
}
