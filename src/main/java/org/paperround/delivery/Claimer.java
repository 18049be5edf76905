package org.paperround.delivery;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.newsletter.Newsletter.UncertainPolicy;

/// Keeps the queue filled with claims. Alerts first, then canary rings, then the edition whose row
/// has been due for longest. For one thread.
final class Claimer {
  private static final Duration REST = Duration.ofSeconds(5);

  private final Map<EditionId, Long> restUntilNanos = new HashMap<>();
  private final Collaborators with;
  private final Transmitter.Line line;
  private final int connections;
  private final Claims claims;
  private final ClaimSize size;
  private final Budget budget;
  private final AtomicLong settled;
  private final Timer timer;

  /// `settled` counts settled transmissions, to learn the rate from.
  Claimer(
      Collaborators with,
      Transmitter.Line line,
      int connections,
      AtomicLong settled,
      Claims claims) {
    this.with = with;
    this.line = line;
    this.connections = connections;
    this.claims = claims;
    this.size = new ClaimSize(connections);
    this.budget = new Budget(line.throttles(), line.queue());
    this.settled = settled;
    this.timer = with.meters().timer("paperround.delivery.claim");
  }

  /// One claim; true when there may be more to claim at once.
  boolean step() {
    long node = line.lease().node();
    if (node == NodeLease.NONE) {
      return false;
    }
    // First: they may be ours, and nothing else gives them back while this node lives.
    line.settler().giveBack(claims.doubted());
    claims.doubted().clear();
    putApart(line.queue().takeSlow());
    line.throttles().refresh(node, connections);
    // First: what is settled between the two is counted twice rather than not at all.
    int inHand = line.queue().inHand();
    int most = size.claim(settled.get(), line.queue().size(), inHand, System.nanoTime());
    if (most == 0 || line.settler().behind()) {
      return false;
    }
    Optional<Target> target = target(most);
    if (target.isEmpty() || !line.relays().available()) {
      return false;
    }
    Claims.Taken taken = take(target.get(), node);
    line.queue().add(taken.claims());
    budget.spend(taken.claims());
    // Last: if the database is away by now, what was claimed is in hand and is not lost.
    works(target.get().open().id());
    return taken.rows() > 0;
  }

  /// Claims of domains that answer slowly go back; when they are claimed anew, their domain is a
  /// group of its own.
  private void putApart(List<Claim> slow) {
    for (Claim claim : slow) {
      line.throttles().answersSlowly(claim.facts().address().domain());
      line.settler().add(new Settlement.Released(claim, with.clock().instant()));
    }
  }

  /// An edition that cannot be claimed, say because its mail cannot be rendered, rests for a while,
  /// so that it does not stand in front of the others.
  private Claims.Taken take(Target target, long node) {
    long started = System.nanoTime();
    EditionId edition = target.open().id();
    try {
      Claims.Taken taken = claims.take(target, node);
      timer.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
      return taken;
    } catch (RuntimeException | Error e) {
      restUntilNanos.put(edition, System.nanoTime() + REST.toNanos());
      with.alarms().raise(cause(edition), "Edition " + edition + " cannot be claimed: " + e);
      throw e;
    }
  }

  static String cause(EditionId edition) {
    return "claim-failing:" + edition;
  }

  private void works(EditionId edition) {
    if (restUntilNanos.containsKey(edition)) {
      with.alarms().resolve(cause(edition));
      restUntilNanos.remove(edition);
    }
  }

  private boolean rests(EditionId edition) {
    Long until = restUntilNanos.get(edition);
    return until != null && System.nanoTime() - until < 0;
  }

  private Optional<Target> target(int most) {
    Instant now = with.clock().instant();
    int room = budget.total(most, now);
    Map<Long, OpenEdition> sending =
        with.editions().in(EditionState.SENDING).stream()
            .filter(edition -> edition.expiresAt().isAfter(now))
            .map(edition -> OpenEdition.of(with, edition))
            .filter(open -> limit(open, room) > 0 && !rests(open.id()))
            .collect(Collectors.toMap(open -> open.id().value(), Function.identity()));
    if (sending.isEmpty()) {
      return Optional.empty();
    }
    // A group that may not be sent to now is not looked for: it never stands in front of others.
    List<ClaimDao.Head> heads =
        heads(List.copyOf(sending.values()), now).stream()
            .filter(head -> room(sending, head, now) > 0)
            .toList();
    return heads.stream()
        .min(Comparator.comparingInt(ClaimDao.Head::priority).thenComparing(ClaimDao.Head::dueAt))
        .map(head -> target(sending, head, heads, room, now));
  }

  private List<ClaimDao.Head> heads(List<OpenEdition> editions, Instant now) {
    return with.database()
        .jdbi()
        .withExtension(
            ClaimDao.class,
            dao ->
                dao.heads(
                    editions.stream().map(open -> open.id().value()).toList(),
                    editions.stream().map(open -> open.edition().date().toString()).toList(),
                    editions.stream().map(open -> Priorities.of(open)).toList(),
                    Priorities.RING,
                    line.throttles().state().groups().codes(),
                    now));
  }

  private Target target(
      Map<Long, OpenEdition> sending,
      ClaimDao.Head first,
      List<ClaimDao.Head> heads,
      int room,
      Instant now) {
    OpenEdition open = open(sending, first);
    Map<Integer, Integer> rooms =
        heads.stream()
            .filter(head -> head.editionId() == first.editionId())
            .filter(head -> head.priority() == first.priority())
            .collect(
                Collectors.toMap(ClaimDao.Head::domainGroup, head -> room(sending, head, now)));
    return new Target(
        open,
        first.priority(),
        Budget.split(rooms, limit(open, room)),
        line.throttles().state().groups(),
        line.throttles().warmUp());
  }

  private int room(Map<Long, OpenEdition> sending, ClaimDao.Head head, Instant now) {
    boolean exact = open(sending, head).newsletter().uncertain() == UncertainPolicy.HOLD;
    return budget.of(head.domainGroup(), exact, now);
  }

  /// Where an unknown outcome is not sent again, a crash may leave unknown only what was on a
  /// connection: no more is claimed than there are connections (docs/adr/0006).
  private int limit(OpenEdition open, int room) {
    return switch (open.newsletter().uncertain()) {
      case RESEND -> room;
      case HOLD -> Math.min(room, connections - line.queue().inHand(open.id()));
    };
  }

  private static OpenEdition open(Map<Long, OpenEdition> sending, ClaimDao.Head head) {
    OpenEdition open = sending.get(head.editionId());
    if (open == null) {
      throw new IllegalStateException("a head of edition " + head.editionId() + ", not asked for");
    }
    return open;
  }
}
