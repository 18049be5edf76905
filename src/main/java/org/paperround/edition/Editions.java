package org.paperround.edition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;

/// Editions and the desk's decisions: the facade of this package. Thread-safe. Each decision is one
/// transaction, a new revision and a line in the diary.
public final class Editions {
  /// One tick: opens editions that should be collecting, re-ranks those that collect, and at the
  /// cut-off approves, holds, skips or misses them. Idempotent: a tick that comes twice, late or on
  /// several nodes does no harm. Returns how many editions changed.
  public int tick() {
    throw new UnsupportedOperationException();
  }

  /// Makes (or re-ranks, while it collects) the edition of this newsletter whose cut-off is
  /// `cutOff`; used by `edition build` and the demo.
  public Edition build(Newsletter newsletter, Instant cutOff) {
    throw new UnsupportedOperationException();
  }

  public Optional<Edition> find(EditionId id) {
    throw new UnsupportedOperationException();
  }

  public Optional<Edition> latest() {
    throw new UnsupportedOperationException();
  }

  public List<Edition> recent(NewsletterId newsletter, int limit) {
    throw new UnsupportedOperationException();
  }

  /// Editions whose audience waits to be frozen (approved) or that send.
  public List<Edition> in(EditionState... states) {
    throw new UnsupportedOperationException();
  }

  public Pool pool(EditionId id) {
    throw new UnsupportedOperationException();
  }

  /// The present revision and state, read cheaply, for the check before each transmission.
  public Optional<Mark> mark(EditionId id) {
    throw new UnsupportedOperationException();
  }

  /// Locks the edition's row (FOR SHARE) in the caller's transaction, so that no decision comes
  /// between a claim and its commit; empty when there is none.
  public Optional<Edition> lockForClaim(Handle handle, EditionId id) {
    throw new UnsupportedOperationException();
  }

  public Decision pin(EditionId id, StoryId story, boolean mustRead, StaffActor actor) {
    throw new UnsupportedOperationException();
  }

  public Decision drop(EditionId id, StoryId story, StaffActor actor) {
    throw new UnsupportedOperationException();
  }

  /// As drop, and the story's articles are taken back for every later edition too; works while the
  /// edition is being sent.
  public Decision retract(EditionId id, StoryId story, StaffActor actor) {
    throw new UnsupportedOperationException();
  }

  public Decision approve(EditionId id, StaffActor actor) {
    throw new UnsupportedOperationException();
  }

  public Decision hold(EditionId id, StaffActor actor) {
    throw new UnsupportedOperationException();
  }

  public Decision stop(EditionId id, StaffActor actor) {
    throw new UnsupportedOperationException();
  }

  public Decision resume(EditionId id, StaffActor actor) {
    throw new UnsupportedOperationException();
  }

  /// Delivery says that the audience is frozen (approved -> sending), in its own transaction; false
  /// when the edition is no longer approved.
  public boolean markSending(Handle handle, EditionId id) {
    throw new UnsupportedOperationException();
  }

  /// Delivery says that the account has closed (sending -> sent); false when it is not sending.
  public boolean markSent(Handle handle, EditionId id) {
    throw new UnsupportedOperationException();
  }

  public record Mark(int revision, EditionState state) {}
}
