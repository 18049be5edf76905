package org.paperround.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/// By hand: a claim reads a dozen of these rows for every reader, and mapping them in general took
/// a fifth of its time.
final class HadMapper implements RowMapper<HistoryDao.Had> {
  @Override
  public HistoryDao.Had map(ResultSet row, StatementContext context) throws SQLException {
    return new HistoryDao.Had(
        row.getLong(1),
        row.getLong(2),
        row.getObject(3, LocalDate.class),
        List.of((Short[]) row.getArray(4).getArray()),
        row.getBoolean(5));
  }
}
