package org.paperround.delivery;

import java.time.Duration;
import org.paperround.platform.config.Settings;

/// How this node delivers: `delivery.*` settings. `lease`: after this long without a heartbeat
/// others take over a node's claims; a node that could not renew for half of it starts no
/// transmission. `allDueAtOnce` ignores the readers' hours (for demonstrations). `nodeName` is what
/// an operator sees; `throttles` how fast is sent; `canary` who gets an edition first; `brake` when
/// one is stopped; the ledger is kept for `keepMonths` months.
public record DeliveryConfig(
    Duration lease,
    boolean allDueAtOnce,
    String nodeName,
    ThrottleConfig throttles,
    CanaryConfig canary,
    BrakeConfig brake,
    int keepMonths) {
  /// With the second between two looks, a killed node's claims are free again within thirty.
  public static final Duration USUAL_LEASE = Duration.ofSeconds(25);

  /// Two years and a month, so that "a year ago" can be compared to the year before.
  public static final int USUAL_MONTHS = 25;

  public DeliveryConfig {
    if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("the lease is " + lease + ", not between 1 s and 1 h");
    }
  }

  public static DeliveryConfig read(Settings settings) {
    return new DeliveryConfig(
        settings.duration("delivery.lease", USUAL_LEASE, "1s", "1h"),
        settings.flag("delivery.all-due-at-once", false),
        settings.text("delivery.node-name", "node-" + ProcessHandle.current().pid()),
        ThrottleConfig.read(settings),
        CanaryConfig.read(settings),
        BrakeConfig.read(settings),
        settings.integer("delivery.keep-months", USUAL_MONTHS, 2, 1_200));
  }
}
