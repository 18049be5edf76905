package org.paperround.newsletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/// A row of table newsletter, with the intervals in seconds.
final class NewsletterMapper implements RowMapper<Newsletter> {
  @Override
  public Newsletter map(ResultSet row, StatementContext context) throws SQLException {
    return new Newsletter(
        new NewsletterId(row.getLong("id")),
        row.getString("slug"),
        row.getString("name"),
        row.getString("description"),
        row.getString("portal_name"),
        row.getString("portal_url"),
        Newsletter.Kind.valueOf(upper(row, "kind")),
        row.getBoolean("active"),
        row.getObject("send_time", LocalTime.class),
        days((Object[]) row.getArray("send_days").getArray()),
        ZoneId.of(row.getString("zone")),
        Duration.ofSeconds(row.getLong("late_seconds")),
        Duration.ofSeconds(row.getLong("max_age_seconds")),
        row.getInt("front_page_slots"),
        row.getInt("min_stories"),
        row.getInt("max_stories"),
        Newsletter.Approval.valueOf(upper(row, "approval")),
        Newsletter.UncertainPolicy.valueOf(upper(row, "uncertain")),
        row.getString("sender_name"),
        row.getString("sender_address"),
        row.getString("reply_to"),
        row.getString("postal_address"),
        row.getString("look"),
        Locale.forLanguageTag(row.getString("locale")),
        new AlertPolicy(
            row.getInt("alerts_per_day"),
            Duration.ofSeconds(row.getLong("alert_again_seconds")),
            Duration.ofSeconds(row.getLong("alert_fresh_seconds"))),
        new SunsetPolicy(
            row.getInt("sunset_ask_days"),
            row.getInt("sunset_least_sent"),
            row.getInt("sunset_slower_days"),
            row.getInt("sunset_pause_days")),
        row.getBoolean("welcome_edition"),
        row.getBoolean("archive"),
        row.getBoolean("goodbye"));
  }

  private static Set<DayOfWeek> days(Object[] numbers) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Object number : numbers) {
      days.add(DayOfWeek.of(((Number) number).intValue()));
    }
    return days;
  }

  private static String upper(ResultSet row, String column) throws SQLException {
    return row.getString(column).toUpperCase(Locale.ROOT);
  }
}
