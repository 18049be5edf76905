package org.paperround.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.article.Articles;
import org.paperround.article.StoryId;
import org.paperround.digest.Candidates;
import org.paperround.digest.Chooser;
import org.paperround.digest.Digests;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.edition.Pool;
import org.paperround.edition.ranking.StoryStatistics;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.paperround.subscriber.Subscribers;
import org.paperround.tracking.Tracking;

/// The facades and tools that delivery works with, handed in by app. Each is thread-safe.
public record Collaborators(
    Database database,
    InstantSource clock,
    Alarms alarms,
    MeterRegistry meters,
    Articles articles,
    Newsletters newsletters,
    Subscribers subscribers,
    Editions editions,
    Tracking tracking,
    StoryStatistics statistics,
    Digests digests,
    ChoosingConfig choosing) {
  /// How a digest of this newsletter is chosen.
  Chooser.Rules rules(Newsletter newsletter) {
    return new Chooser.Rules(newsletter.minStories(), newsletter.maxStories(), choosing.rules());
  }

  /// What can be chosen from this pool, with what is known of its stories now.
  Candidates candidates(Pool pool) {
    Set<StoryId> stories = pool.cards().stream().map(Card::story).collect(Collectors.toSet());
    return Candidates.of(pool, statistics.counts(stories), articles.canonical(stories));
  }

  /// The newsletter's edition before this one that went out; a correction is none.
  Optional<Edition> before(Edition edition) {
    return editions.published(edition.newsletter(), edition.cutOff(), 2).stream()
        .filter(found -> !found.id().equals(edition.id()) && !found.isLetter())
        .findFirst();
  }
}
