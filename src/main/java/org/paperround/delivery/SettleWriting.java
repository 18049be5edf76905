package org.paperround.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.Edition;
import org.paperround.mail.RelayConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the settlements of one edition in the transaction of `handle`: what the relay said, and
/// the rows' new states.
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

  void write(List<Settled> group) {
    SettleDao dao = handle.attach(SettleDao.class);
    List<Settled> tried = group.stream().filter(one -> one.change().attempt() != null).toList();
    if (!tried.isEmpty()) {
      dao.append(attempts(tried));
    }
    Set<Long> written = new HashSet<>(dao.settle(changes(group)));
    Pulse.of(group.stream().filter(one -> written.contains(one.reader())).toList())
        .add(handle, edition.id(), group.getFirst().facts().node());
    group.stream()
        .filter(one -> !one.settlement().left() && written.contains(one.reader()))
        .collect(
            Collectors.groupingBy(one -> one.facts().claimedAt(), Collectors.summingInt(_ -> 1)))
        .forEach((claimedAt, mails) -> WarmUpDay.giveBack(handle, claimedAt, mails));
    List<Settled> elsewhere =
        group.stream().filter(one -> !written.contains(one.reader())).toList();
    if (!elsewhere.isEmpty()) {
      correct(dao, elsewhere);
    }
  }

  /// Our lease ran out and others took over, or this group was committed before and the answer
  /// lost.
  private void correct(SettleDao dao, List<Settled> elsewhere) {
    List<Settled> accepted =
        elsewhere.stream().filter(one -> one.change().state() == DeliveryState.SENT).toList();
    int corrected =
        accepted.isEmpty()
            ? 0
            : dao.acceptElsewhere(
                edition.id().value(),
                edition.date(),
                accepted.stream().map(Settled::reader).toList(),
                accepted.stream().map(one -> ClaimWriting.ordinals(one.facts().cards())).toList(),
                now);
    LOG.warn(
        "{} deliveries of edition {} were not claimed by this node (any more); {} of {} accepted"
            + " ones were corrected to sent",
        elsewhere.size(),
        edition.id(),
        corrected,
        accepted.size());
  }

  private SettleDao.Attempts attempts(List<Settled> group) {
    List<Integer> outcomes = new ArrayList<>();
    List<@Nullable Integer> codes = new ArrayList<>();
    List<@Nullable String> enhanced = new ArrayList<>();
    List<@Nullable String> replies = new ArrayList<>();
    List<@Nullable String> relays = new ArrayList<>();
    for (Settled one : group) {
      Settling.Attempt attempt = one.change().attempt();
      if (attempt != null) {
        outcomes.add(attempt.outcome().code());
        codes.add(attempt.code());
        enhanced.add(attempt.enhanced());
        replies.add(attempt.reply());
        relays.add(relay(one.settlement()));
      }
    }
    return new SettleDao.Attempts(
        edition.id().value(),
        edition.date(),
        group.stream().map(Settled::reader).toList(),
        group.stream().map(one -> one.facts().node()).toList(),
        group.stream().map(one -> one.facts().number()).toList(),
        group.stream().map(one -> one.settlement().at().toString()).toList(),
        outcomes,
        codes,
        enhanced,
        replies,
        relays);
  }

  /// Null for the only one there is.
  private static @Nullable String relay(Settlement settlement) {
    return settlement instanceof Settlement.Transmitted(_, _, String relay, _)
            && !relay.equals(RelayConfig.ONLY)
        ? relay
        : null;
  }

  private SettleDao.Changes changes(List<Settled> group) {
    List<@Nullable Integer> reasons = new ArrayList<>();
    List<@Nullable String> dueAt = new ArrayList<>();
    for (Settled one : group) {
      LedgerReason reason = one.change().reason();
      reasons.add(reason == null ? null : reason.code());
      Instant due = one.change().dueAt();
      dueAt.add(due == null ? null : due.toString());
    }
    return new SettleDao.Changes(
        edition.id().value(),
        edition.date(),
        group.stream().map(Settled::reader).toList(),
        group.stream().map(one -> one.facts().node()).toList(),
        group.stream().map(one -> one.change().state().code()).toList(),
        reasons,
        group.stream().map(one -> one.change().attempts()).toList(),
        dueAt,
        group.stream().map(one -> one.change().keepsCards()).toList(),
        group.stream().map(one -> one.facts().claimedAt().toString()).toList(),
        now);
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
