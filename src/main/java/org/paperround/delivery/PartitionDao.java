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

  /// Whether another maker was faster. Read from the catalogue: `to_regclass` may go by what this
  /// session knew before it waited for the lock.
  @SqlQuery(
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_tables
        WHERE schemaname = current_schema() AND tablename = :name)
      """)
  boolean exists(String name);

  /// `fillFactor`: how many hundredths of a page new rows may fill.
  @SqlUpdate(
      """
      CREATE TABLE <name> (LIKE <parent> INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
      WITH (fillfactor = <fillFactor>)
      """)
  void create(
      @Define("name") String name,
      @Define("parent") String parent,
      @Define("fillFactor") int fillFactor);

  @SqlQuery(
      """
      SELECT CAST(c.relname AS text) FROM pg_catalog.pg_inherits i
      JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = CAST(:parent AS regclass) ORDER BY c.relname
      """)
  List<String> partitions(String parent);

  @SqlUpdate("SET LOCAL lock_timeout = '1s'")
  void waitNoLongerThanASecond();

  @SqlUpdate("DROP TABLE IF EXISTS <name>")
  void drop(@Define("name") String name);

  @SqlUpdate("ANALYZE <name>")
  void analyze(@Define("name") String name);

  /// Attaching leaves readers and writers of the parent alone (SHARE UPDATE EXCLUSIVE), where
  /// CREATE TABLE .. PARTITION OF would lock them out (ACCESS EXCLUSIVE) and could deadlock with a
  /// query over two ledger tables. `from` and `to` are date literals with their quotes.
  @SqlUpdate("ALTER TABLE <parent> ATTACH PARTITION <name> FOR VALUES FROM (<from>) TO (<to>)")
  void attach(
      @Define("name") String name,
      @Define("parent") String parent,
      @Define("from") String from,
      @Define("to") String to);
}
