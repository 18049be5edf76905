package org.paperround.delivery;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Monthly partitions of the ledger and the attempts. The names and dates are made by [Partitions],
/// never by people.
interface PartitionDao {
  @SqlQuery(
      """
      SELECT name FROM unnest(:names) AS wanted (name) WHERE to_regclass(name) IS NULL ORDER BY name
      """)
  List<String> missing(List<String> names);

  /// A lock of this transaction that only the makers of partitions take.
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtext('delivery partitions'))::text")
  String lock();

  @SqlUpdate(
      """
      CREATE TABLE IF NOT EXISTS <name> PARTITION OF <parent> FOR VALUES FROM ('<from>') TO ('<to>')
      """)
  void create(
      @Define("name") String name,
      @Define("parent") String parent,
      @Define("from") String from,
      @Define("to") String to);
}
