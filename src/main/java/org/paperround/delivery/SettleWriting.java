package org.paperround.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayReply;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.subscriber.SubscriberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what has become of claims: what the relay said, the rows' new states, what the brake
/// counts, and who is suppressed for what was said. Thread-safe.
final class SettleWriting {
  private static final Logger LOG = LoggerFactory.getLogger(SettleWriting.class);

  private final Collaborators with;
  private final Bounces bounces;

  SettleWriting(Collaborators with) {
    this.with = with;
    this.bounces = new Bounces(with);
  }

  /// Commits a group. When it throws, it may have been committed all the same; who writes it again
  /// adds nothing. Accepted mails of one edition need no transaction: their statement commits
  /// itself, two answers less to wait for while connections may have to.
  void settle(List<Settlement> settlements) {
    List<Settled> all = changes(settlements);
    if (!areAcceptedOfOneEdition(all)) {
      with.database().useTransaction(handle -> writeAll(handle, all));
      return;
    }
    List<Settled> elsewhere = with.database().jdbi().withHandle(handle -> write(handle, all));
    if (!elsewhere.isEmpty()) {
      with.database().useTransaction(handle -> correct(handle, elsewhere));
    }
  }

  /// The same in the transaction of `handle`.
  void settle(Handle handle, List<Settlement> settlements) {
    writeAll(handle, changes(settlements));
  }

  private static List<Settled> changes(List<Settlement> settlements) {
    return settlements.stream()
        .map(
            one -> new Settled(one, Settling.change(one, ThreadLocalRandom.current().nextDouble())))
        .toList();
  }

  private static boolean areAcceptedOfOneEdition(List<Settled> all) {
    EditionId edition = all.getFirst().edition().id();
    return all.stream()
        .allMatch(one ->
            one.change().state() == DeliveryState.SENT && one.edition().id().equals(edition));
  }

  private void writeAll(Handle handle, List<Settled> all) {
    Map<EditionId, List<Settled>> byEdition = new LinkedHashMap<>();
    all.forEach(
        one -> byEdition.computeIfAbsent(one.edition().id(), _ -> new ArrayList<>()).add(one));
    bounces.hold(handle, said(all));
    byEdition.values().forEach(group -> correct(handle, write(handle, group)));
    all.forEach(one ->
        said(one)
            .ifPresent(
                reply -> bounces.refused(handle, one.facts(), reply, one.settlement().at())));
  }

  private static Map<SubscriberId, RelayReply> said(List<Settled> all) {
    Map<SubscriberId, RelayReply> said = new HashMap<>();
    all.forEach(
        one -> said(one).ifPresent(reply -> said.put(one.facts().key().subscriber(), reply)));
    return said;
  }

  /// What a refusal says of the mailbox (mail-standards G3), or the last words of a relay that put
  /// the mail off until it was too late.
  private static Optional<RelayReply> said(Settled one) {
    if (!(one.settlement()
        instanceof Settlement.Transmitted(_, TransmissionOutcome outcome, _, _))) {
      return Optional.empty();
    }
    return switch (outcome) {
      case TransmissionOutcome.Refused(RelayReply reply) -> Optional.of(reply);
      case TransmissionOutcome.Deferred(RelayReply reply) ->
          // Asks nothing of the ledger for a whole audience that expires while the relay is away.
          Optional.ofNullable(one.change().reason())
              .filter(reason ->
                  SuppressionRules.ofFailed(reason, reply) != SuppressionRules.Fate.SAYS_NOTHING)
              .map(_ -> reply);
      // Neither says anything of the mailbox.
      case TransmissionOutcome.Accepted _, TransmissionOutcome.Unknown _ -> Optional.empty();
    };
  }

  /// Of one edition. Returns those whose rows were not changed: our lease ran out and others took
  /// over, or this group was committed before and the answer lost.
  private List<Settled> write(Handle handle, List<Settled> group) {
    Set<Long> leftAlone = Set.copyOf(handle.attach(SettleDao.class).settle(rows(group)));
    group.stream()
        .filter(one -> !one.settlement().left() && !leftAlone.contains(one.reader()))
        .collect(
            Collectors.groupingBy(one -> one.facts().claimedAt(), Collectors.summingInt(_ -> 1)))
        .forEach((claimedAt, mails) -> WarmUpDay.giveBack(handle, claimedAt, mails));
    return leftAlone.isEmpty()
        ? List.of()
        : group.stream().filter(one -> leftAlone.contains(one.reader())).toList();
  }

  /// Makes sent what was accepted of those that [#write] left alone.
  private void correct(Handle handle, List<Settled> elsewhere) {
    if (elsewhere.isEmpty()) {
      return;
    }
    Edition edition = elsewhere.getFirst().edition();
    List<Settled> accepted =
        elsewhere.stream().filter(one -> one.change().state() == DeliveryState.SENT).toList();
    int corrected =
        accepted.isEmpty()
            ? 0
            : handle
                .attach(DoubtDao.class)
                .acceptElsewhere(
                    edition.id().value(),
                    edition.date(),
                    accepted.stream().map(Settled::reader).toList(),
                    accepted.stream()
                        .map(one -> ClaimWriting.ordinals(one.facts().cards()))
                        .toList(),
                    with.clock().instant());
    LOG.warn(
        "{} deliveries of edition {} were not claimed by this node (any more); {} of {} accepted"
            + " ones were corrected to sent",
        elsewhere.size(),
        edition.id(),
        corrected,
        accepted.size());
  }

  private SettleDao.Group rows(List<Settled> group) {
    Claim.Facts first = group.getFirst().facts();
    return new SettleDao.Group(
        first.edition().id().value(),
        first.edition().date(),
        first.node(),
        with.clock().instant(),
        column(group, Settled::reader),
        column(group, one -> one.facts().node()),
        column(group, one -> one.facts().number()),
        column(group, one -> one.settlement().at().toString()),
        tried(group, attempt -> attempt.outcome().code()),
        tried(group, Settling.Attempt::code),
        tried(group, Settling.Attempt::enhanced),
        tried(group, Settling.Attempt::reply),
        SettleWriting.<@Nullable String>column(group, one -> relay(one.settlement())),
        column(group, one -> one.change().state().code()),
        changed(group, Settling.Change::reason, LedgerReason::code),
        column(group, one -> one.change().attempts()),
        changed(group, Settling.Change::dueAt, Instant::toString),
        column(group, one -> one.change().keepsCards()),
        column(group, one -> one.facts().claimedAt().toString()),
        column(group, Pulse::bits));
  }

  /// Null for the only one there is.
  private static @Nullable String relay(Settlement settlement) {
    return settlement instanceof Settlement.Transmitted(_, _, String relay, _)
            && !relay.equals(RelayConfig.ONLY)
        ? relay
        : null;
  }

  private static <T extends @Nullable Object> List<T> column(
      List<Settled> group, Function<Settled, T> value) {
    List<T> column = new ArrayList<>(group.size());
    group.forEach(one -> column.add(value.apply(one)));
    return column;
  }

  /// Null where there is no such thing.
  private static <A, T> List<@Nullable T> changed(
      List<Settled> group,
      Function<Settling.Change, @Nullable A> part,
      Function<A, @Nullable T> value) {
    return SettleWriting.<@Nullable T>column(
        group,
        one -> {
          A present = part.apply(one.change());
          return present == null ? null : value.apply(present);
        });
  }

  private static <T> List<@Nullable T> tried(
      List<Settled> group, Function<Settling.Attempt, @Nullable T> value) {
    return changed(group, Settling.Change::attempt, value);
  }

  /// A settlement with what it changes.
  record Settled(Settlement settlement, Settling.Change change) {
    Claim.Facts facts() {
      return settlement.claim().facts();
    }

    Edition edition() {
      return facts().edition();
    }

    long reader() {
      return facts().key().subscriber().value();
    }
  }
}
