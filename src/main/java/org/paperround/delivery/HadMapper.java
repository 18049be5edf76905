package org.paperround.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/// By hand, and the array from its text: a claim reads a dozen of these rows for every reader, and
/// mapping them in general took a fifth of its time.
final class HadMapper implements RowMapper<ClaimDao.Had> {
  @Override
  public ClaimDao.Had map(ResultSet row, StatementContext context) throws SQLException {
    return new ClaimDao.Had(
        row.getLong(1),
        row.getLong(2),
        row.getObject(3, LocalDate.class),
        ordinals(row.getString(4)),
        row.getBoolean(5));
  }

  /// Of an array's text, `{4,1,17}`.
  static List<Integer> ordinals(String array) {
    List<Integer> ordinals = new ArrayList<>();
    int number = 0;
    for (int i = 1; i < array.length(); i++) {
      char c = array.charAt(i);
      if (c >= '0' && c <= '9') {
        number = 10 * number + c - '0';
      } else if (i > 1) {
        ordinals.add(number);
        number = 0;
      }
    }
    return ordinals;
  }
}
