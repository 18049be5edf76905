package org.paperround.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.Edition;
import org.paperround.mail.RelayConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the settlements of one edition with `handle`: what the relay said, and the rows' new
/// states. In a transaction, unless all were accepted.
final class SettleWriting {
  private static final Logger LOG = LoggerFactory.getLogger(SettleWriting.class);

  private final Handle handle;
  private final Edition edition;
  private final Instant now;

  SettleWriting(Handle handle, Edition edition, Instant now) {
    this.handle = handle;
    this.edition = edition;
    this.now = now;
  }

  /// Returns those whose rows were not changed: our lease ran out and others took over, or this
  /// group was committed before and the answer lost.
  List<Settled> write(List<Settled> group) {
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
  void correct(List<Settled> elsewhere) {
    if (elsewhere.isEmpty()) {
      return;
    }
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
                    now);
    LOG.warn(
        "{} deliveries of edition {} were not claimed by this node (any more); {} of {} accepted"
            + " ones were corrected to sent",
        elsewhere.size(),
        edition.id(),
        corrected,
        accepted.size());
  }

  private SettleDao.Group rows(List<Settled> group) {
    return new SettleDao.Group(
        edition.id().value(),
        edition.date(),
        group.getFirst().facts().node(),
        now,
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

    long reader() {
      return facts().key().subscriber().value();
    }
  }
}
