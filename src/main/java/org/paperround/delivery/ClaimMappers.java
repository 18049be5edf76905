package org.paperround.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// By hand: a claim reads one to a dozen of these rows for every reader, and mapping them in
/// general took a fifth of its time.
final class ClaimMappers {
  private ClaimMappers() {}

  static void register(Jdbi jdbi) {
    jdbi.registerRowMapper(ClaimDao.Picked.class, ClaimMappers::picked)
        .registerRowMapper(HistoryDao.Had.class, ClaimMappers::had);
  }

  private static ClaimDao.Picked picked(ResultSet row, StatementContext context)
      throws SQLException {
    return new ClaimDao.Picked(
        row.getLong(1),
        row.getInt(2),
        row.getInt(3),
        row.getInt(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getBoolean(6),
        row.getObject(7, Integer.class));
  }

  private static HistoryDao.Had had(ResultSet row, StatementContext context) throws SQLException {
    return new HistoryDao.Had(
        row.getLong(1),
        row.getLong(2),
        LocalDate.ofEpochDay(row.getInt(3)),
        List.of((Short[]) row.getArray(4).getArray()),
        row.getBoolean(5));
  }
}
