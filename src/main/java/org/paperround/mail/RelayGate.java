package org.paperround.mail;

import java.time.InstantSource;

/// Lets no more mails go to one relay than this node's share of its rate. A relay without a rate
/// takes no lock. Thread-safe.
final class RelayGate {
  private final InstantSource clock;
  private volatile RelayQuota quota;
  private Bucket bucket;

  RelayGate(RelayQuota quota, InstantSource clock) {
    this.clock = clock;
    this.quota = quota;
    this.bucket = Bucket.full(quota.perSecond(), clock.instant());
  }

  RelayQuota quota() {
    return quota;
  }

  /// From now on it is so much.
  synchronized void share(RelayQuota share) {
    bucket =
        quota.hasRate() && share.hasRate()
            ? now().at(clock.instant(), share.perSecond())
            : Bucket.full(share.perSecond(), clock.instant());
    quota = share;
  }

  /// How many mails may go now.
  int mails() {
    return quota.hasRate() ? saved() : Integer.MAX_VALUE;
  }

  /// Takes the place of one mail; false when none may go now.
  boolean take() {
    return !quota.hasRate() || takeSaved();
  }

  /// A mail that waits for nothing: later ones make up for it.
  void spend() {
    if (quota.hasRate()) {
      spendSaved();
    }
  }

  private synchronized int saved() {
    return quota.hasRate() ? now().mails() : Integer.MAX_VALUE;
  }

  private synchronized boolean takeSaved() {
    boolean may = saved() > 0;
    if (may) {
      spendSaved();
    }
    return may;
  }

  private synchronized void spendSaved() {
    if (quota.hasRate()) {
      bucket = now().less(1);
    }
  }

  private Bucket now() {
    return bucket.at(clock.instant(), quota.perSecond());
  }
}
