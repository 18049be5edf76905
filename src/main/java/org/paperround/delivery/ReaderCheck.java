package org.paperround.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;

/// Asks again, for claims that still wait for a connection or on one, whether their readers may be
/// mailed: a reader who leaves after the claim gets nothing, and a claim that waits longer than two
/// seconds is good only because of this.
final class ReaderCheck {
  private static final Duration OLD = Duration.ofSeconds(1);
  private static final int PAGE = 1000;

  private final Collaborators with;
  private final ClaimQueue queue;

  ReaderCheck(Collaborators with, ClaimQueue queue) {
    this.with = with;
    this.queue = queue;
  }

  /// Checks those last checked more than a second ago, or all of them.
  void run(boolean all) {
    long now = System.nanoTime();
    Map<NewsletterId, List<Claim>> due =
        queue.unsent().stream()
            .filter(claim -> all || now - claim.checkedNanos() > OLD.toNanos())
            .collect(Collectors.groupingBy(claim -> claim.facts().newsletter().id()));
    due.forEach((newsletter, claims) -> {
      for (int from = 0; from < claims.size(); from += PAGE) {
        check(newsletter, claims.subList(from, Math.min(claims.size(), from + PAGE)));
      }
    });
  }

  private void check(NewsletterId newsletter, List<Claim> claims) {
    long asked = System.nanoTime();
    List<SubscriberId> readers =
        claims.stream().map(claim -> claim.facts().key().subscriber()).distinct().toList();
    Map<SubscriberId, Recipient> recipients =
        with.database()
            .jdbi()
            .withHandle(handle -> with.subscribers().recipients(handle, newsletter, readers));
    for (Claim claim : claims) {
      Claim.Facts facts = claim.facts();
      Optional<LedgerReason> refusal =
          Eligibility.refusal(
              recipients.get(facts.key().subscriber()), facts.edition(), with.clock().instant());
      refusal.ifPresentOrElse(claim::withdraw, () -> claim.checked(asked));
    }
  }
}
