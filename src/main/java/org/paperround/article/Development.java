package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a story last moved on, in substance. That another outlet reports the event too is no
/// development. That the portal itself does is one, for its readers, and that an owner which had
/// reported it comes back to it hours later; of these only the latter raises the revision. (So does
/// an article whose text changed in substance, which [ArticleStore] sees.) Once the portal has
/// reported a story, only the portal's follow-ups count: it is the portal's article that is shown.
/// A copy of what the story has already tells nothing new, whoever brings it. What is under embargo
/// is no development before it is out. Pure.
record Development(Instant firstPublishedAt, Instant developedAt, int revision) {
  /// A follow-up by an owner that is in the story already is a development only this much later.
  private static final Duration FOLLOW_UP = Duration.ofHours(3);

  static Development begun(Instant visible) {
    return new Development(visible, visible, 1);
  }

  /// One article of a story, as seen from outside it.
  record Seen(String owner, boolean ownPortal, Instant visible, @Nullable Long fingerprint) {}

  /// Of a story of these, at least one, in the order in which they could be seen.
  static Development replayed(List<Seen> reports, Instant now) {
    Map<String, Instant> last = new HashMap<>();
    List<Seen> told = new ArrayList<>();
    boolean covered = false;
    Development development = begun(reports.getFirst().visible());
    for (Seen seen : reports) {
      if (!last.isEmpty()) {
        Optional<Instant> before = Optional.ofNullable(last.get(seen.owner()));
        boolean copy =
            told.stream().anyMatch(one -> Fingerprint.near(one.fingerprint(), seen.fingerprint()));
        development =
            development.joined(
                new Report(before, seen.ownPortal(), covered, copy, seen.visible()), now);
      }
      told.add(seen);
      last.put(seen.owner(), seen.visible());
      covered |= seen.ownPortal() && !seen.visible().isAfter(now);
    }
    return development;
  }

  /// An article that joins: it can be seen from `visible`; its owner last published in the story at
  /// `before`; `covered` when the portal itself has reported the story before; `copy` when the
  /// story has nearly the same text already.
  record Report(
      Optional<Instant> before,
      boolean ownPortal,
      boolean covered,
      boolean copy,
      Instant visible) {}

  Development joined(Report report, Instant now) {
    Instant visible = report.visible();
    boolean followUp =
        report.before().isPresent()
            && !report.copy()
            && (report.ownPortal() || !report.covered())
            && visible.isAfter(report.before().get().plus(FOLLOW_UP))
            && visible.isAfter(developedAt.plus(FOLLOW_UP))
            && !visible.isAfter(now);
    boolean ownFirst =
        report.ownPortal()
            && report.before().isEmpty()
            && visible.isAfter(developedAt)
            && !visible.isAfter(now);
    // A story whose only article is still under embargo shows as soon as another one reports it.
    boolean uncovered = developedAt.isAfter(now) && visible.isBefore(developedAt);
    return new Development(
        visible.isBefore(firstPublishedAt) ? visible : firstPublishedAt,
        followUp || ownFirst || uncovered ? visible : developedAt,
        revision + (followUp ? 1 : 0));
  }
}
