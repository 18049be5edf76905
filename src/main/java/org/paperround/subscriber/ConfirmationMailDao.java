package org.paperround.subscriber;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `confirmation_mail`.
interface ConfirmationMailDao {
  /// Counts one more at `at`, unless `most` were after `after` already. One statement: of two at
  /// once the second waits, and sees the first.
  @SqlUpdate(
      """
      INSERT INTO confirmation_mail AS c (address_hash, sent) VALUES (:hash, ARRAY[CAST(:at AS timestamptz)])
      ON CONFLICT (address_hash) DO UPDATE
      SET sent = ARRAY(SELECT s FROM unnest(c.sent) AS s WHERE s > :after) || excluded.sent
      WHERE (SELECT count(*) FROM unnest(c.sent) AS s WHERE s > :after) < :most
      """)
  int count(byte[] hash, Instant at, Instant after, int most);

  @SqlUpdate(
      """
      DELETE FROM confirmation_mail
      WHERE address_hash = (SELECT address_hash FROM subscriber WHERE id = :subscriber)
      """)
  int forgetOf(long subscriber);

  @SqlUpdate(
      """
      DELETE FROM confirmation_mail
      WHERE NOT EXISTS (SELECT FROM unnest(sent) AS s WHERE s > :before)
      """)
  int forgetBefore(Instant before);
}
