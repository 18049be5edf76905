package org.paperround.delivery;

import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.StaffActor;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.text.TypedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The switch that holds every digest and alert on all nodes. It is one row of the database, which
/// each claim looks for and each transmission before it starts ([EditionMarks]). Thread-safe.
final class HoldSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(HoldSwitch.class);
  private static final String CAUSE = "sending-held";
  private static final int LONGEST_REASON = 200;

  private final Collaborators with;
  private volatile @Nullable SendingHold seen;
  private volatile boolean looked;

  HoldSwitch(Collaborators with) {
    this.with = with;
    with.meters().gauge("paperround.delivery.held", this, HoldSwitch::gauge);
  }

  Optional<SendingHold> present() {
    return with.database().jdbi().withExtension(HoldDao.class, HoldDao::present);
  }

  HoldOutcome hold(String reason, StaffActor actor) {
    if (!TypedText.isLine(reason, LONGEST_REASON)) {
      return new HoldOutcome.Refused(
          "A reason is one line of 1 to " + LONGEST_REASON + " characters.");
    }
    SendingHold wanted =
        new SendingHold(
            with.clock().instant().truncatedTo(ChronoUnit.MILLIS), actor.name(), reason.strip());
    HoldOutcome outcome =
        with.database()
            .inTransaction(handle -> {
              HoldDao dao = handle.attach(HoldDao.class);
              if (dao.hold(wanted.since(), wanted.actor(), wanted.reason()) == 0) {
                return new HoldOutcome.HeldBefore(dao.present().orElse(wanted));
              }
              Wakeups.announce(handle, Freeze.TOPIC);
              return new HoldOutcome.Held(wanted);
            });
    watch();
    return outcome;
  }

  /// What was released; empty when nothing was held.
  Optional<SendingHold> release(StaffActor actor) {
    Optional<SendingHold> released =
        with.database()
            .inTransaction(handle -> {
              Wakeups.announce(handle, Freeze.TOPIC);
              Optional<SendingHold> ended = handle.attach(HoldDao.class).release();
              ended.ifPresent(hold ->
                  handle.attach(CanaryDao.class).released(hold.since(), with.clock().instant()));
              return ended;
            });
    released.ifPresent(_ -> LOG.info("Sending is released by {}", actor.name()));
    watch();
    return released;
  }

  /// Keeps the alarm and the metric true, whichever node or command threw the switch.
  void watch() {
    SendingHold present = present().orElse(null);
    if (looked && Objects.equals(present, seen)) {
      return;
    }
    seen = present;
    looked = true;
    if (present == null) {
      with.alarms().resolve(CAUSE);
      return;
    }
    with.alarms()
        .raise(
            CAUSE,
            "All digests and alerts are held since "
                + present.since()
                + " by "
                + present.actor()
                + ": "
                + present.reason()
                + ". `sending release` lets them go on.");
  }

  private double gauge() {
    return !looked ? Double.NaN : seen == null ? 0 : 1;
  }
}
