package org.paperround.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the accounts of editions add up while they are sent, not only at their end: looks at
/// each that is open, counts what it found, and raises the alarm that [Closing] raises.
final class SelfCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);

  private final Collaborators with;
  private final Accounts accounts;

  SelfCheck(Collaborators with, Accounts accounts) {
    this.with = with;
    this.accounts = accounts;
  }

  void run() {
    for (OpenEdition open : OpenEdition.all(with)) {
      try {
        accounts.standstill(open.id()).ifPresent(standstill -> judge(open, standstill));
      } catch (RuntimeException e) {
        LOG.error("The account of edition {} was not checked; it is in a minute", open.id(), e);
      }
    }
  }

  private void judge(OpenEdition open, Standstill standstill) {
    boolean sound = sound(standstill);
    with.meters()
        .counter("paperround.delivery.account.checks", "result", sound ? "closes" : "open")
        .increment();
    if (sound) {
      with.alarms().resolve(cause(open));
    } else {
      with.alarms().raise(cause(open), told(open, standstill.account()));
    }
  }

  /// The equation holds at every instant. A mail that was accepted is `sent` at once, but for one
  /// that is being sent again at this moment: while something is under way that part has to wait.
  /// Pure.
  static boolean sound(Standstill standstill) {
    Account account = standstill.account();
    return account.adds() && (account.closes() || standstill.underWay() > 0);
  }

  static String cause(OpenEdition open) {
    return "account-open:" + open.id();
  }

  static String told(OpenEdition open, Account account) {
    return "The account of edition " + open.id() + " is open: " + account.line();
  }
}
