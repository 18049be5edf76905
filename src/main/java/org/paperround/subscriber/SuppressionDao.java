package org.paperround.subscriber;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `suppression`: keyed hashes of addresses that are never mailed.
interface SuppressionDao {
  @SqlQuery("SELECT reason FROM suppression WHERE address_hash = :hash")
  Optional<String> reason(byte[] hash);

  @SqlQuery(
      """
      SELECT reason FROM suppression
      WHERE address_hash = (SELECT address_hash FROM subscriber WHERE id = :subscriber)
      """)
  Optional<String> reasonOf(long subscriber);

  /// Who complained, or whom the operator shut out: not written to again, whatever is asked for.
  default boolean forbids(byte[] hash) {
    return reason(hash).filter(SuppressionDao::isAPersonsWord).isPresent();
  }

  default boolean forbids(long subscriber) {
    return reasonOf(subscriber).filter(SuppressionDao::isAPersonsWord).isPresent();
  }

  private static boolean isAPersonsWord(String reason) {
    return reason.equals("complaint") || reason.equals("operator");
  }

  /// A person's word (a complaint, the operator) is never replaced by a weaker reason.
  @SqlUpdate(
      """
      INSERT INTO suppression (address_hash, reason, since, evidence)
      SELECT address_hash, :reason, :at, :evidence FROM subscriber
      WHERE id = :subscriber AND address_hash IS NOT NULL
      ON CONFLICT (address_hash) DO UPDATE
      SET reason = excluded.reason, since = excluded.since, evidence = excluded.evidence
      WHERE suppression.reason IN ('hard_bounce', 'erased') AND suppression.reason <> excluded.reason
      """)
  int add(long subscriber, String reason, String evidence, Instant at);

  /// Since when the reader is suppressed for a reason that a new opt-in lifts.
  @SqlQuery(
      """
      SELECT since FROM suppression
      WHERE reason IN ('hard_bounce', 'erased')
        AND address_hash = (SELECT address_hash FROM subscriber WHERE id = :subscriber)
      """)
  Optional<Instant> liftableSince(long subscriber);

  /// A new opt-in outweighs a bounce and an erasure, never a complaint or the operator.
  @SqlUpdate(
      """
      DELETE FROM suppression
      WHERE reason IN ('hard_bounce', 'erased')
        AND address_hash = (SELECT address_hash FROM subscriber WHERE id = :subscriber)
      """)
  int lift(long subscriber);
}
