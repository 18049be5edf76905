package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Candidates;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims due rows in one short READ COMMITTED transaction (docs/adr/0006): lock the node, the
/// edition, the rows and their readers, in this order and skipping rows and readers that others
/// hold; then, in the next statements, read what the readers chose and got; decide; write; commit.
/// Because a reader's claims come one after the other and each sees the cards of the one before, no
/// two editions can choose the same story for one reader, on whatever nodes. For one thread.
final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final int PREPARATIONS = 6;
  private static final Duration WHILE_LOCKED = Duration.ofSeconds(1);

  private final Collaborators with;
  private final boolean quietHours;
  private final Histories histories;
  private final Choosing choosing;
  private final List<Claim> doubted = new ArrayList<>();

  /// `quietHours`: whether those of readers keep alerts away; `trials`: which subject is next.
  Claims(Collaborators with, boolean quietHours, SubjectTrials trials) {
    this.with = with;
    this.quietHours = quietHours;
    this.histories = new Histories(with);
    this.choosing = new Choosing(with, trials);
  }

  /// Claims whose transaction failed: it may have been committed and only the answer was lost, and
  /// then nobody but this node would ever give them back. Whoever did takes them out.
  List<Claim> doubted() {
    return doubted;
  }

  /// Makes beforehand what claims ask for, on another thread than theirs.
  Preparation preparation() {
    return new Preparation(with, choosing, histories);
  }

  /// What was claimed for `node`, and how many rows were settled or put off on the way. Nothing
  /// when all is held, the node was given up, or the edition does not send any more.
  Taken take(Target target, long node) {
    // Asked for outside the transaction, which must not wait for a second connection.
    TasteWeights weights = choosing.weights();
    for (int tries = 0; tries < PREPARATIONS; tries++) {
      long started = System.nanoTime();
      Verdicts verdicts = new Verdicts();
      Taken taken;
      try {
        taken =
            with.database()
                .inTransaction(
                    handle -> take(handle, target, new Turn(node, started, weights), verdicts));
      } catch (RuntimeException | Error e) {
        doubted.addAll(verdicts.claims());
        throw e;
      }
      if (!verdicts.unprepared().any()) {
        return taken;
      }
      verdicts.unprepared().prepare();
    }
    LOG.warn("Edition {} changes faster than it can be claimed", target.open().id());
    return Taken.NOTHING;
  }

  private Taken take(Handle handle, Target target, Turn turn, Verdicts verdicts) {
    if (handle.attach(NodeDao.class).lockAlive(turn.node()).isEmpty()
        || handle.attach(HoldDao.class).present().isPresent()) {
      return Taken.NOTHING;
    }
    // To the millisecond: what is stored is what the mail's Date is made of, also when it is made
    // again.
    Instant now = with.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Edition> locked =
        with.editions()
            .lockSending(handle, target.open().id())
            .filter(found -> found.expiresAt().isAfter(now));
    if (locked.isEmpty()) {
      return Taken.NOTHING;
    }
    OpenEdition open = new OpenEdition(locked.get(), target.open().newsletter());
    Batch batch = new Batch(open, turn, target.groups(), now);
    WarmUpDay today = new WarmUpDay(handle, target.warmUp(), now);
    Map<Long, ClaimDao.Picked> picked = pick(handle, target, batch, today.left());
    if (picked.isEmpty()) {
      return Taken.NOTHING;
    }
    Set<SubscriberId> readers =
        with.subscribers().lock(handle, picked.keySet().stream().map(SubscriberId::new).toList());
    sortOutUnlocked(handle, batch, picked, readers, verdicts);
    if (!readers.isEmpty()) {
      decide(handle, batch, picked, readers, verdicts);
    }
    if (verdicts.unprepared().any()) {
      // Something has to be read or rendered first, which takes long and is not for this
      // transaction: a plan that is stored in it would be lost with it.
      handle.rollback();
      return Taken.NOTHING;
    }
    new ClaimWriting(handle, batch).write(verdicts);
    today.take(verdicts.claims().size());
    return new Taken(verdicts.claims(), picked.size());
  }

  private static Map<Long, ClaimDao.Picked> pick(
      Handle handle, Target target, Batch batch, int most) {
    return handle
        .attach(ClaimDao.class)
        .pick(
            new ClaimDao.Pick(
                batch.edition().id().value(),
                batch.edition().date(),
                target.priority(),
                target.codes(),
                target.limits(most),
                batch.edition().words().since(),
                batch.now()))
        .stream()
        .collect(Collectors.toMap(ClaimDao.Picked::subscriberId, Function.identity()));
  }

  /// Readers we did not get: most are held by another claim or by their own act for a moment and
  /// are put off, so that they do not stand in front of others; those who do not exist any more
  /// would never be locked and are ended.
  private void sortOutUnlocked(
      Handle handle,
      Batch batch,
      Map<Long, ClaimDao.Picked> picked,
      Set<SubscriberId> locked,
      Verdicts verdicts) {
    List<SubscriberId> unlocked =
        picked.keySet().stream()
            .map(SubscriberId::new)
            .filter(reader -> !locked.contains(reader))
            .toList();
    if (unlocked.isEmpty()) {
      return;
    }
    Set<SubscriberId> present =
        with.subscribers().recipients(handle, batch.open().newsletter().id(), unlocked).keySet();
    for (SubscriberId reader : unlocked) {
      if (present.contains(reader)) {
        verdicts.postpone(reader.value());
      } else {
        verdicts.end(reader.value(), Ending.of(LedgerReason.ERASED));
      }
    }
    verdicts.postponeUntil(batch.now().plus(WHILE_LOCKED));
  }

  private void decide(
      Handle handle,
      Batch batch,
      Map<Long, ClaimDao.Picked> picked,
      Set<SubscriberId> readers,
      Verdicts verdicts) {
    // These statements come after the one that took the locks: their snapshots see everything that
    // was committed before, which the snapshot of the locking statement itself need not.
    Map<SubscriberId, Recipient> recipients =
        with.subscribers().recipients(handle, batch.open().newsletter().id(), List.copyOf(readers));
    Optional<Candidates> candidates = choosing.candidates(batch.edition(), verdicts.unprepared());
    if (candidates.isEmpty()) {
      return;
    }
    Map<Long, Histories.Known> past =
        histories.read(
            handle,
            wanted(batch, candidates.get(), readers, recipients),
            batch.turn().weights(),
            verdicts.unprepared());
    AlertLimits limits = AlertLimits.read(handle, batch, quietHours, recipients.values());
    for (SubscriberId reader : readers) {
      ClaimDao.Picked row = picked.get(reader.value());
      Recipient recipient = recipients.get(reader);
      if (row == null) {
        throw new IllegalStateException("a reader was locked who was not picked");
      }
      Optional<Ending> ending = ending(batch, row, recipient, limits);
      int group = group(batch, row, recipient);
      if (ending.isPresent() || recipient == null) {
        verdicts.end(reader.value(), ending.orElse(Ending.of(LedgerReason.ERASED)));
      } else if (group != row.domainGroup()) {
        verdicts.regroup(reader.value(), group);
      } else {
        Histories.Known known = past.getOrDefault(reader.value(), Histories.Known.NOTHING);
        choosing.choose(
            batch, candidates.get(), new Choosing.Candidate(row, recipient, known), verdicts);
      }
    }
  }

  private static Histories.Wanted wanted(
      Batch batch,
      Candidates candidates,
      Set<SubscriberId> readers,
      Map<SubscriberId, Recipient> recipients) {
    return new Histories.Wanted(
        candidates,
        batch.edition().date(),
        readers.stream().map(SubscriberId::value).toList(),
        recipients.values().stream()
            .filter(Recipient::trackingConsent)
            .map(Recipient::subscriber)
            .collect(Collectors.toSet()));
  }

  /// The group that the reader's domain is in by now.
  private static int group(Batch batch, ClaimDao.Picked row, @Nullable Recipient recipient) {
    EmailAddress address = recipient == null ? null : recipient.address();
    return address == null ? row.domainGroup() : batch.groups().of(address.domain());
  }

  /// How the row ends without a transmission, if so.
  private static Optional<Ending> ending(
      Batch batch, ClaimDao.Picked row, @Nullable Recipient recipient, AlertLimits limits) {
    Optional<LedgerReason> refusal = Eligibility.refusal(recipient, batch.edition(), batch.now());
    if (refusal.isPresent()) {
      return refusal.map(Ending::of);
    }
    boolean late = row.state() == DeliveryState.DUE.code() && row.lateAt().isBefore(batch.now());
    if (!late) {
      return recipient == null ? Optional.empty() : limits.refusal(row, recipient).map(Ending::of);
    }
    return Optional.of(row.handedOver() ? Ending.UNCERTAIN : Ending.of(LedgerReason.LATE));
  }

  /// Who claims, since when ([System#nanoTime()]), and what tastes weigh.
  record Turn(long node, long startedNanos, TasteWeights weights) {}

  /// The frame of one claim.
  record Batch(OpenEdition open, Turn turn, DomainGroups groups, Instant now) {
    Edition edition() {
      return open.edition();
    }
  }

  /// `rows`: how many were looked at, claimed or not.
  record Taken(List<Claim> claims, int rows) {
    static final Taken NOTHING = new Taken(List.of(), 0);

    Taken {
      claims = List.copyOf(claims);
    }
  }

  /// What is to become of the rows of one claim. Filled by one thread.
  static final class Verdicts {
    private final List<Claim> claims = new ArrayList<>();
    private final Map<Long, Ending> ended = new HashMap<>();
    private final Map<Long, Integer> regrouped = new HashMap<>();
    private final List<Long> postponed = new ArrayList<>();
    private Instant postponedUntil = Instant.MAX;
    private final Unprepared unprepared = new Unprepared();

    Unprepared unprepared() {
      return unprepared;
    }

    void claim(Claim claim) {
      claims.add(claim);
    }

    void end(long reader, Ending ending) {
      ended.put(reader, ending);
    }

    void regroup(long reader, int group) {
      regrouped.put(reader, group);
    }

    Map<Long, Integer> regrouped() {
      return regrouped;
    }

    void postpone(long reader) {
      postponed.add(reader);
    }

    void postponeUntil(Instant until) {
      postponedUntil = until;
    }

    List<Claim> claims() {
      return claims;
    }

    Map<Long, Ending> ended() {
      return ended;
    }

    List<Long> postponed() {
      return postponed;
    }

    Instant postponedUntil() {
      return postponedUntil;
    }
  }
}
